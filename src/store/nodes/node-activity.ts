import type { Sql } from '../../db/open.js';

/** When each node of a shop was heard last, by its id; who never exchanged is absent. */
export async function lastExchanges(sql: Sql, shopId: string): Promise<ReadonlyMap<string, Date>> {
  const rows: { node_id: string; last: Date }[] = await sql('exchanges')
    .where({ shop_id: shopId })
    .whereNotIn('type', ['import', 'replay', 'restore']) // that was a command, not the node's 1C
    .groupBy('node_id')
    .select('node_id')
    .max({ last: 'last_seen_at' });
  return new Map(rows.map((row) => [row.node_id, row.last]));
}

/** The orders that a node owns. */
export interface OrdersOfNode {
  readonly owned: number;
  /** Of them, those that its 1C has not confirmed in their present state. */
  readonly waiting: number;
  /** Of these, those that something keeps back. */
  readonly held: number;
  /** Of these, those that are being edited in the shop, or that 1C has locked. */
  readonly locked: number;
  /** Fields that the shop and its 1C both changed, of all time. */
  readonly conflicts: number;
  /** Documents that it sent of orders of other nodes. */
  readonly duplicates: number;
}

const NOTHING: OrdersOfNode = { owned: 0, waiting: 0, held: 0, locked: 0, conflicts: 0, duplicates: 0 };

/** Counts what the orders of a shop's nodes are. @returns the counts by the id of the node */
export async function countOrdersOfNodes(
  sql: Sql,
  shopId: string,
  nodeIds: readonly string[],
): Promise<(nodeId: string) => OrdersOfNode> {
  const found = await sql.raw<{ rows: (OrdersOfNode & { node_id: string })[] }>(
    `select n.node_id, coalesce(o.owned, 0) as owned, coalesce(o.waiting, 0) as waiting,
       coalesce(o.held, 0) as held, coalesce(o.locked, 0) as locked,
       (select count(*)::int from order_conflicts c where c.shop_id = n.shop_id and c.node_id = n.node_id) as conflicts,
       (select count(*)::int from order_duplicates d where d.shop_id = n.shop_id and d.node_id = n.node_id) as duplicates
     from nodes n
     left join (
       select owner_node_id, count(*)::int as owned,
         (count(*) filter (where due))::int as waiting,
         (count(*) filter (where due and held is not null))::int as held,
         (count(*) filter (where due and (locked_in_one_c or locked_until > now())))::int as locked
       from (select *, due_version > acknowledged_version as due from orders where shop_id = :shopId) orders
       where owner_node_id = any(:nodeIds)
       group by owner_node_id) o on o.owner_node_id = n.node_id
     where n.shop_id = :shopId and n.node_id = any(:nodeIds)`,
    { shopId, nodeIds: [...nodeIds] },
  );
  const counts = new Map(found.rows.map(({ node_id, ...of }) => [node_id, of]));
  return (nodeId) => counts.get(nodeId) ?? NOTHING;
}

/** Counts a node's orders. */
export async function countOrdersOfNode(sql: Sql, shopId: string, nodeId: string): Promise<OrdersOfNode> {
  return (await countOrdersOfNodes(sql, shopId, [nodeId]))(nodeId);
}
