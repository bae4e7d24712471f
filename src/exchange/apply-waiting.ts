import type { Services } from '../services.js';
import { lockOrdersOfNode } from '../store/batches.js';
import { type Change, recordChanges } from '../store/changes.js';
import { findNode } from '../store/nodes.js';
import { expiredLocks, writeLock } from '../store/order-locks.js';
import { lockOrder, readStored } from '../store/order-rows.js';
import { ordersWaitedFor, takeWaiting } from '../store/waiting-documents.js';
import { onceMoreOnDeadlock } from './deadlock.js';
import { applyWaited } from './order-documents.js';

/** Orders of one round; the next follows at once. */
const ROUND = 100;

/**
 * Takes off the locks that have run out, and applies the documents that waited for orders that nobody edits any more. Called by the
 * sweeper every few seconds, in one server or several: each document is applied in the transaction that takes it out of the queue.
 * @returns how many orders documents waited for
 */
export async function applyWaiting(services: Services): Promise<number> {
  await endLocks(services);
  let applied = 0;
  for (;;) {
    const orders = await ordersWaitedFor(services.db.knex, new Date(), { limit: ROUND });
    const done = await applyEach(services, orders);
    applied += done;
    if (done < ROUND) return applied;
  }
}

/** The same for one node, before its 1C is answered which orders there are. */
export async function applyWaitingOfNode(services: Services, shopId: string, nodeId: string): Promise<void> {
  const orders = await ordersWaitedFor(services.db.knex, new Date(), { shopId, nodeId, limit: ROUND });
  if ((await applyEach(services, orders)) === ROUND) await applyWaitingOfNode(services, shopId, nodeId);
}

async function applyEach(
  services: Services,
  orders: readonly { readonly shopId: string; readonly orderId: string }[],
): Promise<number> {
  let done = 0;
  for (const { shopId, orderId } of orders) if (await applyWaitingOf(services, shopId, orderId)) done += 1;
  return done;
}

/**
 * Applies what waits for an order, unless it is being edited again.
 * @returns whether there is nothing left of it
 */
export async function applyWaitingOf(services: Services, shopId: string, orderId: string): Promise<boolean> {
  const ownerId = (await readStored(services.db.knex, shopId, orderId))?.order.ownerNodeId ?? null;
  const node = ownerId === null ? null : await findNode(services.db.knex, shopId, ownerId);
  return await onceMoreOnDeadlock(() =>
    services.db.transaction(async (tx) => {
      if (node) await lockOrdersOfNode(tx, shopId, node.nodeId);
      const order = (await lockOrder(tx, shopId, orderId))?.order;
      if (!order || order.lock !== null || order.ownerNodeId !== ownerId) return false;
      if (!node) {
        const left = await takeWaiting(tx, shopId, orderId);
        if (left.length > 0)
          services.log.warn(
            { orderId, documents: left.length },
            'documents waited for an order whose node is gone; they are not applied',
          );
        return true;
      }
      const changes: Change[] = [];
      const exchangeId = await applyWaited(tx, { services, node, changes }, orderId);
      await recordChanges(tx, shopId, exchangeId, changes);
      return true;
    }),
  );
}

async function endLocks(services: Services): Promise<void> {
  const now = new Date();
  for (const { shopId, orderId } of await expiredLocks(services.db.knex, now, ROUND)) {
    await services.db.transaction(async (tx) => {
      const stored = await lockOrder(tx, shopId, orderId);
      if (!stored || stored.order.lock !== null) return;
      await writeLock(tx, shopId, orderId, null);
      await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: orderId, action: 'written' }]);
    });
  }
}
