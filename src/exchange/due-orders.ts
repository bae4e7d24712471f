import { setImmediate } from 'node:timers/promises';
import { LONGEST_NUMBER } from '../commerceml/order-number.js';
import type { OrdersShape } from '../commerceml/orders-shape.js';
import { writeOrders, writeOrdersInTurns } from '../commerceml/writer.js';
import type { Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Order } from '../orders.js';
import type { Services } from '../services.js';
import { type DuePosition, lockDueOrders, numbersSent } from '../store/batches.js';
import type { Exchange } from '../store/exchanges.js';
import { addJournal } from '../store/journal.js';
import type { StoredOrder } from '../store/order-rows.js';
import { ordersFrom } from './orders-from.js';

interface Query {
  readonly exchange: Exchange;
  readonly node: ExchangeNode;
  readonly shape: OrdersShape;
  /** Filled here: the numbers under which this 1C knows orders already (the shape reads them). */
  readonly sentNumbers: Map<string, string>;
}

interface Refused {
  readonly order: Order;
  readonly error: unknown;
}

/** Due orders and the document that they make. */
export interface WrittenOrders {
  readonly orders: readonly Order[];
  readonly body: Buffer;
}

/**
 * The node's due orders that can be written, oldest first, ORDERS_PER_QUERY at most, none placed before its `ordersFrom` unless 1C has
 * it. One that cannot be written (its number is too long…) stays due and is told in the journal; it holds up none of the others,
 * however many there are of its kind.
 */
export async function writeDue(tx: Tx, services: Services, query: Query): Promise<WrittenOrders> {
  const { shopId, nodeId } = query.node;
  const limit = services.config.ORDERS_PER_QUERY;
  const from = ordersFrom(query.node);
  const orders: Order[] = [];
  let after: DuePosition | null = null;
  for (;;) {
    const wanted = limit - orders.length;
    const stored = await lockDueOrders(tx, { shopId, nodeId, limit: wanted, after, from });
    const page = stored.map((each) => each.order);
    for (const { orderId, number } of stored.flatMap(bornWithNumber)) query.sentNumbers.set(orderId, number);
    for (const [id, number] of await numbersSent(tx, shopId, nodeId, page)) query.sentNumbers.set(id, number);
    const whole = await attempt(page, query.shape);
    if (orders.length === 0 && whole.body) return { orders: page, body: whole.body };
    const refused = whole.body ? [] : await refusedOf(page, query.shape);
    orders.push(...page.filter((order) => !refused.some((each) => each.order === order)));
    for (const each of refused) await tell(tx, services, query, each);
    const last = page.at(-1);
    if (refused.length === 0 || page.length < wanted || !last)
      return { orders, body: await writeOrdersInTurns(orders, query.shape) };
    after = { placedAt: last.placedAt, orderId: last.orderId };
  }
}

/** An order that was made in 1C and has its number there: with the prefix of the shop's orders 1C would take it for another. */
function bornWithNumber({ order, origin, said }: StoredOrder): { orderId: string; number: string }[] {
  const number = said.number ?? (order.number === order.oneC.number ? order.number : undefined);
  if (origin !== 'node' || number === undefined || number.length > LONGEST_NUMBER) return [];
  return [{ orderId: order.orderId, number }];
}

/** Which of the orders cannot be written. Between them the process does its other work: there may be thousands. */
async function refusedOf(orders: readonly Order[], shape: OrdersShape): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const order of orders) {
    await setImmediate();
    try {
      writeOrders([order], shape);
    } catch (error) {
      refused.push({ order, error });
    }
  }
  return refused;
}

async function attempt(orders: readonly Order[], shape: OrdersShape): Promise<{ body: Buffer | null }> {
  try {
    return { body: await writeOrdersInTurns(orders, shape) };
  } catch {
    return { body: null }; // each order is tried alone then, and the journal tells which it is and why
  }
}

async function tell(tx: Tx, services: Services, { exchange, node }: Query, { order, error }: Refused): Promise<void> {
  const known = error instanceof UzelError ? error : null;
  services.log.warn(
    { err: error, order: order.orderId, node: node.nodeId },
    'an order cannot be written and stays due',
  );
  await addJournal(tx, {
    shopId: node.shopId,
    exchangeId: exchange.exchangeId,
    nodeId: node.nodeId,
    severity: 'warning',
    code: 'order-not-written',
    message: `Заказ ${order.number} не выдан 1С и ждет исправления. ${known?.publicMessage ?? 'Его не удалось записать в XML; подробности в журнале сервера.'}`,
    detail: { orderId: order.orderId, number: order.number, code: known?.code ?? 'UZ1999' },
  });
}
