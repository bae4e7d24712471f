import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { Batch } from './batches.js';

/**
 * The batch that the server itself tried to send to a node and that holds the very same orders in the same versions: the last attempt
 * failed, or was cut off.
 */
export async function openPushBatch(
  tx: Tx,
  shopId: string,
  nodeId: string,
  orders: readonly Pick<Order, 'orderId' | 'version'>[],
): Promise<Batch | null> {
  const found = await tx.raw<{ rows: { batch_id: string; exchange_id: string }[] }>(
    `select b.batch_id, b.exchange_id from batches b join exchanges e on e.shop_id = b.shop_id and e.exchange_id = b.exchange_id
     where b.shop_id = ? and b.node_id = ? and b.state = 'offered' and e.type = 'push' and b.orders_count = ? and not exists (
       select from unnest(?::uuid[], ?::int[]) as o(order_id, version) where not exists (
         select from batch_orders f where f.shop_id = b.shop_id and f.batch_id = b.batch_id and f.order_id = o.order_id
           and f.version = o.version))
     order by b.batch_id desc limit 1`,
    [
      ...[shopId, nodeId, orders.length],
      orders.map((order) => order.orderId),
      orders.map((order) => order.version),
    ] as unknown as string[],
  );
  const row = found.rows[0];
  return row ? { batchId: row.batch_id, nodeId, exchangeId: row.exchange_id, state: 'offered' } : null;
}

/** Voids what the server tried to send to a node and need not try again: the orders went in other batches, or to other nodes. */
export async function voidPushBatches(tx: Tx, shopId: string, nodeId: string): Promise<void> {
  await tx.raw(
    `update batches b set state = 'superseded' from exchanges e
     where b.shop_id = ? and b.node_id = ? and b.state = 'offered' and e.shop_id = b.shop_id and e.exchange_id = b.exchange_id
       and e.type = 'push' and not exists (
         select from batch_orders f join orders o on o.shop_id = f.shop_id and o.order_id = f.order_id
         where f.shop_id = b.shop_id and f.batch_id = b.batch_id and o.owner_node_id = f.node_id and o.acknowledged_version < f.version)`,
    [shopId, nodeId],
  );
}
