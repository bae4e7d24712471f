import { UzelError } from '../errors.js';
import type { Order } from '../orders.js';
import { idText } from './order-values.js';
import type { OrdersShape } from './orders-shape.js';

/** 1C compares order numbers in a column of 11 characters: a longer one makes a duplicate at every exchange. */
export const LONGEST_NUMBER = 11;

/** The number of an order in the document: the one that this 1C knows it by, else prefix and number (`numberFor1c`). */
export function documentNumber(
  order: Pick<Order, 'orderId' | 'number'>,
  shape: Pick<OrdersShape, 'numberPrefix' | 'sentNumbers'>,
): string {
  return shape.sentNumbers?.get(order.orderId) ?? numberFor1c(shape.numberPrefix, order.number);
}

/**
 * The number that 1C gets: the node's prefix and the order's number.
 * @throws UzelError UZ1504 when they exceed 11 characters together.
 */
export function numberFor1c(prefix: string, number: string): string {
  const whole = idText(prefix + number) ?? '';
  if (whole.length <= LONGEST_NUMBER) return whole;
  throw new UzelError(
    'UZ1504',
    `Номер заказа «${whole}» длиннее ${LONGEST_NUMBER} знаков, 1С его не примет. Сократите префикс номера в настройках узла обмена.`,
    { detail: { prefix, number } },
  );
}
