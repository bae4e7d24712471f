import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../db/open.js';
import type { Order, OrderNotice } from '../../orders.js';
import type { Services } from '../../services.js';
import { writeStanding } from '../../store/orders/order-notices.js';
import { findNodeById } from '../../store/orders/routing.js';
import { preflight } from './preflight.js';

/** What keeps an order back from its owner; nothing while nobody owns it. */
export async function heldBy(
  services: Services,
  tx: Tx,
  shopId: string,
  order: Order,
): Promise<readonly OrderNotice[]> {
  const node = order.ownerNodeId === null ? null : await findNodeById(tx, shopId, order.ownerNodeId);
  if (!node) return [];
  return (await preflight(services, tx, node, null, [order])).get(order.orderId) ?? [];
}

/** Writes anew on an order, which the caller has locked, what keeps it back. @returns the order as it is now */
export async function standAnew(services: Services, tx: Tx, shopId: string, order: Order): Promise<Order> {
  const held = await heldBy(services, tx, shopId, order);
  return isDeepStrictEqual(held, order.held) ? order : await writeStanding(tx, shopId, order.orderId, { held });
}
