import { told } from './fields.js';
import type { FindingLog } from './findings.js';
import { date1C } from './one-c-values.js';
import { checkNumbers, checkOrder } from './order-checks.js';
import type { ParsedOrder, ReadOrders } from './parsed-order.js';
import { filled, property, required, requiredText, type XdtoValue } from './xdto.js';

/** What every configuration that reads orders as XDTO objects does alike. */

/** Ид, number, operation and currency, which each of them needs. @throws EmulatorFailure when one is missing or wrong */
export function readOrderHead(
  document: XdtoValue,
  currencies: readonly string[] | undefined,
): Pick<ParsedOrder, 'id' | 'number' | 'operation' | 'currency'> {
  const order = {
    id: requiredText(document, 'Ид'),
    number: requiredText(document, 'Номер'),
    operation: requiredText(document, 'ХозОперация'),
    currency: requiredText(document, 'Валюта'),
  };
  checkOrder(order, currencies);
  return order;
}

/** Rate, sum, comment, and whether the tax is within; what is not said is left out. */
export function readOrderFacts(
  document: XdtoValue,
  taxIncluded: boolean | undefined,
): Pick<ParsedOrder, 'rate' | 'amount' | 'comment' | 'taxIncluded'> {
  const text = (name: string): string | undefined => filled(property(document, name));
  return told({ rate: text('Курс'), amount: text('Сумма'), comment: text('Комментарий'), taxIncluded });
}

/** Дата and Время of a document; null and a word about it when they make no date of 1C. */
export function readOrderDate(document: XdtoValue, lost: (text: string) => void): string | null {
  const date = required(document, 'Дата');
  const time = property(document, 'Время');
  const readable = typeof date === 'string' && (time === undefined || typeof time === 'string');
  const value = readable ? date1C(date, time) : undefined;
  if (value === undefined) lost('Дата and Время make no date of 1C: the date is lost.');
  return value ?? null;
}

/** What was read, with all that was found; numbers that 1C would take for one another are looked for. */
export function ordersRead(orders: readonly ParsedOrder[], log: FindingLog): ReadOrders {
  checkNumbers(
    orders.map((order) => order.number),
    log,
  );
  return { orders, findings: log.findings, warnings: log.findings.map((finding) => finding.text) };
}
