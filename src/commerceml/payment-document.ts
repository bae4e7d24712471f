import type { Order, OrderPayment } from '../orders.js';
import type { AttachedDocument } from './attached-document.js';
import { attachedIdentity } from './attached-identity.js';
import { ATTACHMENT_REQUISITE, PAYMENT_OPERATION, REQUISITE } from './order-names.js';
import { requisiteFields } from './order-requisites.js';
import { freeText, LENGTH, lineText, moneyText } from './order-values.js';
import { wordOf } from './order-words.js';
import type { OrdersShape } from './orders-shape.js';
import { paymentKindOf } from './payment-kind.js';
import { timeFor1c } from './time-for-1c.js';
import { type LocalTime, localTime } from './values/wall-clock.js';

/**
 * The payments of an order, a document each: what the customer chose and what came. Its operation goes by the kind of money, and
 * `Оплачено` tells whether the money is there.
 */
export function paymentDocuments(order: Order, shape: OrdersShape): AttachedDocument[] {
  const { payments, oneC } = order;
  return payments.map((payment, index) =>
    paymentDocument(order, payment, oneC.paymentMarks?.[index] ?? index + 1, shape),
  );
}

function paymentDocument(order: Order, payment: OrderPayment, mark: number, shape: OrdersShape): AttachedDocument {
  const method = wordOf(shape.words.paymentMethods, payment.name);
  const name = freeText(method, LENGTH.value); // as the lists of mode=info have it
  const paidAt = timeFor1c(payment.paidAt, shape.timeZone);
  const paid = order.paid || paidAt !== undefined;
  const moment = momentOf(paidAt) ?? localTime(order.placedAt, shape.timeZone);
  return {
    ...attachedIdentity(order, String(mark), shape),
    ...moment,
    operation: PAYMENT_OPERATION[paymentKindOf(payment.name, shape.paymentKinds, method)],
    amount: moneyText(payment.amount),
    taxes: undefined,
    lines: undefined,
    requisites: requisiteFields([
      [REQUISITE.paidAt, paidAt],
      [ATTACHMENT_REQUISITE.cancelled, String((order.cancelled || order.deleted) && !paid)],
      [REQUISITE.paymentMethodId, name],
      [REQUISITE.paymentMethod, name],
      [ATTACHMENT_REQUISITE.paid, String(paid)],
      [REQUISITE.paymentNumber, lineText(payment.number, LENGTH.value)],
      [REQUISITE.site, lineText(shape.site ?? order.site, LENGTH.value)],
    ]),
  };
}

/** A payment that tells its day only came at its start: without a time 1C loses the date too (commerceml.md §2.8). */
function momentOf(paidAt: string | undefined): LocalTime | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d))?/.exec(paidAt ?? '');
  return found?.[1] ? { date: found[1], time: found[2] ?? '00:00:00' } : undefined;
}
