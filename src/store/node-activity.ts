import type { Sql } from '../db/open.js';

/** When each node of a shop was heard last, by its id; who never exchanged is absent. */
export async function lastExchanges(sql: Sql, shopId: string): Promise<ReadonlyMap<string, Date>> {
  const rows: { node_id: string; last: Date }[] = await sql('exchanges')
    .where({ shop_id: shopId })
    .whereNot({ type: 'import' }) // that was `uzel import`, not the node's 1C
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
}

/** Counts a node's orders. */
export async function countOrdersOfNode(sql: Sql, shopId: string, nodeId: string): Promise<OrdersOfNode> {
  const found = await sql.raw<{ rows: OrdersOfNode[] }>(
    `select count(*)::int as owned, (count(*) filter (where due_version > acknowledged_version))::int as waiting
     from orders where shop_id = ? and owner_node_id = ?`,
    [shopId, nodeId],
  );
  return found.rows[0] ?? { owned: 0, waiting: 0 };
}
