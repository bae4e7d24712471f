import type { DocumentPayment } from '../../records.js';
import { defined } from '../defined.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';

/**
 * `Оплаты/Оплата` of a document of 2.09 (commerceml.md §2.2): what was paid of the order, as the document itself tells it.
 * @returns undefined = not mentioned
 */
export function readPayments(document: Fields): DocumentPayment[] | undefined {
  return document.list(NAME.payments, NAME.payment)?.flatMap((payment) => {
    const read = defined({
      number: payment.text(NAME.paymentNumber) ?? undefined,
      transaction: payment.text(NAME.paymentTransaction) ?? undefined,
      date: payment.dateTime(NAME.paymentDate) ?? undefined,
      amount: payment.amount(NAME.paymentAmount) ?? undefined,
      method: payment.text(NAME.paymentMethod) ?? undefined,
      methodId: payment.text(NAME.paymentMethodId) ?? undefined,
    });
    return Object.keys(read).length === 0 ? [] : [read];
  });
}
