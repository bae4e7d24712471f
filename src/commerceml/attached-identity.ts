import { v5 as uuid } from 'uuid';
import type { Order } from '../orders.js';
import { documentNumber, LONGEST_NUMBER } from './order-number.js';
import { idText } from './order-values.js';
import type { OrdersShape } from './orders-shape.js';

const ATTACHED = '0b0a7b1e-50e5-5b1c-8c7f-2f3c4d8e9a10';

/**
 * Id and number of a document that belongs to an order: the number of the order with a mark, e.g. `1042-1`, `1042-S`. Of a number that
 * grows too long for 1C the end is kept (there it differs), without the half of a character that the cut leaves.
 * @param mark what the document is among those of its order
 * @throws UzelError UZ1504 when the order's own number is too long
 */
export function attachedIdentity(order: Order, mark: string, shape: OrdersShape): { id: string; number: string } {
  return {
    id: uuid(`${order.orderId}:${mark}`, ATTACHED),
    number: idText(`${documentNumber(order, shape)}-${mark}`.slice(-LONGEST_NUMBER)) ?? mark,
  };
}
