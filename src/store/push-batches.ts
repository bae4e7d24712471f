import type { Tx } from '../db/open.js';
import type { Batch } from './batches.js';

/** What a batch holds, to be compared: `order id` → version. */
export interface PushBatch {
  readonly batch: Batch;
  readonly versions: ReadonlyMap<string, number>;
}

/** The newest batch that the server itself sent to a node and that was not acknowledged: the last attempt failed, or was cut off. */
export async function openPushBatch(tx: Tx, shopId: string, nodeId: string): Promise<PushBatch | null> {
  const found = await tx.raw<{ rows: { batch_id: string; exchange_id: string }[] }>(
    `select b.batch_id, b.exchange_id from batches b join exchanges e on e.shop_id = b.shop_id and e.exchange_id = b.exchange_id
     where b.shop_id = ? and b.node_id = ? and b.state = 'offered' and e.type = 'push' order by b.batch_id desc limit 1`,
    [shopId, nodeId],
  );
  const row = found.rows[0];
  if (!row) return null;
  const orders: { order_id: string; version: number }[] = await tx('batch_orders')
    .where({ shop_id: shopId, batch_id: row.batch_id })
    .select('order_id', 'version');
  return {
    batch: { batchId: row.batch_id, nodeId, exchangeId: row.exchange_id, state: 'offered' },
    versions: new Map(orders.map((order) => [order.order_id, order.version])),
  };
}
