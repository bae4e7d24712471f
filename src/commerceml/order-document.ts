import type { Order } from '../orders.js';
import { customerFields } from './order-customer.js';
import { lineFields } from './order-lines.js';
import { ELEMENT, WORD } from './order-names.js';
import { documentNumber } from './order-number.js';
import { orderRequisites } from './order-requisites.js';
import { documentTaxFields, lineTaxes } from './order-tax.js';
import { freeText, idText, moneyText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { localTime } from './values/wall-clock.js';

/**
 * The fields of one `Документ`, in the order of the official schema (commerceml.md §2.2, §2.8).
 * @throws UzelError UZ1504 when the number is too long.
 */
export function documentFields(order: Order, shape: OrdersShape): XmlFields {
  const { date, time } = localTime(order.placedAt, shape.timeZone);
  const taxes = lineTaxes(order.lines);
  return {
    [ELEMENT.id]: idText(order.orderId),
    [ELEMENT.number]: documentNumber(order, shape),
    [ELEMENT.date]: date,
    [ELEMENT.operation]: WORD.order,
    [ELEMENT.role]: WORD.seller,
    [ELEMENT.currency]: shape.currency(order.currency),
    [ELEMENT.exchangeRate]: '1',
    [ELEMENT.amount]: moneyText(order.total),
    [ELEMENT.counterparties]: { [ELEMENT.counterparty]: customerFields(order, shape) },
    [ELEMENT.time]: time,
    [ELEMENT.comment]: freeText(order.comment),
    [ELEMENT.taxes]: documentTaxFields(taxes),
    [ELEMENT.lines]: { [ELEMENT.line]: order.lines.map((line, index) => lineFields(line, taxes?.[index])) },
    [ELEMENT.requisites]: orderRequisites(order, shape),
  };
}
