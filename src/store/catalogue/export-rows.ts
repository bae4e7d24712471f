import pg from 'pg';
import { textOf } from '../../db/byte-text.js';
import { type CopyRow, copyOut, plainField } from '../../db/copy-out.js';
import type { Tx } from '../../db/open.js';
import type { ActiveFilter } from '../list-page.js';
import { PRODUCT_ACTIVE } from './product-filter.js';

/** What of `products as p` an export may ask for: name → expression. */
const PRODUCT = {
  id: 'p.product_id',
  idSpace: 'p.id_space',
  externalId: 'p.external_id',
  itemNo: 'p.item_no',
  sku: 'p.sku',
  barcode: 'p.barcode',
  code: 'p.code',
  name: 'p.name',
  fullName: 'p.full_name',
  description: 'p.description',
  descriptionHtml: 'p.description_html',
  groupIds: 'to_json(p.group_ids)',
  unit: 'p.unit',
  weight: 'p.weight',
  manufacturer: 'p.manufacturer',
  brand: 'p.brand',
  country: 'p.country',
  taxes: 'p.taxes',
  characteristics: 'p.characteristics',
  properties: 'p.properties',
  requisites: 'p.requisites',
  pictures: 'p.pictures',
  extra: 'p.extra',
  active: PRODUCT_ACTIVE,
  updatedAt: 'p.updated_at',
} as const;

/** The same of `offers as o`. */
const OFFER = {
  id: 'o.offer_id',
  idSpace: 'o.id_space',
  productExternalId: 'o.product_external_id',
  characteristicId: 'o.characteristic_id',
  active: '(o.active and not o.deleted)',
  name: 'o.name',
  sku: 'o.sku',
  barcode: 'o.barcode',
  code: 'o.code',
  unit: 'o.unit',
  weight: 'o.weight',
  characteristics: 'o.characteristics',
  properties: 'o.properties',
  requisites: 'o.requisites',
  pictures: 'o.pictures',
  extra: 'o.extra',
} as const;

/** The same of `offer_numbers as n`. */
const NUMBERS = {
  offerId: 'n.offer_id',
  updatedAt: 'n.updated_at',
  prices: 'n.prices',
  stock: 'n.stock',
  stockTotal: 'n.stock_total',
} as const;

export type ProductColumn = keyof typeof PRODUCT;
export type OfferColumn = keyof typeof OFFER;
export type NumberColumn = keyof typeof NUMBERS;

/**
 * Values as PostgreSQL writes them, still escaped as COPY does: JSON as its text, booleans as `t` and `f`, moments in UTC. At which place which
 * column stands, `placesOf` says.
 */
export type ExportProduct = CopyRow;
export type ExportOffer = CopyRow;
export type ExportNumbers = CopyRow;

/** Which columns are read besides the keys. */
export interface ExportColumns {
  readonly product: ReadonlySet<ProductColumn>;
  readonly offer: ReadonlySet<OfferColumn>;
  readonly numbers: ReadonlySet<NumberColumn>;
}

/** What is read always, and the places of it in a row. */
export const KEYS = {
  product: { id: 0, idSpace: 1, externalId: 2, active: 3, updatedAt: 4 },
  offer: { id: 0, idSpace: 1, productExternalId: 2, characteristicId: 3, active: 4 },
  numbers: { offerId: 0, updatedAt: 1 },
} as const;

/** Of each column the place in its row; undefined = not read. */
export interface ExportPlaces {
  readonly product: Places<ProductColumn>;
  readonly offer: Places<OfferColumn>;
  readonly numbers: Places<NumberColumn>;
}
type Places<Column extends string> = { readonly [Name in Column]?: number };

const productList = ({ product }: ExportColumns) => listOf<ProductColumn>(PRODUCT, KEYS.product, product);
const offerList = ({ offer }: ExportColumns) => listOf<OfferColumn>(OFFER, KEYS.offer, offer);
const numberList = ({ numbers }: ExportColumns) => listOf<NumberColumn>(NUMBERS, KEYS.numbers, numbers);

/** Where the columns stand in what is read. The keys have the same places always. */
export function placesOf(wanted: ExportColumns): ExportPlaces {
  const places = <Column extends string>(columns: readonly Column[]) =>
    Object.fromEntries(columns.map((name, at) => [name, at])) as Places<Column>;
  return {
    product: places(productList(wanted)),
    offer: places(offerList(wanted)),
    numbers: places(numberList(wanted)),
  };
}

const literal = (value: string): string => pg.escapeLiteral(value);
/**
 * An array of texts without NULs. As a sub-select: of an array that it can look into the planner weighs each value, which takes longer than
 * the rows themselves.
 */
const arrayOf = (values: readonly string[], type: 'text' | 'uuid'): string =>
  `array(select unnest(cast(${literal(`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)} as ${type}[])))`;

function listOf<Column extends string>(
  all: Readonly<Record<Column, string>>,
  keys: { readonly [Key in Column]?: number },
  wanted: ReadonlySet<Column>,
): Column[] {
  const others = (Object.keys(all) as Column[]).filter((name) => wanted.has(name) && !(name in keys));
  return [...(Object.keys(keys) as Column[]), ...others];
}

const read = async <Column extends string>(
  tx: Tx,
  expressions: Readonly<Record<Column, string>>,
  columns: readonly Column[],
  rest: string,
): Promise<CopyRow[]> => await copyOut(tx, `select ${columns.map((name) => expressions[name]).join(', ')} ${rest}`);

/** The products behind `after`, by our ids: one lot. */
export async function readExportProducts(
  tx: Tx,
  shopId: string,
  wanted: ExportColumns,
  { active, after, limit }: { readonly active: ActiveFilter; readonly after: string | null; readonly limit: number },
): Promise<ExportProduct[]> {
  const conditions = [
    `p.shop_id = ${literal(shopId)}`,
    ...(after === null ? [] : [`p.product_id > ${literal(after)}`]),
    ...(active === 'all' ? [] : [active === 'true' ? PRODUCT_ACTIVE : `not ${PRODUCT_ACTIVE}`]),
  ];
  const rest = `from products p where ${conditions.join(' and ')} order by p.product_id limit ${limit}`;
  return await read(tx, PRODUCT, productList(wanted), rest);
}

/** All offers of these products, also those that are not on sale, with their numbers by their ids. */
export async function readExportOffers(
  tx: Tx,
  shopId: string,
  wanted: ExportColumns,
  products: readonly ExportProduct[],
): Promise<{ readonly offers: readonly ExportOffer[]; readonly numbers: ReadonlyMap<string, ExportNumbers> }> {
  const columns = offerList(wanted);
  const offers: ExportOffer[] = [];
  for (const [space, ids] of idsBySpace(products)) {
    const rest = `from offers o where o.shop_id = ${literal(shopId)} and o.id_space = ${literal(space)} and o.product_external_id = any(${arrayOf(ids, 'text')})`;
    for (const offer of await read(tx, OFFER, columns, rest)) offers.push(offer);
  }
  // The numbers by themselves: joined, they are looked up one by one, which takes three times as long.
  const ids = offers.map((offer) => offer[KEYS.offer.id] ?? '');
  const rest = `from offer_numbers n where n.shop_id = ${literal(shopId)} and n.offer_id = any(${arrayOf(ids, 'uuid')})`;
  const numbers = await read(tx, NUMBERS, numberList(wanted), rest);
  return { offers, numbers: new Map(numbers.map((row) => [row[KEYS.numbers.offerId] ?? '', row])) };
}

function idsBySpace(products: readonly ExportProduct[]): ReadonlyMap<string, readonly string[]> {
  const bySpace = new Map<string, string[]>();
  const at = KEYS.product;
  for (const row of products) {
    const space = row[at.idSpace] ?? '';
    const id = textOf(plainField(row[at.externalId] ?? '') ?? '');
    const ids = bySpace.get(space);
    if (ids) ids.push(id);
    else bySpace.set(space, [id]);
  }
  return new Map([...bySpace].map(([space, ids]) => [textOf(plainField(space) ?? ''), ids]));
}
