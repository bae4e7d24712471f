import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order, OrderNotice } from '../../orders.js';
import type { Services } from '../../services.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { writeHeld } from '../../store/orders/held-orders.js';
import { type DuePosition, lockDueOrders, lockHeldOrders } from '../../store/orders/offered-orders.js';
import { ordersFrom } from './orders-from.js';
import { checksInRussian, preflight } from './preflight.js';
import { NOT_WRITTEN } from './preflight-checks.js';

/** How many held orders are looked at again at a time: the next ones as long as any of them is held no more. */
const HELD_AT_ONCE = 200;
/** And for one query. */
const HELD_IN_ALL = 2000;

/** What keeps an order back; the journal tells it in Russian, whatever the language of the shop. */
export interface HeldNotice extends OrderNotice {
  readonly inRussian?: string;
}

/** Orders of a node on their way into an answer; what is found out about them is written at once and told at the end. */
export interface Readiness {
  /**
   * Looks again at held orders of the node: a product may have come, a setting have changed.
   * @param except codes: what is held for one of them stays so
   */
  recheckHeld(except?: readonly string[]): Promise<void>;
  /** Due orders that nothing keeps back, oldest first; the others become held. @returns and where the next page begins; null = none */
  page(limit: number, after: DuePosition | null): Promise<{ orders: Order[]; next: DuePosition | null }>;
  /** Keeps orders back; a reason that is new is written into the journal. @param held by order */
  hold(held: ReadonlyMap<Order, readonly HeldNotice[]>): Promise<void>;
  /** Call it LAST in the transaction: gives the changes of orders their numbers. */
  close(): Promise<void>;
}

/**
 * Begins to choose orders for a node, whose row the caller has locked.
 * @param exchangeId null: somebody only listens; orders that could not be written are not looked at again then
 */
export function beginReadiness(services: Services, tx: Tx, node: ExchangeNode, exchangeId: string | null): Readiness {
  const { shopId, nodeId } = node;
  const from = ordersFrom(node);
  const changed = new Set<string>();
  /** Codes that the journal tells of already. */
  const told = new Map<string, ReadonlySet<string>>();

  /** The texts of notices as the journal has them. */
  async function inRussian(orders: readonly Order[]): Promise<(order: Order, notice: HeldNotice) => string> {
    const foreign = orders.length > 0 && (await shopSettings(tx, shopId)).language !== 'ru';
    const checks = foreign ? await checksInRussian(tx, node, orders) : null;
    return (order, notice) => notice.inRussian ?? checks?.get(order.orderId)?.get(notice.code) ?? notice.text;
  }

  async function write(held: ReadonlyMap<Order, readonly HeldNotice[]>): Promise<void> {
    const fresh = [...held].flatMap(([order, notices]) =>
      notices.filter(({ code }) => !told.get(order.orderId)?.has(code)).map((notice) => ({ order, notice })),
    );
    const textOf = await inRussian(fresh.map(({ order }) => order));
    await addJournal(
      tx,
      fresh.map(({ order, notice }) => ({
        shopId,
        exchangeId,
        nodeId,
        severity: 'warning',
        code: 'order-held',
        message: `Заказ ${order.number} пока не выдан 1С. ${textOf(order, notice)}`,
        detail: { orderId: order.orderId, number: order.number, code: notice.code },
      })),
    );
    await writeHeld(
      tx,
      shopId,
      new Map([...held].map(([{ orderId }, notices]) => [orderId, notices.map(({ code, text }) => ({ code, text }))])),
    );
    for (const [{ orderId }, notices] of held) {
      told.set(orderId, new Set([...(told.get(orderId) ?? []), ...notices.map(({ code }) => code)]));
      changed.add(orderId);
    }
  }

  /** Writes what is found of these orders where it differs from what stands on them. @returns those that nothing keeps back */
  async function check(orders: readonly Order[]): Promise<Order[]> {
    for (const { orderId, held } of orders) {
      if (!told.has(orderId)) told.set(orderId, new Set(held.map(({ code }) => code)));
    }
    const problems = await preflight(services, tx, node, exchangeId, orders);
    const noticesOf = (order: Order) => problems.get(order.orderId) ?? [];
    await write(
      new Map(
        orders.flatMap((order) =>
          isDeepStrictEqual(noticesOf(order), order.held) ? [] : [[order, noticesOf(order)] as const],
        ),
      ),
    );
    return orders.filter((order) => noticesOf(order).length === 0);
  }

  return {
    recheckHeld: async (except = []) => {
      const left = new Set(exchangeId === null ? [NOT_WRITTEN, ...except] : except);
      for (let seen = 0; seen < HELD_IN_ALL; seen += HELD_AT_ONCE) {
        const held = (await lockHeldOrders(tx, { shopId, nodeId, limit: HELD_AT_ONCE })).map((each) => each.order);
        const free = await check(held.filter((order) => !order.held.some(({ code }) => left.has(code))));
        if (free.length === 0 || held.length < HELD_AT_ONCE) return;
      }
    },
    page: async (limit, after) => {
      const found = (await lockDueOrders(tx, { shopId, nodeId, limit, after, from })).map((each) => each.order);
      const last = found.length < limit ? undefined : found.at(-1);
      const next = last ? { placedAt: last.placedAt, orderId: last.orderId } : null;
      return { orders: await check(found), next };
    },
    hold: write,
    close: async () => {
      const changes = [...changed].map((entityId) => ({
        entity: 'order' as const,
        entityId,
        action: 'written' as const,
      }));
      await recordChanges(tx, shopId, exchangeId, changes);
    },
  };
}
