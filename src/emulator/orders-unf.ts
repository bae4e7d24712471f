import { createFindingLog, type FindingLog } from './findings.js';
import type { ParsedOrder, ReadOrders } from './parsed-order.js';
import { readTradeCustomer } from './trade-customer.js';
import { readUnfLines } from './unf-lines.js';
import { readRequisiteValues, settlementOf } from './unf-requisites.js';
import { readSubordinates } from './unf-subordinates.js';
import { noteContainers, noteEmptyElements } from './unseen.js';
import { collection, filled, property, toXdto, type XdtoValue } from './xdto.js';
import { ordersRead, readOrderDate, readOrderFacts, readOrderHead } from './xdto-order.js';
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
  return ordersRead(orders, log);
}

function readDocument(
  document: XdtoValue,
  currencies: readonly string[] | undefined,
  withSubordinates: boolean,
  log: FindingLog,
): ParsedOrder {
  const order = readOrderHead(document, currencies);
  const lost = (text: string): void => log.loss(`query: order ${order.number}: ${text}`);
  const requisites = readRequisiteValues(document, lost);
  const tax = collection(property(property(document, 'Налоги'), 'Налог')).at(0);
  const included = filled(property(tax, 'УчтеноВСумме'));
  const subordinates = readSubordinates(document, withSubordinates, order.number, log);
  return {
    ...order,
    date: readOrderDate(document, lost),
    ...readOrderFacts(document, included === undefined ? undefined : included.toLowerCase() === 'true'),
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
