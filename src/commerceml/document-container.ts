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

/** What differs from one document of a container to the other. */
interface ContainedDocument {
  readonly id: string | undefined;
  readonly number: string;
  readonly oneCNumber?: string | undefined;
  readonly oneCDate?: string | undefined;
  readonly date: string;
  readonly time: string;
  readonly operation: string;
  readonly amount: string;
  readonly basis?: string | undefined;
  readonly comment?: string | undefined;
  readonly taxes: XmlFields | undefined;
  readonly requisites: XmlFields;
  readonly lines: XmlFields | undefined;
}

/**
 * The fields of one `Контейнер` of 3.x: the order's document, then its payments and its shipment, which name it in `Основание`
 * (commerceml.md §2.9, §3.2).
 * @throws UzelError UZ1504 when the number is too long.
 */
export function containerFields(order: Order, shape: OrdersShape): XmlFields {
  const basis = idText(order.orderId);
  const documents = [
    orderDocument(order, shape),
    ...attachedDocuments(order, shape).map((document) => ({ ...document, basis })),
  ];
  const customer = customerFields(order, shape);
  return { [ELEMENT.document]: documents.map((document) => contained(order, document, customer, shape)) };
}

function orderDocument(order: Order, shape: OrdersShape): ContainedDocument {
  return {
    id: idText(order.orderId),
    number: documentNumber(order, shape),
    oneCNumber: idText(order.oneC.number),
    oneCDate: order.oneC.date?.slice(0, 'yyyy-MM-dd'.length),
    ...localTime(order.placedAt, shape.timeZone),
    operation: WORD.order,
    amount: moneyText(order.total),
    comment: freeText(order.comment),
    taxes: documentTaxFields(lineTaxes(order.lines, shape)),
    requisites: orderRequisites(order, shape),
    lines: linesFields(order, shape),
  };
}

/** A document with its fields in the order of 3.1. */
function contained(order: Order, document: ContainedDocument, customer: XmlFields, shape: OrdersShape): XmlFields {
  return {
    [ELEMENT.id]: document.id,
    [ELEMENT.version]: String(order.version),
    [ELEMENT.deletionMark]: String(order.deleted),
    [ELEMENT.number]: document.number,
    [ELEMENT.oneCNumber]: document.oneCNumber,
    [ELEMENT.date]: document.date,
    [ELEMENT.oneCDate]: document.oneCDate,
    [ELEMENT.time]: document.time,
    [ELEMENT.operation]: document.operation,
    [ELEMENT.counterparties]: { [ELEMENT.counterparty]: customer },
    [ELEMENT.warehouses]: warehouseFields(order, shape),
    [ELEMENT.currency]: shape.currency(order.currency),
    [ELEMENT.exchangeRate]: '1',
    [ELEMENT.amount]: document.amount,
    [ELEMENT.basis]: document.basis,
    [ELEMENT.role]: WORD.seller,
    [ELEMENT.comment]: document.comment,
    [ELEMENT.taxes]: document.taxes,
    [ELEMENT.requisites]: document.requisites,
    [ELEMENT.lines]: document.lines,
  };
}

function warehouseFields({ warehouse }: Order, shape: OrdersShape): XmlFields {
  return { [ELEMENT.warehouse]: { [ELEMENT.id]: shape.warehouse === 'element' ? idText(warehouse) : undefined } };
}
