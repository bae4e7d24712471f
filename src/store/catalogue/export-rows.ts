import pg from 'pg';
import { copyOut } from '../../db/copy-out.js';
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

/** Values as PostgreSQL writes them: JSON as its text, booleans as `t` and `f`, moments in UTC; null where there is none, or none was asked for. */
type Row<Column extends string> = { readonly [Name in Column]: string | null };
export type ExportProduct = Row<ProductColumn>;
export type ExportOffer = Row<OfferColumn>;
export type ExportNumbers = Row<NumberColumn>;

/** Which columns are read besides the keys. */
export interface ExportColumns {
  readonly product: ReadonlySet<ProductColumn>;
  readonly offer: ReadonlySet<OfferColumn>;
  readonly numbers: ReadonlySet<NumberColumn>;
}

const PRODUCT_KEYS: readonly ProductColumn[] = ['id', 'idSpace', 'externalId', 'active', 'updatedAt'];
const OFFER_KEYS: readonly OfferColumn[] = ['id', 'idSpace', 'productExternalId', 'characteristicId', 'active'];
const NUMBER_KEYS: readonly NumberColumn[] = ['offerId', 'updatedAt'];

const literal = (value: string): string => pg.escapeLiteral(value);
/** An array of texts without NULs. */
const arrayOf = (values: readonly string[]): string =>
  literal(`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);

function listOf<Column extends string>(
  all: Readonly<Record<Column, string>>,
  keys: readonly Column[],
  wanted: ReadonlySet<Column>,
): Column[] {
  return [...keys, ...(Object.keys(all) as Column[]).filter((name) => wanted.has(name) && !keys.includes(name))];
}

async function read<Column extends string>(
  tx: Tx,
  expressions: Readonly<Record<Column, string>>,
  columns: readonly Column[],
  rest: string,
): Promise<Row<Column>[]> {
  const rows = await copyOut(tx, `select ${columns.map((name) => expressions[name]).join(', ')} ${rest}`);
  return rows.map((values) => {
    const row = {} as Record<Column, string | null>;
    for (let at = 0; at < columns.length; at += 1) row[columns[at] as Column] = values[at] ?? null;
    return row;
  });
}

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
  const columns = listOf<ProductColumn>(PRODUCT, PRODUCT_KEYS, wanted.product);
  const rest = `from products p where ${conditions.join(' and ')} order by p.product_id limit ${limit}`;
  return await read<ProductColumn>(tx, PRODUCT, columns, rest);
}

/** All offers of these products, also those that are not on sale, with their numbers by their ids. */
export async function readExportOffers(
  tx: Tx,
  shopId: string,
  wanted: ExportColumns,
  products: readonly ExportProduct[],
): Promise<{ readonly offers: readonly ExportOffer[]; readonly numbers: ReadonlyMap<string, ExportNumbers> }> {
  const columns = listOf<OfferColumn>(OFFER, OFFER_KEYS, wanted.offer);
  const offers: ExportOffer[] = [];
  for (const [space, ids] of idsBySpace(products)) {
    const rest = `from offers o where o.shop_id = ${literal(shopId)} and o.id_space = ${literal(space)} and o.product_external_id = any(cast(${arrayOf(ids)} as text[]))`;
    for (const offer of await read<OfferColumn>(tx, OFFER, columns, rest)) offers.push(offer);
  }
  // The numbers by themselves: joined, they are looked up one by one, which takes three times as long.
  const ids = offers.map((offer) => offer.id ?? '');
  const rest = `from offer_numbers n where n.shop_id = ${literal(shopId)} and n.offer_id = any(cast(${arrayOf(ids)} as uuid[]))`;
  const numbers = await read<NumberColumn>(
    tx,
    NUMBERS,
    listOf<NumberColumn>(NUMBERS, NUMBER_KEYS, wanted.numbers),
    rest,
  );
  return { offers, numbers: new Map(numbers.map((row) => [row.offerId ?? '', row])) };
}

function idsBySpace(products: readonly ExportProduct[]): ReadonlyMap<string, readonly string[]> {
  const bySpace = new Map<string, string[]>();
  for (const { idSpace, externalId } of products) {
    const ids = bySpace.get(idSpace ?? '');
    if (ids) ids.push(externalId ?? '');
    else bySpace.set(idSpace ?? '', [externalId ?? '']);
  }
  return bySpace;
}
