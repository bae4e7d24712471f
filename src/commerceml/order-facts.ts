import type { Order, OrderPayment } from '../orders.js';
import { addressText } from './order-address.js';
import { LENGTH } from './order-values.js';
import type { OrderFact, OrdersShape } from './orders-shape.js';
import { localTime } from './values/wall-clock.js';

const FACTS: Readonly<Record<OrderFact, (order: Order, timeZone: string) => string | null | undefined>> = {
  // A deleted order is a cancelled one for 1C: it knows no other way to drop an order of the site.
  cancelled: (order) => String(order.cancelled || order.deleted),
  paid: (order) => String(order.paid),
  status: (order) => order.status,
  paidAt: (order, timeZone) => paymentTime(lastPayment(order)?.paidAt, timeZone),
  paymentNumber: (order) => lastPayment(order)?.number,
  paymentMethod: (order) => [...new Set(order.payments.flatMap((payment) => payment.name?.trim() || []))].join(', '),
  deliveryMethod: (order) => order.delivery?.name,
  deliveryAddress: (order) => addressText(order.delivery?.address ?? order.customer.address, LENGTH.value),
  trackingNumber: (order) => order.delivery?.trackingNumber,
  comment: (order) => order.comment,
  phone: (order) => order.customer.phone,
  recipient: (order) => order.customer.name,
};

/** The value of a fact as 1C reads it; undefined when the order does not say it. */
export function orderFact(order: Order, fact: OrderFact, shape: OrdersShape): string | undefined {
  return FACTS[fact](order, shape.timeZone) ?? undefined;
}

function lastPayment(order: Order): OrderPayment | undefined {
  return order.payments
    .filter((payment) => payment.paidAt)
    .sort((a, b) => (a.paidAt ?? '').localeCompare(b.paidAt ?? ''))
    .at(-1);
}

/** `yyyy-MM-ddTHH:mm:ss` in 1C's time zone; a bare date stays a date. */
function paymentTime(paidAt: string | undefined, timeZone: string): string | undefined {
  if (paidAt === undefined || /^\d{4}-\d\d-\d\d$/.test(paidAt)) return paidAt;
  const moment = new Date(paidAt);
  if (Number.isNaN(moment.getTime())) return paidAt;
  const { date, time } = localTime(moment, timeZone);
  return `${date}T${time}`;
}
