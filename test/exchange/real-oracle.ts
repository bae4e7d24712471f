import Big from 'big.js';
import { children, childText, type Element, oracleOf, textOf } from '../commerceml/support/real-files.js';

/**
 * What the store must hold after the import of one real file into an empty one, by fast-xml-parser and the rules below, which are
 * written by hand from the CommerceML reference. Every entry is one row (or one price, one stock row) as a text, sorted.
 */
export interface RealContent {
  readonly catalogues: readonly string[];
  /** Id, and `off` when the last mention says that it is deleted; so in all lists of rows. */
  readonly groups: readonly string[];
  /** With the number of the dictionary's values. */
  readonly properties: readonly string[];
  readonly priceTypes: readonly string[];
  readonly warehouses: readonly string[];
  readonly units: readonly string[];
  readonly products: readonly string[];
  /** Numbers of property values, requisites and pictures of the products that one row alone tells of. */
  readonly productParts: readonly string[];
  readonly offers: readonly string[];
  /** Offer, price type, amount. */
  readonly prices: readonly string[];
  /** Offer, warehouse, quantity. */
  readonly stock: readonly string[];
  /** Offer, quantity in all. */
  readonly totals: readonly string[];
  /** Id, sum, number of lines. */
  readonly orders: readonly string[];
}

const EMPTY_GUID = '00000000-0000-0000-0000-000000000000';
const PACKAGES = ['ПакетПредложений', 'ИзмененияПакетаПредложений'];

/** Reads a file independently of Uzel. */
export function contentOfFile(bytes: Buffer): RealContent {
  const root = oracleOf(bytes);
  const packages = PACKAGES.flatMap((name) => children(root, name));
  const classifiers = children(root, 'Классификатор');
  const groups = classifiers.flatMap(groupsIn);
  const properties = [...classifiers, ...groups].flatMap((owner) => children(owner, 'Свойства', 'Свойство'));
  const items = children(root, 'Каталог', 'Товары', 'Товар');
  const offers = new Offers();
  for (const item of items) if (idParts(item)[1] !== '') offers.note(item, false);
  for (const offer of packages.flatMap((one) => children(one, 'Предложения', 'Предложение'))) offers.note(offer, true);
  const references = [...classifiers, ...packages];
  return {
    catalogues: unique(children(root, 'Каталог').map((one) => childText(one, 'Ид'))),
    groups: rows(groups),
    properties: rows(properties, (one) => new Set(variantsOf(one)).size),
    priceTypes: rows(references.flatMap((one) => children(one, 'ТипыЦен', 'ТипЦены'))),
    warehouses: rows(references.flatMap((one) => children(one, 'Склады', 'Склад'))),
    units: rows(classifiers.flatMap((one) => children(one, 'ЕдиницыИзмерения', 'ЕдиницаИзмерения'))),
    ...productsOf(items),
    ...offers.content(),
    orders: orderRows([...children(root, 'Документ'), ...children(root, 'Контейнер', 'Документ')]),
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Rows of one id are one row; the last of them says whether it is deleted. One without an id is no row. */
function rows(elements: readonly Element[], more: (element: Element) => unknown = () => ''): string[] {
  const byId = new Map<string, string>();
  for (const element of elements) {
    const id = childText(element, 'Ид') || childText(element, 'Код');
    if (id !== '') byId.set(id, row(id, isDeleted(element), more(element)));
  }
  return [...byId.values()].sort();
}

const row = (id: string, deleted: boolean, ...more: unknown[]): string =>
  [id, ...more, ...(deleted ? ['off'] : [])].join(' ').trim();

function isDeleted(element: Element): boolean {
  const status = element['@Статус'] ?? childText(element, 'Статус');
  return status === 'Удален' || childText(element, 'ПометкаУдаления') === 'true';
}

const groupsIn = (element: Element): Element[] =>
  children(element, 'Группы', 'Группа').flatMap((group) => [group, ...groupsIn(group)]);

/** A value of a dictionary without an id is its own id; one that has neither is none. */
const variantsOf = (property: Element): string[] =>
  children(property, 'ВариантыЗначений', 'Справочник')
    .map((one) => childText(one, 'ИдЗначения') || childText(one, 'Значение'))
    .filter((id) => id !== '');

/** Product and characteristic; an empty guid is no characteristic. */
function idParts(item: Element): [product: string, characteristic: string] {
  const [product = '', ...rest] = childText(item, 'Ид').split('#');
  const own = rest.join('#').trim();
  return [product.trim(), own === EMPTY_GUID ? '' : own];
}

/** Rows of all characteristics of a product are one product; it goes only by a deletion of the plain row. */
function productsOf(items: readonly Element[]): Pick<RealContent, 'products' | 'productParts'> {
  const byId = new Map<string, { rows: Element[]; present: boolean }>();
  for (const item of items) {
    const [id, characteristic] = idParts(item);
    const known = byId.get(id);
    const isGoing = isDeleted(item);
    if (id === '' || (known === undefined && isGoing && characteristic !== '')) continue;
    const present = isGoing ? characteristic !== '' && known?.present === true : true;
    byId.set(id, { rows: [...(known?.rows ?? []), item], present });
  }
  const all = [...byId];
  return {
    products: all.map(([id, { present }]) => row(id, !present)).sort(),
    productParts: all
      .flatMap(([id, { rows: told }]) => (told.length === 1 && told[0] ? `${id} ${partsOf(told[0])}` : []))
      .sort(),
  };
}

function partsOf(item: Element): string {
  const pictures = children(item, 'Картинка').map(textOf);
  return [
    children(item, 'ЗначенияСвойств', 'ЗначенияСвойства', 'Значение').filter((one) => textOf(one) !== '').length,
    children(item, 'ЗначенияРеквизитов', 'ЗначениеРеквизита').length,
    new Set([...pictures, ...filesIn(item)].filter((path) => path !== '')).size,
  ].join(' ');
}

const filesIn = (item: Element): string[] =>
  children(item, 'ЗначенияРеквизитов', 'ЗначениеРеквизита')
    .filter((one) => childText(one, 'Наименование') === 'Файл')
    .map((one) => childText(one, 'Значение'));

interface OfferContent {
  present: boolean;
  prices: Map<string, string[]>;
  stock: Map<string, string>;
  total: string;
}

/** Offers by product and characteristic. A price type or a warehouse that is named again takes the new value. */
class Offers {
  private readonly byId = new Map<string, OfferContent>();

  note(element: Element, isOffer: boolean): void {
    const [product, characteristic] = idParts(element);
    if (product === '') return;
    const id = `${product}#${characteristic}`;
    const known = this.byId.get(id);
    const offer: OfferContent = known ?? { present: false, prices: new Map(), stock: new Map(), total: '' };
    this.byId.set(id, offer);
    offer.present = !isDeleted(element);
    if (!isOffer) return;
    for (const [type, amounts] of pricesOf(element)) offer.prices.set(type, amounts);
    for (const [warehouse, quantity] of stockOf(element)) offer.stock.set(warehouse, quantity);
    offer.total = totalOf(element) || offer.total;
  }

  content(): Pick<RealContent, 'offers' | 'prices' | 'stock' | 'totals'> {
    const all = [...this.byId];
    const total = ({ total: said, stock }: OfferContent): string =>
      said || (stock.size === 0 ? '' : [...stock.values()].reduce((sum, one) => sum.plus(one), new Big(0)).toFixed());
    return {
      offers: all.map(([id, { present }]) => row(id, !present)).sort(),
      prices: all
        .flatMap(([id, { prices }]) => [...prices].flatMap(([type, list]) => list.map((one) => `${id} ${type} ${one}`)))
        .sort(),
      stock: all
        .flatMap(([id, { stock }]) => [...stock].map(([place, quantity]) => `${id} ${place} ${quantity}`))
        .sort(),
      totals: all.flatMap(([id, offer]) => (total(offer) === '' ? [] : `${id} ${total(offer)}`)).sort(),
    };
  }
}

function pricesOf(offer: Element): Map<string, string[]> {
  const prices = new Map<string, string[]>();
  for (const price of children(offer, 'Цены', 'Цена')) {
    const type = childText(price, 'ИдТипаЦены');
    const amount = decimal(childText(price, 'ЦенаЗаЕдиницу'));
    if (type !== '' && amount !== '') prices.set(type, [...(prices.get(type) ?? []), amount]);
  }
  return prices;
}

function stockOf(offer: Element): [warehouse: string, quantity: string][] {
  const rests = children(offer, 'Остатки', 'Остаток', 'Склад').map((one): [string, string] => [
    childText(one, 'Ид'),
    childText(one, 'Количество'),
  ]);
  const places = children(offer, 'Склад').map((one): [string, string] => [
    String(one['@ИдСклада']).trim(),
    String(one['@КоличествоНаСкладе']).trim(),
  ]);
  return [...rests, ...places]
    .map(([place, quantity]): [string, string] => [place, decimal(quantity)])
    .filter(([place, quantity]) => place !== '' && quantity !== '');
}

const totalOf = (offer: Element): string =>
  decimal(childText(offer, 'Количество') || childText(offer, 'Остатки', 'Остаток', 'Количество'));

/** Orders are born of order documents that tell of goods, a sum or a counterparty: one for each id, as the last says. */
function orderRows(documents: readonly Element[]): string[] {
  const field = (document: Element, name: string): string =>
    childText(document, name) || String(document[`@${name}`] ?? '').trim();
  const orders = new Map<string, string>();
  const isBorn = (one: Element): boolean =>
    ['Товары', 'Контрагенты'].some((list) => children(one, list).length > 0) ||
    Number(decimal(field(one, 'Сумма'))) > 0;
  for (const document of documents.filter((one) => field(one, 'ХозОперация') === 'Заказ товара' && isBorn(one))) {
    const id = field(document, 'Ид') || field(document, 'Номер');
    const sum = decimal(field(document, 'Сумма'));
    orders.set(id, `${id} ${sum} ${children(document, 'Товары', 'Товар').length}`);
  }
  return [...orders.values()].sort();
}

/** The exact value of a number as 1C writes it; '' for none. */
function decimal(text: string): string {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return plain === '' ? '' : new Big(plain).toFixed();
}
