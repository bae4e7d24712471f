import type { Sql, Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { OrderRouting } from '../../orders.js';
import { type NodeRow, toNode } from '../nodes/node-rows.js';
import type { DuePosition } from './offered-orders.js';
import { NOW, type OrderRow, type StoredOrder, toStored } from './order-rows.js';

/** More open orders than this are not told apart: many nodes are counted for each order that is placed. */
export const MOST_COUNTED = 1000;

/** The nodes, as SQL, that a new order may go to. */
export const ROUTABLE = 'removed_at is null and receives_orders and not receives_only_own';

/** The shop's nodes that a new order may go to now, the oldest first. */
export async function routableNodes(sql: Sql, shopId: string): Promise<ExchangeNode[]> {
  const found = await sql.raw<{ rows: NodeRow[] }>(
    `select * from nodes where shop_id = ? and state = 'active' and ${ROUTABLE} order by created_at, node_id`,
    [shopId],
  );
  return found.rows.map(toNode);
}

/**
 * How many orders each of these nodes has that are neither shipped nor given up, `MOST_COUNTED` at most (over the index orders_open).
 * @returns by the id of the node
 */
export async function openOrders(sql: Sql, shopId: string, nodeIds: readonly string[]): Promise<Map<string, number>> {
  const found = await sql.raw<{ rows: { node_id: string; open: string }[] }>(
    `select n.node_id, (select count(*) from (
       select from orders o where o.shop_id = ? and o.owner_node_id = n.node_id
         and not o.shipped and not o.cancelled and not o.deleted limit ${MOST_COUNTED}) as counted) as open
     from unnest(?::uuid[]) as n(node_id)`,
    [shopId, [...nodeIds]],
  );
  return new Map(found.rows.map((row) => [row.node_id, Number(row.open)]));
}

/** Of nodes that all have open orders the one whose newest of them is the oldest. */
export async function longestWithoutOrder(sql: Sql, shopId: string, nodeIds: readonly string[]): Promise<string> {
  const found = await sql.raw<{ rows: { node_id: string }[] }>(
    `select n.node_id from unnest(?::uuid[]) as n(node_id)
     order by (select o.order_id from orders o where o.shop_id = ? and o.owner_node_id = n.node_id
       and not o.shipped and not o.cancelled and not o.deleted order by o.order_id desc limit 1) limit 1`,
    [[...nodeIds], shopId],
  );
  const row = found.rows[0];
  if (!row) throw new Error('no nodes were given');
  return row.node_id;
}

/** Orders that nobody owns, as SQL (over the index orders_unowned); what a person took away from its node waits for a person. */
const UNOWNED = `owner_node_id is null and due_version > acknowledged_version and coalesce(routing ->> 'by', '') <> 'moved'`;

/** A page of the shop's orders without an owner, oldest first, locked until the commit. @param after where the page before ended */
export async function lockUnowned(
  tx: Tx,
  shopId: string,
  { after, limit }: { readonly after: DuePosition | null; readonly limit: number },
): Promise<StoredOrder[]> {
  const found = await tx.raw<{ rows: OrderRow[] }>(
    `select * from orders where shop_id = ? and ${UNOWNED} ${after === null ? '' : 'and (placed_at, order_id) > (?, ?::uuid)'}
     order by placed_at, order_id limit ? for no key update`,
    [shopId, ...(after === null ? [] : [after.placedAt, after.orderId]), limit],
  );
  return found.rows.map(toStored);
}

/** The digest of a shop in which nobody could get an order. */
export const NO_NODES = '';

/**
 * The shops that have orders without an owner, each with a digest of all that decides who gets them: while it stays the same, they
 * need not be routed again.
 */
export async function shopsWithUnowned(sql: Sql): Promise<{ shopId: string; nodes: string }[]> {
  const found = await sql.raw<{ rows: { shop_id: string; nodes: string }[] }>(
    `select s.shop_id, (
       select coalesce(md5(string_agg(n::text, ',' order by n.node_id)), '${NO_NODES}') from nodes n
       where n.shop_id = s.shop_id and n.state = 'active' and ${ROUTABLE}) as nodes
     from shops s where exists (select from orders o where o.shop_id = s.shop_id and ${UNOWNED})`,
  );
  return found.rows.map((row) => ({ shopId: row.shop_id, nodes: row.nodes }));
}

/** Gives an order that the caller has locked, and that nobody owns, to a node: the next version, due. @returns as it is now */
export async function giveToOwner(
  tx: Tx,
  shopId: string,
  orderId: string,
  owner: Pick<ExchangeNode, 'nodeId' | 'name'>,
  routing: OrderRouting,
): Promise<StoredOrder> {
  const given = await tx.raw<{ rows: OrderRow[] }>(
    `update orders set owner_node_id = ?, routing = ?::jsonb, version = version + 1, due_version = version + 1, updated_at = ${NOW}
     where shop_id = ? and order_id = ? returning *`,
    [owner.nodeId, JSON.stringify(routing), shopId, orderId],
  );
  const row = given.rows[0];
  if (!row) throw new Error(`order ${orderId} is gone`);
  await tx('order_history').insert({
    shop_id: shopId,
    order_id: orderId,
    version: row.version,
    source: `node:${owner.name}`,
    changes: JSON.stringify({ owner: { from: null, to: owner.nodeId } }),
  });
  return toStored(row);
}

/** Writes why an order has no owner; it is no change of the order. */
export async function keepRouting(tx: Tx, shopId: string, orderId: string, routing: OrderRouting): Promise<void> {
  await tx.raw('update orders set routing = ?::jsonb where shop_id = ? and order_id = ?', [
    JSON.stringify(routing),
    shopId,
    orderId,
  ]);
}

/** A node by its id, also one that is paused or was removed. */
export async function findNodeById(sql: Sql, shopId: string, nodeId: string): Promise<ExchangeNode | null> {
  const found = await sql.raw<{ rows: NodeRow[] }>('select * from nodes where shop_id = ? and node_id = ?', [
    shopId,
    nodeId,
  ]);
  return found.rows[0] ? toNode(found.rows[0]) : null;
}
