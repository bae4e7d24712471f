import type { OrdersShape } from '../commerceml/orders-shape.js';
import { writeOrders } from '../commerceml/writer.js';
import type { Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import type { ExchangeNode } from '../nodes/node-kind.js';
import type { Order } from '../orders.js';
import type { Services } from '../services.js';
import { type DuePosition, lockDueOrders } from '../store/batches.js';
import type { Exchange } from '../store/exchanges.js';
import { addJournal } from '../store/journal.js';

interface Query {
  readonly exchange: Exchange;
  readonly node: ExchangeNode;
  readonly shape: OrdersShape;
}

interface Refused {
  readonly order: Order;
  readonly error: unknown;
}

/**
 * The node's due orders that can be written, oldest first, ORDERS_PER_QUERY at most. One that cannot be written (its number is too
 * long…) stays due and is told in the journal; it holds up none of the others, however many there are of its kind.
 */
export async function collectDue(tx: Tx, services: Services, query: Query): Promise<Order[]> {
  const { shopId, nodeId } = query.node;
  const limit = services.config.ORDERS_PER_QUERY;
  const orders: Order[] = [];
  let after: DuePosition | null = null;
  for (;;) {
    const wanted = limit - orders.length;
    const page: Order[] = (await lockDueOrders(tx, { shopId, nodeId, limit: wanted, after })).map((stored) => stored.order);
    const refused = refusedOf(page, query.shape);
    orders.push(...page.filter((order) => !refused.some((each) => each.order === order)));
    for (const each of refused) await tell(tx, services, query, each);
    const last = page.at(-1);
    if (refused.length === 0 || page.length < wanted || !last) return orders;
    after = { placedAt: last.placedAt, orderId: last.orderId };
  }
}

/** Which of the orders cannot be written: all are tried together, and each alone only when that fails. */
function refusedOf(orders: readonly Order[], shape: OrdersShape): Refused[] {
  if (failureOf(orders, shape) === null) return [];
  return orders.flatMap((order) => {
    const failure = failureOf([order], shape);
    return failure === null ? [] : [{ order, error: failure.error }];
  });
}

function failureOf(orders: readonly Order[], shape: OrdersShape): { error: unknown } | null {
  try {
    writeOrders(orders, shape);
    return null;
  } catch (error) {
    return { error };
  }
}

async function tell(tx: Tx, services: Services, { exchange, node }: Query, { order, error }: Refused): Promise<void> {
  const known = error instanceof UzelError ? error : null;
  services.log.warn({ err: error, order: order.orderId, node: node.nodeId }, 'an order cannot be written and stays due');
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
