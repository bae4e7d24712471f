import { EmulatorFailure } from './failure.js';
import type { FindingLog } from './findings.js';

/** The operation of an order; nothing else is taken (one-c-client.md §5). */
export const ORDER_OPERATION = 'Заказ товара';

/** Of a number, these characters are compared (one-c-client.md §5). */
export const NUMBER_LENGTH = 11;
const CURRENCY_LENGTH = 3;

/** The head of an order by which it is known. */
export interface OrderHead {
  readonly id: string;
  readonly number: string;
  readonly operation: string;
  readonly currency: string;
}

/** What no 1C takes in an order: no Ид, no number, another operation, a currency not known to it. Throws EmulatorFailure. */
export function checkOrder(order: OrderHead, currencies: readonly string[] | undefined): void {
  const { id, number, operation, currency } = order;
  if (number === '') throw new EmulatorFailure('query: an order without Номер.');
  if (id === '') throw new EmulatorFailure(`query: order ${number} has no Ид.`);
  if (operation !== ORDER_OPERATION) {
    throw new EmulatorFailure(
      `query: order ${number}: wrong value of <Документ>.<ХозОперация> (${operation}): it must be ${ORDER_OPERATION}.`,
    );
  }
  const known = currencies === undefined ? currency.length <= CURRENCY_LENGTH : currencies.includes(currency);
  if (currency === '' || !known) {
    throw new EmulatorFailure(
      `query: order ${number}: wrong value of <Документ>.<Валюта> (${currency}): this 1C knows ${currencies?.join(', ') ?? 'currencies of at most 3 characters'}.`,
    );
  }
}

/**
 * Numbers are looked up in a column of 11 characters (one-c-client.md §5): a longer one is never found again, and two
 * with the same first 11 are one order for 1C. Both go unnoticed by 1C and are losses.
 */
export function checkNumbers(numbers: readonly string[], log: FindingLog): void {
  const seen = new Map<string, string>();
  for (const number of numbers) {
    const kept = number.slice(0, NUMBER_LENGTH);
    if (number.length > NUMBER_LENGTH) {
      log.loss(
        `query: Номер ${number} is longer than ${NUMBER_LENGTH} characters: 1C never finds it again and makes one more order at every exchange.`,
      );
    }
    const other = seen.get(kept);
    if (other !== undefined) {
      log.loss(
        `query: orders ${other} and ${number} have the same first ${NUMBER_LENGTH} characters (${kept}): 1C takes them for one order and the second writes over the first.`,
      );
    }
    seen.set(kept, number);
  }
}
