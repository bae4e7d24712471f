import { EmulatorFailure } from './failure.js';

/** The operation of an order; nothing else is taken (one-c-client.md §5). */
export const ORDER_OPERATION = 'Заказ товара';

const NUMBER_LENGTH = 11;
const CURRENCY_LENGTH = 3;

/**
 * What no 1C takes in an order: a number of over 11 characters (found never again, it would make a new order at every
 * exchange), another operation, a currency that is not in its directory. Throws EmulatorFailure.
 */
export function checkOrder(
  order: { readonly number: string; readonly operation: string; readonly currency: string },
  currencies: readonly string[] | undefined,
): void {
  const { number, operation, currency } = order;
  if (number === '') throw new EmulatorFailure('query: an order without Номер.');
  if (number.length > NUMBER_LENGTH) {
    throw new EmulatorFailure(
      `query: Номер ${number} is longer than ${NUMBER_LENGTH} characters: 1C would not find it again.`,
    );
  }
  if (operation !== ORDER_OPERATION) {
    throw new EmulatorFailure(`query: order ${number}: wrong value of <Документ>.<ХозОперация> (${operation}).`);
  }
  const known = currencies === undefined ? currency.length <= CURRENCY_LENGTH : currencies.includes(currency);
  if (currency === '' || !known) {
    throw new EmulatorFailure(`query: order ${number}: wrong value of <Документ>.<Валюта> (${currency}).`);
  }
}
