import type { Order } from '../orders.js';
import { wordOf } from './order-words.js';
import type { OrdersShape } from './orders-shape.js';
import { timeFor1c } from './time-for-1c.js';

/**
 * A value of an order as text, by its path: members with points between, `customer.fields.birthDate`, `payments.0.number`.
 * Numbers and booleans become text, a moment the time of 1C's zone, a list of texts is joined with commas.
 * @param order in the words of its 1C but for the names of its payments (`inWordsOf1c`): these become 1C's here
 * @returns undefined when the order has nothing there, or something that is no text
 */
export function valueAt(
  order: Order,
  path: string,
  { timeZone, words }: Pick<OrdersShape, 'timeZone' | 'words'>,
): string | undefined {
  let value: unknown = order;
  for (const member of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined;
    value = (value as Record<string, unknown>)[member];
  }
  if (PAYMENT_NAME.test(path)) return wordOf(words.paymentMethods, value as string | undefined);
  if (value instanceof Date) return timeFor1c(value.toISOString(), timeZone);
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value.join(', ') : undefined;
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

const PAYMENT_NAME = /^payments\.\d+\.name$/;
