import type { Services } from '../../services.js';
import { type Change, recordChanges } from '../../store/changes/record-changes.js';
import { findNode } from '../../store/nodes/nodes.js';
import { lockOrdersOfNode } from '../../store/orders/batches.js';
import { expiredLocks } from '../../store/orders/order-locks.js';
import { lockOrder, readStored } from '../../store/orders/order-rows.js';
import { ordersWaitedFor, takeWaiting } from '../../store/orders/waiting-documents.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { applyWaited } from './order-documents.js';
import { releaseLock } from './release-lock.js';

/** Orders of one round; the next follows at once. */
const ROUND = 100;

/**
 * Takes off the locks that have run out, and applies the documents that waited for orders that nobody edits any more. Called by the
 * sweeper every few seconds, in one server or several: each document is applied in the transaction that takes it out of the queue.
 * @returns of how many orders nothing waits any more
 */
export async function applyWaiting(services: Services): Promise<number> {
  await endLocks(services);
  return await applyAll(services, {});
}

/** The same for one node, before its 1C is answered which orders there are. */
export async function applyWaitingOfNode(services: Services, shopId: string, nodeId: string): Promise<void> {
  await applyAll(services, { shopId, nodeId });
}

/** Documents that cannot be applied stay, and keep neither another order waiting nor a 1C without its orders. */
async function applyAll(
  services: Services,
  of: { readonly shopId?: string; readonly nodeId?: string },
): Promise<number> {
  let applied = 0;
  for (let left = 0; ; ) {
    const orders = await ordersWaitedFor(services.db.knex, new Date(), { ...of, limit: ROUND, skip: left });
    const before = applied;
    for (const { shopId, orderId } of orders) {
      try {
        if (await applyWaitingOf(services, shopId, orderId)) applied += 1;
      } catch (error) {
        services.log.error({ err: error, shopId, orderId }, 'what waited for an order cannot be applied; it stays');
      }
    }
    if (orders.length < ROUND) return applied;
    left += orders.length - (applied - before);
  }
}

/**
 * Applies what waits for an order, unless it is being edited again.
 * @returns whether there is nothing left of it
 */
export async function applyWaitingOf(services: Services, shopId: string, orderId: string): Promise<boolean> {
  const ownerId = (await readStored(services.db.knex, shopId, orderId))?.order.ownerNodeId ?? null;
  const node = ownerId === null ? null : await findNode(services.db.knex, shopId, ownerId);
  // As an import does: without its kind the node's documents would not be read whole.
  if (node && !services.kinds.find(node.kind)) return false;
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
      await releaseLock(services, tx, shopId, stored.order);
    });
  }
}
