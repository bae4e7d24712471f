import { told } from './fields.js';
import { createFindingLog, type FindingLog } from './findings.js';
import { date1C } from './one-c-values.js';
import { checkNumbers, checkOrder } from './order-checks.js';
import type { ParsedOrder, ReadOrders } from './parsed-order.js';
import { readTradeCustomer } from './trade-customer.js';
import { readUnfLines } from './unf-lines.js';
import { readRequisiteValues, settlementOf } from './unf-requisites.js';
import { readSubordinates } from './unf-subordinates.js';
import { noteContainers, noteEmptyElements } from './unseen.js';
import { collection, filled, property, required, requiredText, toXdto, type XdtoValue } from './xdto.js';
import { parseXml } from './xml-tree.js';

/**
 * Reads orders as УНФ does (one-c-client.md §5, commerceml.md §2.8): an XDTO object by names of properties, so that a
 * `Контейнер` is not seen; requisites of status, payment and delivery are its own, any other becomes a property of the
 * document; subordinate documents are read when that is switched on. What it needs and does not find breaks the load
 * off: EmulatorFailure. A namespace is no matter to it.
 */
export function readOrdersAsUnf(
  text: string,
  currencies: readonly string[] | undefined,
  withSubordinates: boolean,
): ReadOrders {
  const root = parseXml(text);
  const log = createFindingLog();
  noteContainers(root, log);
  noteEmptyElements(root, log);
  const documents = collection(property(toXdto(root), 'Документ'));
  const orders = documents.map((document) => readDocument(document, currencies, withSubordinates, log));
  checkNumbers(
    orders.map((order) => order.number),
    log,
  );
  return { orders, findings: log.findings, warnings: log.findings.map((finding) => finding.text) };
}

function readDocument(
  document: XdtoValue,
  currencies: readonly string[] | undefined,
  withSubordinates: boolean,
  log: FindingLog,
): ParsedOrder {
  const order = {
    id: requiredText(document, 'Ид'),
    number: requiredText(document, 'Номер'),
    operation: requiredText(document, 'ХозОперация'),
    currency: requiredText(document, 'Валюта'),
  };
  checkOrder(order, currencies);
  const lost = (text: string): void => log.loss(`query: order ${order.number}: ${text}`);
  const requisites = readRequisiteValues(document, lost);
  const text = (name: string): string | undefined => filled(property(document, name));
  const tax = collection(property(property(document, 'Налоги'), 'Налог')).at(0);
  const included = filled(property(tax, 'УчтеноВСумме'));
  const subordinates = readSubordinates(document, withSubordinates, order.number, log);
  return {
    ...order,
    date: readUnfDate(document, lost),
    ...told({
      rate: text('Курс'),
      amount: text('Сумма'),
      comment: text('Комментарий'),
      taxIncluded: included === undefined ? undefined : included.toLowerCase() === 'true',
    }),
    customer: readTradeCustomer(document),
    lines: readUnfLines(document, filled(property(tax, 'Ставка')), lost),
    discounts: collection(property(property(document, 'Скидки'), 'Скидка')).flatMap((discount) => {
      const amount = filled(property(discount, 'Сумма'));
      return amount === undefined ? [] : [{ amount, included: filled(property(discount, 'УчтеноВСумме')) === 'true' }];
    }),
    requisites,
    settlement: settlementOf(requisites),
    cancelled: requisites.Отменен?.toLowerCase() === 'true',
    paid: requisites['Заказ оплачен']?.toLowerCase() === 'true',
    ...(withSubordinates ? { subordinates } : {}),
  };
}

/** Дата and Время of a document; null and a word about it when they make no date of 1C. */
export function readUnfDate(document: XdtoValue, lost: (text: string) => void): string | null {
  const date = required(document, 'Дата');
  const time = property(document, 'Время');
  const readable = typeof date === 'string' && (time === undefined || typeof time === 'string');
  const value = readable ? date1C(date, time) : undefined;
  if (value === undefined) lost('Дата and Время make no date of 1C: the date is lost.');
  return value ?? null;
}
