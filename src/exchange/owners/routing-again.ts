import { setImmediate } from 'node:timers/promises';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { shopSettings } from '../../store/nodes/shops.js';
import type { DuePosition } from '../../store/orders/offered-orders.js';
import { fits } from '../../store/orders/order-numbers.js';
import { awaitPlacing } from '../../store/orders/placing-lock.js';
import { giveToOwner, keepRouting, lockUnowned, NO_NODES, shopsWithUnowned } from '../../store/orders/routing.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { standAnew } from '../orders-out/held-by.js';
import { type Choice, chooseNode, type RoutingScene, routingScene } from './routing.js';
import { ROUTING_TEXTS } from './routing-texts.js';

/** Their rows are locked while kinds are asked about them. */
const PAGE = 50;
/** A kind that failed, and wanted nothing therefore, is asked again after this time. */
const AGAIN_MS = 5 * 60_000;

export interface RoutedOrders {
  /** Ids of the orders that have an owner now. */
  readonly orderIds: readonly string[];
  /** Numbers that, with the prefix of the node that would get them, are longer than 1C can hold: these orders are still nobody's. */
  readonly tooLong: readonly string[];
}

/**
 * Looks for owners of the shop's orders that nobody owns, but for those that a person took away from their node. Called after a node
 * was added, resumed or changed, when that is committed; safe at any time, by several processes at once.
 */
export async function routeUnowned(services: Services, shopId: string): Promise<RoutedOrders> {
  await awaitPlacing(services.db.knex, shopId);
  const routed = { orderIds: [] as string[], tooLong: [] as string[] };
  let after: DuePosition | null = null;
  do {
    const from: DuePosition | null = after;
    const page: RoutedPage = await onceMoreOnDeadlock(() =>
      services.db.transaction((tx) => routePage(services, tx, shopId, from)),
    );
    routed.orderIds.push(...page.orderIds);
    routed.tooLong.push(...page.tooLong);
    after = page.last;
    await setImmediate();
  } while (after !== null);
  return routed;
}

/**
 * What a server does every few seconds: orders without an owner are routed again in each shop whose nodes have changed, by whatever
 * process, and now and then in any case.
 */
export function createUnownedSweep(services: Services): () => Promise<void> {
  const done = new Map<string, { readonly nodes: string; readonly at: number }>();
  return async () => {
    for (const { shopId, nodes } of await shopsWithUnowned(services.db.knex)) {
      const last = done.get(shopId);
      const isDone = nodes === NO_NODES || Date.now() - (last?.at ?? 0) < AGAIN_MS;
      if (last?.nodes === nodes && isDone) continue;
      const { orderIds } = await routeUnowned(services, shopId);
      done.set(shopId, { nodes, at: Date.now() });
      if (orderIds.length > 0) services.log.info({ shop: shopId, orders: orderIds.length }, 'orders found an owner');
    }
  };
}

/** Looks for an owner of an order that the caller has locked, and that nobody owns. @returns the order as it is now */
export async function routeOne(services: Services, tx: Tx, shopId: string, order: Order): Promise<Order> {
  if (order.routing?.by === 'moved') return order;
  const { language } = await shopSettings(tx, shopId);
  const { order: routed } = await route(services, tx, await routingScene(tx, shopId, language), order);
  return routed;
}

interface RoutedPage extends RoutedOrders {
  /** Where the next page begins; null = there is none. */
  readonly last: DuePosition | null;
}

async function routePage(services: Services, tx: Tx, shopId: string, after: DuePosition | null): Promise<RoutedPage> {
  const { language } = await shopSettings(tx, shopId);
  const scene = await routingScene(tx, shopId, language);
  const page = await lockUnowned(tx, shopId, { after, limit: PAGE });
  const orderIds: string[] = [];
  const tooLong: string[] = [];
  for (const { order } of page) {
    const { order: routed, isTooLong } = await route(services, tx, scene, order);
    if (routed.ownerNodeId !== null) orderIds.push(order.orderId);
    if (isTooLong) tooLong.push(order.number);
  }
  await recordChanges(
    tx,
    shopId,
    null,
    orderIds.map((orderId) => ({ entity: 'order', entityId: orderId, action: 'written' })),
  );
  return { orderIds, tooLong, last: page.length < PAGE ? null : (page.at(-1)?.order ?? null) };
}

async function route(
  services: Services,
  tx: Tx,
  scene: RoutingScene,
  order: Order,
): Promise<{ readonly order: Order; readonly isTooLong: boolean }> {
  const { shopId } = scene;
  const choice = await chooseNode(services, tx, scene, order);
  if (choice.node && fits(choice.node.settings.numberPrefix ?? '', order.number)) {
    const given = await giveToOwner(tx, shopId, order.orderId, choice.node, choice.routing);
    const { nodeId } = choice.node;
    const load = scene.loads.get(nodeId);
    if (load !== undefined) scene.loads.set(nodeId, load + 1);
    return { order: await standAnew(services, tx, shopId, given.order), isTooLong: false };
  }
  const routing = choice.node ? notFitting(scene, order, choice) : choice.routing;
  if (routing.reason !== order.routing?.reason) await keepRouting(tx, shopId, order.orderId, routing);
  return { order: { ...order, routing }, isTooLong: choice.node !== null };
}

/** The choice of a node that 1C's length of numbers forbids. */
const notFitting = ({ language }: RoutingScene, { number }: Order, { node, routing }: Choice) => ({
  ...routing,
  by: 'none' as const,
  reason: ROUTING_TEXTS[language].tooLong(number, node?.name ?? ''),
});
