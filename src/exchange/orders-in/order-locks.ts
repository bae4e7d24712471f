import { validate } from 'uuid';
import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { writeLock } from '../../store/orders/order-locks.js';
import { getOrder } from '../../store/orders/order-reading.js';
import { lockOrder as lockRow } from '../../store/orders/order-rows.js';
import { applyWaitingOf } from './apply-waiting.js';
import { releaseLock } from './release-lock.js';

/** The longest that an order is kept from its 1C. */
export const LONGEST_LOCK_SECONDS = 86_400;

/**
 * Locks an order while it is being edited in the shop: it is not offered to its 1C, and what 1C says of it waits. Who has locked it may
 * prolong the lock. The version stays; `updatedAt` and the change feed move.
 * @param lock.seconds from now, 1 to 86,400
 * @param lock.by who edits it; absent = nobody in particular
 * @throws UzelError UZ1507 unknown, UZ1516 somebody else edits it
 */
export async function lockOrder(
  services: Services,
  shopId: string,
  orderId: string,
  lock: { readonly seconds: number; readonly by?: string | null | undefined },
): Promise<Order> {
  const by = lock.by ?? null;
  await services.db.transaction(async (tx) => {
    const order = await lockKnown(tx, shopId, orderId);
    if (order.lock !== null && order.lock.by !== by) {
      const who = order.lock.by === null ? 'somebody else' : `"${order.lock.by}"`;
      throw new UzelError(
        'UZ1516',
        `The order is being edited by ${who} until ${order.lock.until.toISOString()}. Wait until then, or end that lock: DELETE /v1/orders/${orderId}/lock.`,
      );
    }
    const until = new Date(Date.now() + lock.seconds * 1000);
    await writeLock(tx, shopId, orderId, { until, by });
    await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: orderId, action: 'written' }]);
  });
  return await known(services, shopId, orderId);
}

/**
 * Ends the lock of an order, whoever made it, and applies what has waited. An order that is not locked stays as it is.
 * @throws UzelError UZ1507 unknown
 */
export async function unlockOrder(services: Services, shopId: string, orderId: string): Promise<Order> {
  await services.db.transaction(async (tx) => {
    const order = await lockKnown(tx, shopId, orderId);
    if (order.lock !== null) await releaseLock(services, tx, shopId, order);
  });
  // A transaction of its own: documents that cannot be applied now leave the order unlocked, and the sweeper tries again.
  await applyWaitingOf(services, shopId, orderId);
  return await known(services, shopId, orderId);
}

async function lockKnown(tx: Tx, shopId: string, orderId: string): Promise<Order> {
  const stored = validate(orderId) ? await lockRow(tx, shopId, orderId) : null;
  if (!stored) throw unknown(orderId);
  return stored.order;
}

async function known(services: Services, shopId: string, orderId: string): Promise<Order> {
  const order = await getOrder(services.db.knex, shopId, orderId);
  if (!order) throw unknown(orderId);
  return order;
}

const unknown = (orderId: string): UzelError =>
  new UzelError('UZ1507', `There is no order "${orderId}". Its number and id are in GET /v1/orders.`);
