import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';

/** A second opinion on what the writer wrote: another parser, names typed anew. Every text is as it stands in the XML. */

export interface ReadLine {
  id?: string;
  sku?: string;
  name?: string;
  unit: Record<string, string>;
  rate?: string;
  price: string;
  quantity: string;
  amount: string;
  tax?: { name: string; included: string; amount: string; rate?: string };
  requisites: Record<string, string>;
}

export interface ReadOrder {
  /** Plain children of Документ. */
  fields: Record<string, string>;
  /** Plain children of Контрагент. */
  customer: Record<string, string>;
  addresses: Record<string, { text: string; parts: Record<string, string> }>;
  contacts: [type: string, value: string][];
  tax?: { name: string; included: string; amount: string; rate?: string };
  lines: ReadLine[];
  requisites: Record<string, string>;
  requisiteNames: string[];
}

export interface ReadOrders {
  declaration: string;
  root: Record<string, string>;
  orders: ReadOrder[];
}

interface XmlNode {
  [name: string]: string | XmlNode | XmlNode[];
}

const LISTS = new Set(['Документ', 'Товар', 'Контрагент', 'Контакт', 'АдресноеПоле', 'ЗначениеРеквизита']);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxExpandedLength: Number.POSITIVE_INFINITY },
  isArray: (name) => LISTS.has(name),
});

/** The bytes by the encoding that they declare. */
export function decode(body: Buffer): string {
  const declared = /^<\?xml version="1\.0" encoding="([^"]+)"\?>/.exec(body.subarray(0, 80).toString('latin1'))?.[1];
  if (!declared) throw new Error('no XML declaration at byte 0');
  return iconv.decode(body, declared);
}

export function readOrders(body: Buffer): ReadOrders {
  const xml = decode(body);
  const document = parser.parse(xml) as XmlNode;
  const root = child(document, 'КоммерческаяИнформация');
  return {
    declaration: xml.slice(0, xml.indexOf('?>') + 2),
    root: texts(root, '@'),
    orders: list(root, 'Документ').map(readOrder),
  };
}

function readOrder(document: XmlNode): ReadOrder {
  const [customer] = list(child(document, 'Контрагенты'), 'Контрагент');
  if (!customer) throw new Error('no customer');
  const addresses: ReadOrder['addresses'] = {};
  for (const name of ['АдресРегистрации', 'ЮридическийАдрес', 'Адрес']) {
    const address = customer[name];
    if (typeof address === 'object' && !Array.isArray(address)) {
      addresses[name] = {
        text: String(address.Представление),
        parts: Object.fromEntries(list(address, 'АдресноеПоле').map((part) => [part.Тип, part.Значение])),
      };
    }
  }
  const requisites = list(child(document, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита');
  return {
    fields: texts(document),
    customer: texts(customer),
    addresses,
    contacts: list(child(customer, 'Контакты'), 'Контакт').map((one) => [String(one.Тип), String(one.Значение)]),
    ...readTax(document),
    lines: list(child(document, 'Товары'), 'Товар').map(readLine),
    requisites: pairs(requisites),
    requisiteNames: requisites.map((one) => String(one.Наименование)),
  };
}

function readLine(line: XmlNode): ReadLine {
  const plain = texts(line);
  const unit = child(line, 'БазоваяЕдиница');
  const rate = child(child(line, 'СтавкиНалогов'), 'СтавкаНалога').Ставка;
  return {
    ...(plain.Ид === undefined ? {} : { id: plain.Ид }),
    ...(plain.Артикул === undefined ? {} : { sku: plain.Артикул }),
    ...(plain.Наименование === undefined ? {} : { name: plain.Наименование }),
    unit: { ...texts(unit, '@'), text: String(unit['#text']) },
    ...(typeof rate === 'string' ? { rate } : {}),
    price: plain.ЦенаЗаЕдиницу ?? '',
    quantity: plain.Количество ?? '',
    amount: plain.Сумма ?? '',
    ...readTax(line),
    requisites: pairs(list(child(line, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита')),
  };
}

function readTax(of: XmlNode): Pick<ReadLine, 'tax'> {
  const tax = texts(child(child(of, 'Налоги'), 'Налог'));
  if (tax.Наименование === undefined) return {};
  return {
    tax: {
      name: tax.Наименование,
      included: tax.УчтеноВСумме ?? '',
      amount: tax.Сумма ?? '',
      ...(tax.Ставка === undefined ? {} : { rate: tax.Ставка }),
    },
  };
}

function pairs(requisites: XmlNode[]): Record<string, string> {
  return Object.fromEntries(requisites.map((one) => [String(one.Наименование), String(one.Значение)]));
}

function child(of: XmlNode, name: string): XmlNode {
  const found = of[name];
  return typeof found === 'object' && !Array.isArray(found) ? found : {};
}

function list(of: XmlNode, name: string): XmlNode[] {
  const found = of[name];
  return Array.isArray(found) ? found : [];
}

/** Plain children (or, with `@`, attributes) by name. */
function texts(of: XmlNode, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) =>
      typeof value === 'string' && name !== '#text' && name.startsWith('@') === (prefix === '@')
        ? [[name.slice(prefix.length), value] as const]
        : [],
    ),
  );
}
