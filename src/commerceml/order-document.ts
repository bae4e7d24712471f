import type { Order } from '../orders.js';
import { attachedDocuments } from './attached-document.js';
import { customerFields } from './order-customer.js';
import { linesFields } from './order-lines.js';
import { ELEMENT, WORD } from './order-names.js';
import { documentNumber } from './order-number.js';
import { orderRequisites } from './order-requisites.js';
import { documentTaxFields, lineTaxes } from './order-tax.js';
import { freeText, idText, moneyText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { localTime } from './values/wall-clock.js';

/**
 * The fields of one `Документ` of 2.x, in the order of the official schema (commerceml.md §2.2, §2.8); in 2.10 with its payments and
 * shipment inside, where the shape says so.
 * @throws UzelError UZ1504 when the number is too long.
 */
export function documentFields(order: Order, shape: OrdersShape): XmlFields {
  const { date, time } = localTime(order.placedAt, shape.timeZone);
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
    [ELEMENT.taxes]: documentTaxFields(lineTaxes(order.lines, shape)),
    [ELEMENT.lines]: linesFields(order, shape),
    [ELEMENT.requisites]: orderRequisites(order, shape),
    [ELEMENT.subordinates]: shape.attachments === 'within' ? subordinates(order, shape) : undefined,
  };
}

function subordinates(order: Order, shape: OrdersShape): XmlFields {
  return {
    [ELEMENT.subordinate]: attachedDocuments(order, shape).map((document) => ({
      [ELEMENT.id]: document.id,
      [ELEMENT.number]: document.number,
      [ELEMENT.date]: document.date,
      [ELEMENT.operation]: document.operation,
      [ELEMENT.role]: WORD.seller,
      [ELEMENT.currency]: shape.currency(order.currency),
      [ELEMENT.exchangeRate]: '1',
      [ELEMENT.amount]: document.amount,
      [ELEMENT.time]: document.time,
      [ELEMENT.taxes]: document.taxes,
      [ELEMENT.lines]: document.lines,
      [ELEMENT.requisites]: document.requisites,
    })),
  };
}
