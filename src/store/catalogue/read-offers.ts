import type { Sql } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import type {
  Characteristic,
  Extra,
  FileReference,
  PriceRecord,
  PropertyValue,
  Requisite,
  Unit,
} from '../../records.js';
import {
  type ActiveFilter,
  cutPage,
  exactTime,
  type Page,
  type PageRequest,
  takePage,
  whereActive,
} from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface OfferRow {
  readonly offerId: string;
  readonly idSpace: string;
  /** Our id of the product; null while the product itself has not come. */
  readonly productId: string | null;
  readonly productExternalId: string;
  /** '' = the product without a characteristic. */
  readonly characteristicId: string;
  readonly name: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly unit: Unit | null;
  readonly weight: string | null;
  readonly characteristics: readonly Characteristic[];
  readonly properties: readonly PropertyValue[];
  readonly requisites: readonly Requisite[];
  readonly pictures: readonly FileReference[];
  /** Id of the price type → its prices. */
  readonly prices: Readonly<Record<string, readonly Omit<PriceRecord, 'priceTypeId'>[]>>;
  /** Id of the warehouse → quantity. */
  readonly stock: Readonly<Record<string, string>>;
  /** null = 1C never said. */
  readonly stockTotal: string | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

/** Some node's catalogue has it and 1C has not marked it as deleted. */
const ACTIVE = '(o.active and not o.deleted)';
/** What stands beside its product is on sale only with it; a product that has not come yet hinders nothing. */
const ON_SALE = `(${ACTIVE} and coalesce(p.active and not p.deleted, true))`;

/** SQL of what a row says, of `offers as o` and `offer_numbers as n`. */
const COLUMNS: Readonly<Record<Exclude<OfferColumn, 'productId' | 'active'>, string>> = {
  ...{ offerId: 'o.offer_id', idSpace: 'o.id_space', productExternalId: 'o.product_external_id' },
  ...{ characteristicId: 'o.characteristic_id', name: 'o.name', sku: 'o.sku', barcode: 'o.barcode', code: 'o.code' },
  ...{ unit: 'o.unit', weight: 'o.weight', characteristics: 'o.characteristics', properties: 'o.properties' },
  ...{ requisites: 'o.requisites', pictures: 'o.pictures', prices: 'n.prices', stock: 'n.stock' },
  ...{ stockTotal: 'n.stock_total', extra: 'o.extra', updatedAt: exactTime('n.updated_at') },
};

/** What of an offer may be read. */
export type OfferColumn = keyof OfferRow;
export type OfferColumns = ReadonlySet<OfferColumn>;

/** What says which offer it is, and whether it is on sale: read always. */
const KEY: readonly string[] = ['offerId', 'idSpace', 'productExternalId', 'characteristicId'];

/** What the product of an offer tells as well. */
const OF_PRODUCT: readonly string[] = ['idSpace', 'productExternalId'];

/**
 * @param wanted what is wanted besides the ids; absent: all
 * @param known what need not be read all the same
 */
function columns(active: string, wanted?: OfferColumns, known: readonly string[] = []): string {
  const names = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).filter(
    (name) => (wanted === undefined || wanted.has(name) || KEY.includes(name)) && !known.includes(name),
  );
  return [...names.map((name) => `${COLUMNS[name]} as "${name}"`), `${active} as active`].join(', ');
}

export interface OfferFilter {
  readonly active: ActiveFilter;
  /** Our id of a product. */
  readonly productId: string | null;
}

const offers = (sql: Sql, shopId: string, wanted?: OfferColumns) =>
  sql('offers as o')
    .join('offer_numbers as n', (join) => join.on('n.shop_id', 'o.shop_id').on('n.offer_id', 'o.offer_id'))
    .leftJoin('products as p', (join) =>
      join.on('p.shop_id', 'o.shop_id').on('p.id_space', 'o.id_space').on('p.external_id', 'o.product_external_id'),
    )
    .where('o.shop_id', shopId)
    .select(sql.raw(`p.product_id as "productId", ${columns(ON_SALE, wanted)}`));

/** The offers of a shop, one page. @param wanted columns that are read; a page by time needs `updatedAt`; absent: all */
export async function listOffers(
  sql: Sql,
  shopId: string,
  filter: OfferFilter,
  page: PageRequest,
  wanted?: OfferColumns,
): Promise<Page<OfferRow>> {
  const query = whereActive(offers(sql, shopId, wanted), ON_SALE, filter.active);
  if (filter.productId !== null) query.where('p.product_id', filter.productId);
  const rows: OfferRow[] = await takePage(
    query,
    page.updatedAfter === null ? 'o.offer_id' : 'n.offer_id',
    'n.updated_at',
    page,
  );
  return cutPage(rows, page.limit, ({ offerId, updatedAt }) =>
    page.updatedAfter === null ? { id: offerId } : { id: offerId, at: updatedAt },
  );
}

/** One offer by our id (a UUID), or null. */
export async function readOffer(
  sql: Sql,
  shopId: string,
  offerId: string,
  wanted?: OfferColumns,
): Promise<OfferRow | null> {
  const row: OfferRow | undefined = await offers(sql, shopId, wanted).where('o.offer_id', offerId).first();
  return row ?? null;
}

/** All offers of these products, also those that are not on sale, in one statement; in the order of their ids. */
export async function readOffersOf(
  sql: Sql,
  shopId: string,
  products: readonly (ExternalKey & { readonly productId: string })[],
  wanted?: OfferColumns,
): Promise<ReadonlyMap<string, readonly OfferRow[]>> {
  const byProduct = new Map<string, OfferRow[]>(products.map((product) => [product.productId, []]));
  if (products.length === 0) return byProduct;
  const answer = await prepared<{ rows: (Omit<OfferRow, 'idSpace' | 'productExternalId'> & { productId: string })[] }>(
    sql,
    `select k.product_id as "productId", ${columns(ACTIVE, wanted, OF_PRODUCT)}
     from unnest(?::text[], ?::text[], ?::uuid[]) as k(id_space, id, product_id)
     join offers o on o.shop_id = ? and o.id_space = k.id_space and o.product_external_id = k.id
     join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id`,
    [
      products.map((product) => product.idSpace),
      products.map((product) => product.externalId),
      products.map((product) => product.productId),
      shopId,
    ],
  );
  const keys = new Map(
    products.map(({ productId, idSpace, externalId }) => [productId, { idSpace, productExternalId: externalId }]),
  );
  for (const row of answer.rows) {
    const key = keys.get(row.productId);
    if (key) byProduct.get(row.productId)?.push(Object.assign(row, key));
  }
  // Here, not there: the database would sort the wide rows of all products together. The texts of UUIDs sort as they do.
  for (const offers of byProduct.values()) offers.sort((a, b) => (a.offerId < b.offerId ? -1 : 1));
  return byProduct;
}

/** These offers by our ids, in one statement; in the order of their ids. One that is not there is left out. */
export async function readOffersById(
  sql: Sql,
  shopId: string,
  offerIds: readonly string[],
  wanted?: OfferColumns,
): Promise<readonly OfferRow[]> {
  const rows: OfferRow[] = await offers(sql, shopId, wanted)
    .whereRaw('o.offer_id = any(?::uuid[])', [[...offerIds]])
    .orderBy('o.offer_id');
  return rows;
}
