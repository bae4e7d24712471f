import { setImmediate } from 'node:timers/promises';
import type { OrdersShape } from '../../commerceml/orders-shape.js';
import { writeOrders, writeOrdersInTurns } from '../../commerceml/writer.js';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { numbersIn1c } from '../../store/orders/known-numbers.js';
import type { DuePosition } from '../../store/orders/offered-orders.js';
import { additionsTo } from '../hooks/index.js';
import { NOT_WRITTEN } from './preflight-checks.js';
import { preflightTexts } from './preflight-texts.js';
import type { HeldNotice, Readiness } from './ready-orders.js';

interface Query {
  readonly exchange: Exchange;
  readonly node: ExchangeNode;
  readonly shape: OrdersShape;
  /** Filled here, and read by the shape: the numbers under which this 1C knows orders already. */
  readonly sentNumbers: Map<string, string>;
  /** Likewise: the requisites that the node's kind adds. */
  readonly addedRequisites: Map<string, Readonly<Record<string, string>>>;
}

/** An order, and the same with what its node's kind puts in the place of its fields. */
interface Told {
  readonly order: Order;
  readonly written: Order;
}

/** Due orders and the document that they make. */
export interface WrittenOrders {
  readonly orders: readonly Order[];
  readonly body: Buffer;
}

/**
 * The node's due orders that nothing keeps back, oldest first, as many as one answer may hold, as the document that they make. One that
 * cannot be written, or that its kind fails on, becomes held; it holds up none of the others, however many there are of its kind.
 */
export async function writeDue(tx: Tx, services: Services, ready: Readiness, query: Query): Promise<WrittenOrders> {
  const limit = query.node.settings.ordersPerAnswer ?? services.config.ORDERS_PER_QUERY;
  let told: Told[] = [];
  let after: DuePosition | null = null;
  let more = true;
  for (;;) {
    while (more && told.length < limit) {
      const page = await ready.page(limit - told.length, after);
      told.push(...(await prepare(tx, services, ready, query, page.orders)));
      after = page.next;
      more = after !== null;
    }
    const written = await attempt(told, query.shape);
    if ('body' in written) return { orders: told.map(({ order }) => order), body: written.body };
    const rest = await withoutUnwritable(tx, services, ready, query, told);
    if (rest.length === told.length) throw written.error;
    told = rest;
  }
}

/** Asks for the numbers that 1C knows the orders by, and what their node's kind adds. */
async function prepare(
  tx: Tx,
  services: Services,
  ready: Readiness,
  { node, exchange, sentNumbers, addedRequisites }: Query,
  orders: readonly Order[],
): Promise<Told[]> {
  for (const [orderId, { number }] of await numbersIn1c(tx, node, orders)) sentNumbers.set(orderId, number);
  const told: Told[] = [];
  const failed: Order[] = [];
  for (const order of orders) {
    const additions = await additionsTo(services, tx, node, exchange.exchangeId, order);
    if (!additions) failed.push(order);
    else told.push({ order, written: { ...order, ...additions.fields } });
    if (additions?.requisites) addedRequisites.set(order.orderId, additions.requisites);
  }
  await ready.hold(await notWritten(tx, node, failed));
  return told;
}

/** The orders that can be written, each tried alone; the others become held, and the journal tells which they are and why. */
async function withoutUnwritable(
  tx: Tx,
  services: Services,
  ready: Readiness,
  { node, shape }: Query,
  told: readonly Told[],
): Promise<Told[]> {
  const unwritable = new Set<Order>();
  for (const { order, written } of told) {
    await setImmediate(); // there may be thousands
    try {
      writeOrders([written], shape);
    } catch (error) {
      unwritable.add(order);
      services.log.warn(
        { err: error, order: order.orderId, node: node.nodeId },
        'an order cannot be written, it is held',
      );
    }
  }
  await ready.hold(await notWritten(tx, node, [...unwritable]));
  return told.filter(({ order }) => !unwritable.has(order));
}

async function notWritten(
  tx: Tx,
  node: ExchangeNode,
  orders: readonly Order[],
): Promise<ReadonlyMap<Order, readonly HeldNotice[]>> {
  if (orders.length === 0) return new Map();
  const texts = preflightTexts((await shopSettings(tx, node.shopId)).language, node.name);
  const inRussian = preflightTexts('ru', node.name).notWritten();
  return new Map(orders.map((order) => [order, [{ code: NOT_WRITTEN, text: texts.notWritten(), inRussian }]]));
}

async function attempt(told: readonly Told[], shape: OrdersShape): Promise<{ body: Buffer } | { error: unknown }> {
  try {
    return {
      body: await writeOrdersInTurns(
        told.map(({ written }) => written),
        shape,
      ),
    };
  } catch (error) {
    return { error }; // each order is tried alone then, and the journal tells which it is and why
  }
}
