import type { Order, OrderPayment } from '../orders.js';
import { addressText } from './order-address.js';
import { LENGTH } from './order-values.js';
import { wordOf } from './order-words.js';
import type { OrderFact, OrdersShape } from './orders-shape.js';
import { timeFor1c } from './time-for-1c.js';

const FACTS: Readonly<Record<OrderFact, (order: Order, shape: OrdersShape) => string | null | undefined>> = {
  // A deleted order is a cancelled one for 1C: it knows no other way to drop an order of the site.
  cancelled: (order) => String(order.cancelled || order.deleted),
  paid: (order) => String(order.paid),
  // Whoever shipped was allowed to.
  deliveryAllowed: (order) => String(order.deliveryAllowed || order.shipped),
  final: (order, shape) => String(isFinal(order, shape) && !order.cancelled && !order.deleted),
  site: (order, shape) => shape.site ?? order.site,
  status: (order) => order.status,
  paidAt: (order, shape) => timeFor1c(lastPayment(order)?.paidAt, shape.timeZone),
  paymentNumber: (order) => lastPayment(order)?.number,
  paymentMethod: (order, shape) => [...new Set(paymentMethods(order, shape))].join(', '),
  // The lists of mode=info give each word as its own id.
  paymentMethodId: (order, shape) => paymentMethods(order, shape)[0],
  deliveryMethod: (order) => order.delivery?.name,
  deliveryMethodId: (order) => order.delivery?.name?.trim(),
  deliveryAddress: (order) => addressText(order.delivery?.address ?? order.customer.address, LENGTH.value),
  trackingNumber: (order) => order.delivery?.trackingNumber,
  comment: (order) => order.comment,
  phone: (order) => order.customer.phone,
  recipient: (order) => order.customer.name,
};

/** The value of a fact as 1C reads it; undefined when the order does not say it. */
export function orderFact(order: Order, fact: OrderFact, shape: OrdersShape): string | undefined {
  return FACTS[fact](order, shape) ?? undefined;
}

const isFinal = (order: Order, shape: OrdersShape): boolean =>
  (order.paid && order.shipped) || shape.finalStatuses.includes(order.status ?? '');

/** In the words of this 1C, in the order of the payments. */
const paymentMethods = (order: Order, { words }: OrdersShape): string[] =>
  order.payments.flatMap((payment) => wordOf(words.paymentMethods, payment.name)?.trim() || []);

/** By the moment, not by its text: two payments may name two zones. Of those that came together, the one that stands last. */
function lastPayment(order: Order): OrderPayment | undefined {
  const paid = order.payments.filter((payment) => payment.paidAt);
  const momentOf = (payment: OrderPayment): number => Date.parse(payment.paidAt ?? '') || 0;
  return paid.sort((a, b) => momentOf(a) - momentOf(b)).at(-1);
}
