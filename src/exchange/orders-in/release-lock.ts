import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { writeLock } from '../../store/orders/order-locks.js';
import { standAnew } from '../orders-out/held-by.js';

/** Takes the lock off an order whose row the caller has locked. What is said to keep the order back is found out anew: the lock was part of it. */
export async function releaseLock(services: Services, tx: Tx, shopId: string, order: Order): Promise<void> {
  await writeLock(tx, shopId, order.orderId, null);
  if (order.held.length > 0) await standAnew(services, tx, shopId, { ...order, lock: null });
  await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: order.orderId, action: 'written' }]);
}
