import type { Order } from '../orders.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { paymentDocuments } from './payment-document.js';
import { shipmentDocuments } from './shipment-document.js';

/** A payment or a shipment of an order as a document of its own: what both generations of the language write of it. */
export interface AttachedDocument {
  /** Made of the order's id and the document's mark, so that the same one is found again at every exchange. */
  readonly id: string;
  /** At most 11 characters. */
  readonly number: string;
  /** `yyyy-MM-dd`, `HH:mm:ss` on 1C's clock. */
  readonly date: string;
  readonly time: string;
  readonly operation: string;
  readonly amount: string;
  readonly taxes: XmlFields | undefined;
  readonly lines: XmlFields | undefined;
  readonly requisites: XmlFields;
}

/** The payments of an order, then its shipment (commerceml.md §3.2). */
export function attachedDocuments(order: Order, shape: OrdersShape): readonly AttachedDocument[] {
  return [...paymentDocuments(order, shape), ...shipmentDocuments(order, shape)];
}
