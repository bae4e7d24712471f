import type { Order, OrderPayment } from '../orders.js';
import { addressText } from './order-address.js';
import { LENGTH } from './order-values.js';
import type { OrderFact, OrdersShape } from './orders-shape.js';
import { timeFor1c } from './time-for-1c.js';

const FACTS: Readonly<Record<OrderFact, (order: Order, shape: OrdersShape) => string | null | undefined>> = {
  // A deleted order is a cancelled one for 1C: it knows no other way to drop an order of the site.
  cancelled: (order) => String(order.cancelled || order.deleted),
  paid: (order) => String(order.paid),
  // Whoever shipped was allowed to; a shop that allows it earlier says so in a requisite of its own.
  deliveryAllowed: (order) => String(order.shipped),
  final: (order) => String(order.paid && order.shipped && !order.cancelled && !order.deleted),
  site: (_order, shape) => shape.site,
  status: (order) => order.status,
  paidAt: (order, shape) => timeFor1c(lastPayment(order)?.paidAt, shape.timeZone),
  paymentNumber: (order) => lastPayment(order)?.number,
  paymentMethod: (order) => [...new Set(order.payments.flatMap((payment) => payment.name?.trim() || []))].join(', '),
  // The lists of mode=info give each word as its own id.
  paymentMethodId: (order) => order.payments.find((payment) => payment.name?.trim())?.name?.trim(),
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

/** By the moment, not by its text: two payments may name two zones. Of those that came together, the one that stands last. */
function lastPayment(order: Order): OrderPayment | undefined {
  const paid = order.payments.filter((payment) => payment.paidAt);
  const momentOf = (payment: OrderPayment): number => Date.parse(payment.paidAt ?? '') || 0;
  return paid.sort((a, b) => momentOf(a) - momentOf(b)).at(-1);
}
