import { createFindingLog, type FindingLog } from './findings.js';
import { ORDER_OPERATION } from './order-checks.js';
import type { ParsedOrder, ReadOrders } from './parsed-order.js';
import { readTradeCustomer } from './trade-customer.js';
import { readUnfLines } from './unf-lines.js';
import { readRequisiteValues } from './unf-requisites.js';
import { readSubordinate } from './unf-subordinates.js';
import { childrenOf, noteEmptyElements } from './unseen.js';
import { collection, filled, property, required, requiredText, toXdto, type XdtoValue } from './xdto.js';
import { ordersRead, readOrderDate, readOrderFacts, readOrderHead } from './xdto-order.js';
import { parseXml, type XmlElement } from './xml-tree.js';

/**
 * Reads orders as the Bitrix module (БУС since 6.5) does (one-c-client.md §5, commerceml.md §2.9, §3.2): only what lies
 * in a `Контейнер`, an order with its payments and shipments, which name it by `Основание`. A Документ beside the
 * containers is not seen: a loss. A document without what the 3.1 schema requires breaks the load off: EmulatorFailure.
 */
export function readOrdersAsBitrix(text: string, currencies?: readonly string[]): ReadOrders {
  const root = parseXml(text);
  const log = createFindingLog();
  noteEmptyElements(root, log);
  const version = root.attributes.ВерсияСхемы;
  if (version !== undefined && !version.startsWith('3')) {
    log.notice(`query: ВерсияСхемы is ${version}: БУС asks for 3.1.`);
  }
  const bare = childrenOf(root, 'Документ').length;
  if (bare > 0) {
    log.loss(
      `query: ${bare} Документ outside of a Контейнер: БУС does not see them, sends success all the same, and they are lost.`,
    );
  }
  const orders = childrenOf(root, 'Контейнер').flatMap((container) => readContainer(container, currencies, log));
  return ordersRead(orders, log);
}

function readContainer(
  container: XmlElement,
  currencies: readonly string[] | undefined,
  log: FindingLog,
): ParsedOrder[] {
  const documents = collection(property(toXdto(container), 'Документ'));
  const isOrder = (document: XdtoValue): boolean => requiredText(document, 'ХозОперация') === ORDER_OPERATION;
  const orders = documents.filter(isOrder).map((document) => readOrder(document, currencies, log));
  const others = documents.filter((document) => !isOrder(document));
  if (orders.length === 0) {
    log.loss(`query: a Контейнер without a Документ of ХозОперация ${ORDER_OPERATION}: nothing is made of it.`);
  }
  const owned = orders.map((order) => ({
    ...order,
    subordinates: others.filter((other) => basisOf(other) === order.id).map((other) => readSubordinate(other, log)),
  }));
  for (const other of orders.length === 0 ? [] : others) {
    if (!orders.some((order) => order.id === basisOf(other))) {
      log.loss(
        `query: document ${requiredText(other, 'Номер')}: Основание names no order of its Контейнер: it belongs to none.`,
      );
    }
  }
  return owned;
}

function basisOf(document: XdtoValue): string | undefined {
  return filled(property(document, 'Основание'))?.trim();
}

function readOrder(document: XdtoValue, currencies: readonly string[] | undefined, log: FindingLog): ParsedOrder {
  const order = readOrderHead(document, currencies);
  for (const name of ['Роль', 'Курс', 'Сумма']) required(document, name);
  const lost = (text: string): void => log.loss(`query: order ${order.number}: ${text}`);
  const requisites = readRequisiteValues(document, lost);
  const tax = collection(property(property(document, 'Налоги'), 'Налог')).at(0);
  const included = filled(property(tax, 'УчтеноВСумме'));
  const deleted = filled(property(document, 'ПометкаУдаления')) === 'true';
  return {
    ...order,
    date: readOrderDate(document, lost),
    ...readOrderFacts(document, included === undefined ? undefined : included.toLowerCase() === 'true'),
    customer: readTradeCustomer(document),
    lines: readUnfLines(document, filled(property(tax, 'Ставка')), lost),
    discounts: [],
    requisites,
    cancelled: deleted || requisites.Отменен?.toLowerCase() === 'true',
  };
}
