import { EmulatorFailure } from './failure.js';
import { createFindingLog, type FindingLog } from './findings.js';
import type { ParsedDiscount, ParsedOrder, ReadOrders } from './parsed-order.js';
import { readTradeCustomer } from './trade-customer.js';
import { readTradeLines } from './trade-lines.js';
import { noteContainers, noteEmptyElements } from './unseen.js';
import { collection, filled, property, required, requiredText, toXdto, type XdtoValue } from './xdto.js';
import { ordersRead, readOrderDate, readOrderFacts, readOrderHead } from './xdto-order.js';
import { parseXml } from './xml-tree.js';

/**
 * Reads orders as BAS and УТ 11 do (one-c-client.md §5): an XDTO object whose `Документ` properties are the orders, so
 * that documents in a `Контейнер` are not seen: no orders then, and `success` all the same. A document that lacks what
 * 1C needs, or that would be validated because of its xmlns, breaks the load off: EmulatorFailure. A date that cannot
 * be read, an item without quantity, an empty value that takes that of its neighbour are losses.
 */
export function readOrdersAsTrade(text: string, currencies?: readonly string[]): ReadOrders {
  const root = parseXml(text);
  if (Object.keys(root.attributes).includes('xmlns') || root.name.includes(':')) {
    throw new EmulatorFailure('query: the document has an xmlns: this 1C would validate it against its own schema.');
  }
  const log = createFindingLog();
  noteContainers(root, log);
  noteEmptyElements(root, log);
  const documents = collection(property(toXdto(root), 'Документ'));
  if (documents.length === 0 && log.findings.length === 0) log.notice('query: no documents to process.');
  const orders = documents.map((document) => readDocument(document, currencies, log));
  return ordersRead(orders, log);
}

function readDocument(document: XdtoValue, currencies: readonly string[] | undefined, log: FindingLog): ParsedOrder {
  const order = readOrderHead(document, currencies);
  const say = (text: string): void => log.loss(`query: order ${order.number}: ${text}`);
  const requisites = readRequisites(document, say);
  const taxes = readTaxes(document);
  checkWarehouse(document);
  return {
    ...order,
    date: readOrderDate(document, say),
    ...readOrderFacts(document, taxes.included),
    customer: readTradeCustomer(document),
    lines: readTradeLines(document, taxes.rate, say),
    discounts: readDiscounts(document),
    requisites,
    cancelled: requisites.Отменен?.toLowerCase() === 'true',
  };
}

/**
 * The variable that takes a value is not cleared between requisites: an empty `<Значение/>` gives a requisite the value
 * of the one before it (one-c-client.md §5).
 */
function readRequisites(document: XdtoValue, lost: (text: string) => void): Record<string, string> {
  const requisites: Record<string, string> = {};
  let kept: string | undefined;
  for (const requisite of collection(property(property(document, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита'))) {
    const name = requiredText(requisite, 'Наименование');
    const value = required(requisite, 'Значение');
    const first = collection(value)[0];
    if (typeof first === 'string') kept = first;
    else if (kept !== undefined)
      lost(`requisite «${name}» is empty and gets the value of the one before it: «${kept}».`);
    if (kept !== undefined) requisites[name] = kept;
  }
  return requisites;
}

function readTaxes(document: XdtoValue): { included: boolean | undefined; rate: string | undefined } {
  const taxes = collection(property(property(document, 'Налоги'), 'Налог'));
  const vat = taxes.find((tax) => filled(property(tax, 'Наименование'))?.toLowerCase() === 'ндс');
  const included = filled(property(vat, 'УчтеноВСумме'));
  return {
    included: included === undefined ? undefined : included.toLowerCase() === 'true',
    rate: filled(property(vat, 'Ставка')),
  };
}

function readDiscounts(document: XdtoValue): ParsedDiscount[] {
  return collection(property(property(document, 'Скидки'), 'Скидка')).flatMap((discount) => {
    const amount = filled(property(discount, 'Сумма'));
    const included = filled(property(discount, 'УчтеноВСумме'));
    return amount === undefined || included === undefined ? [] : [{ amount, included: included === 'true' }];
  });
}

/** `Склады` are read without a check of what is there: anything but one whole Склад breaks the load off. */
function checkWarehouse(document: XdtoValue): void {
  if (property(document, 'Склады') === undefined) return;
  const warehouse = required(required(document, 'Склады'), 'Склад');
  required(warehouse, 'Ид');
  required(warehouse, 'Наименование');
  const field = required(required(warehouse, 'Адрес'), 'АдресноеПоле');
  required(field, 'Тип');
  required(field, 'Значение');
  required(required(required(warehouse, 'Контакты'), 'Контакт'), 'Значение');
}
