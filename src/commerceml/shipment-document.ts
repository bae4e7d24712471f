import type { Order } from '../orders.js';
import type { AttachedDocument } from './attached-document.js';
import { attachedIdentity } from './attached-identity.js';
import { addressText } from './order-address.js';
import { linesFields } from './order-lines.js';
import { ATTACHMENT_REQUISITE, REQUISITE, WORD } from './order-names.js';
import { requisiteFields } from './order-requisites.js';
import { documentTaxFields, lineTaxes } from './order-tax.js';
import { freeText, LENGTH, lineText, moneyText } from './order-values.js';
import type { OrdersShape } from './orders-shape.js';
import { localTime } from './values/wall-clock.js';

/** The last mark: payments are numbered, the shipment is one. */
const SHIPMENT = 'S';

/**
 * The shipment of an order as a document: all its lines; `Отгружено` tells whether they have left. None for an order that is neither to
 * be delivered nor shipped: goods that are sold in the shop.
 */
export function shipmentDocuments(order: Order, shape: OrdersShape): AttachedDocument[] {
  const { delivery, shipped } = order;
  if (order.lines.length === 0 || (!delivery && !shipped)) return [];
  const method = freeText(delivery?.name, LENGTH.value); // as the lists of mode=info have it
  return [
    {
      ...attachedIdentity(order, SHIPMENT, shape),
      ...localTime(order.placedAt, shape.timeZone),
      operation: WORD.shipment,
      amount: moneyText(order.total),
      taxes: documentTaxFields(lineTaxes(order.lines, shape)),
      lines: linesFields(order, shape),
      requisites: requisiteFields([
        [ATTACHMENT_REQUISITE.deliveryAmount, delivery?.price && moneyText(delivery.price)],
        [REQUISITE.deliveryAddress, addressText(delivery?.address ?? order.customer.address, LENGTH.value)],
        [ATTACHMENT_REQUISITE.shipped, String(shipped)],
        [REQUISITE.deliveryMethodId, method],
        [ATTACHMENT_REQUISITE.deliveryMethod, method],
        [ATTACHMENT_REQUISITE.cancelled, String((order.cancelled || order.deleted) && !shipped)],
        [ATTACHMENT_REQUISITE.trackingNumber, lineText(delivery?.trackingNumber, LENGTH.value)],
      ]),
    },
  ];
}
