import { EmulatorFailure } from './failure.js';
import { told } from './fields.js';
import { createFindingLog, type FindingLog } from './findings.js';
import { date1C } from './one-c-values.js';
import { checkNumbers, checkOrder } from './order-checks.js';
import type { ParsedOrder, ReadOrders } from './parsed-order.js';
import { allOf, noteContainers, noteEmptyElements } from './unseen.js';
import { readUtpCustomer } from './utp-customer.js';
import { readUtpDiscounts, readUtpLine, utpNumber } from './utp-lines.js';
import { utpElements, utpText } from './utp-path.js';
import { parseXml, type XmlElement } from './xml-tree.js';

const ROOT = 'КоммерческаяИнформация';

/**
 * Reads orders as УТП does (one-c-client.md §5): by the path of names, so that a Документ anywhere but directly under
 * the root (a `Контейнер`) is not seen: no orders then, and `success` all the same. A wrong operation, currency, date
 * or number breaks the whole load off: EmulatorFailure.
 */
export function readOrdersAsUtp(text: string, currencies?: readonly string[]): ReadOrders {
  const root = parseXml(text);
  const log = createFindingLog();
  if (root.name !== ROOT) log.loss(`query: the root is <${root.name}>: УТП looks for <${ROOT}> and finds no orders.`);
  noteContainers(root, log);
  noteEmptyElements(root, log);
  noteCdata(root, log);
  const documents = root.name === ROOT ? utpElements(root, 'Документ') : [];
  const orders = documents.map((document) => readDocument(document, currencies));
  checkNumbers(
    orders.map((order) => order.number),
    log,
  );
  return { orders, findings: log.findings, warnings: log.findings.map((finding) => finding.text) };
}

function noteCdata(root: XmlElement, log: FindingLog): void {
  for (const element of allOf(root)) {
    if (element.content.some((node) => node.kind === 'cdata' && node.value.trim() !== '')) {
      log.loss(`query: <${element.name}> holds CDATA, which УТП does not see: its text is lost.`);
    }
  }
}

function readDocument(document: XmlElement, currencies: readonly string[] | undefined): ParsedOrder {
  const value = (...path: string[]): string => utpText(document, ...path) ?? '';
  const number = value('Номер').trim();
  const order = { id: value('Ид').trim(), number, operation: value('ХозОперация'), currency: value('Валюта') };
  checkOrder(order, currencies);
  const rate = utpNumber(number, document, 'Курс');
  const requisites = readRequisites(document);
  const isTrue = (name: string): boolean => requisites[name] === 'true' || requisites[name] === 'Да';
  const taxIncluded = utpText(document, 'Налоги', 'Налог', 'УчтеноВСумме');
  const defaultRate = utpText(document, 'Налоги', 'Налог', 'Ставка');
  return {
    ...order,
    date: readDate(number, document),
    ...told({
      rate,
      amount: utpText(document, 'Сумма'),
      comment: utpText(document, 'Комментарий'),
      taxIncluded: taxIncluded === undefined ? undefined : taxIncluded === 'true',
    }),
    customer: readUtpCustomer(number, document),
    lines: utpElements(document, 'Товары', 'Товар').map((item) => readUtpLine(number, item, defaultRate)),
    discounts: readUtpDiscounts(number, document),
    requisites,
    cancelled: isTrue('Отменен'),
    paid: isTrue('Заказ оплачен'),
    deliveryAllowed: isTrue('Доставка разрешена'),
    final: isTrue('Финальный статус'),
  };
}

function readDate(number: string, document: XmlElement): string {
  const names = document.content.map((node) => (node.kind === 'element' ? node.name : ''));
  const time = utpText(document, 'Время');
  // The time is added to the date that stands already; alone it is taken for a date.
  const early = time !== undefined && names.indexOf('Время') < names.indexOf('Дата');
  const date = early ? undefined : date1C(utpText(document, 'Дата') ?? '', time);
  if (date === undefined) throw new EmulatorFailure(`query: order ${number}: Дата and Время make no date of 1C.`);
  return date;
}

function readRequisites(document: XmlElement): Record<string, string> {
  const requisites: Record<string, string> = {};
  for (const requisite of utpElements(document, 'ЗначенияРеквизитов', 'ЗначениеРеквизита')) {
    const value = utpText(requisite, 'Значение');
    if (value !== undefined) requisites[utpText(requisite, 'Наименование') ?? ''] = value;
  }
  return requisites;
}
