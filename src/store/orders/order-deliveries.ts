import type { Sql, Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { type NodeRow, toNode } from '../nodes/node-rows.js';

/** Nodes of these kinds that may be sent orders now: active, and not resting after a failure. */
export async function nodesToDeliverTo(sql: Sql, kinds: readonly string[]): Promise<ExchangeNode[]> {
  if (kinds.length === 0) return [];
  const found = await sql.raw<{ rows: NodeRow[] }>(
    `select n.* from nodes n left join order_deliveries d on d.shop_id = n.shop_id and d.node_id = n.node_id
     where n.kind = any(?::text[]) and n.state = 'active' and n.removed_at is null and n.receives_orders
       and coalesce(d.next_at <= now(), true) order by n.node_id`,
    [[...kinds]],
  );
  return found.rows.map(toNode);
}

/** Whether a node may be sent orders now: it was not paused, removed or told to take none meanwhile. */
export async function mayBeSentTo(
  sql: Sql,
  { shopId, nodeId }: Pick<ExchangeNode, 'shopId' | 'nodeId'>,
): Promise<boolean> {
  const keys = { shop_id: shopId, node_id: nodeId, state: 'active', removed_at: null, receives_orders: true };
  return (await sql('nodes').where(keys).first('node_id')) !== undefined;
}

/** How often in a row deliveries to a node have failed. */
export async function deliveryFailures(
  sql: Sql,
  { shopId, nodeId }: Pick<ExchangeNode, 'shopId' | 'nodeId'>,
): Promise<number> {
  const found = await sql('order_deliveries').where({ shop_id: shopId, node_id: nodeId }).first('attempts');
  return Number(found?.attempts ?? 0);
}

/**
 * Notes that a delivery failed, and when it is tried again.
 * @param pauses seconds after the first, second… failure in a row; the last repeats
 * @returns seconds until then
 */
export async function noteDeliveryFailed(
  tx: Tx,
  { shopId, nodeId }: Pick<ExchangeNode, 'shopId' | 'nodeId'>,
  error: string,
  pauses: readonly number[],
): Promise<number> {
  const keys = { shop_id: shopId, node_id: nodeId };
  const found = await tx('order_deliveries').where(keys).forUpdate().first('attempts');
  const attempts = Number(found?.attempts ?? 0) + 1;
  const seconds = pauses[Math.min(attempts, pauses.length) - 1] ?? 0;
  const row = { attempts, last_error: error, next_at: tx.raw('now() + make_interval(secs => ?)', [seconds]) };
  await tx('order_deliveries')
    .insert({ ...keys, ...row })
    .onConflict(['shop_id', 'node_id'])
    .merge(row);
  return seconds;
}

/** Forgets the failures of a node: a delivery succeeded. */
export async function forgetDeliveryFailures(
  tx: Tx,
  { shopId, nodeId }: Pick<ExchangeNode, 'shopId' | 'nodeId'>,
): Promise<void> {
  await tx('order_deliveries').where({ shop_id: shopId, node_id: nodeId }).delete();
}
