import type { Sql } from '../../db/open.js';
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

const columns = (
  active: string,
): string => `o.offer_id as "offerId", o.id_space as "idSpace", o.product_external_id as "productExternalId",
  o.characteristic_id as "characteristicId", o.name, o.sku, o.barcode, o.code, o.unit, o.weight, o.characteristics,
  o.properties, o.requisites, o.pictures, n.prices, n.stock, n.stock_total as "stockTotal", o.extra, ${active} as active,
  ${exactTime('n.updated_at')} as "updatedAt"`;

export interface OfferFilter {
  readonly active: ActiveFilter;
  /** Our id of a product. */
  readonly productId: string | null;
}

const offers = (sql: Sql, shopId: string) =>
  sql('offers as o')
    .join('offer_numbers as n', (join) => join.on('n.shop_id', 'o.shop_id').on('n.offer_id', 'o.offer_id'))
    .leftJoin('products as p', (join) =>
      join.on('p.shop_id', 'o.shop_id').on('p.id_space', 'o.id_space').on('p.external_id', 'o.product_external_id'),
    )
    .where('o.shop_id', shopId)
    .select(sql.raw(`p.product_id as "productId", ${columns(ON_SALE)}`));

/** The offers of a shop, one page. */
export async function listOffers(
  sql: Sql,
  shopId: string,
  filter: OfferFilter,
  page: PageRequest,
): Promise<Page<OfferRow>> {
  const query = whereActive(offers(sql, shopId), ON_SALE, filter.active);
  if (filter.productId !== null) query.where('p.product_id', filter.productId);
  const rows: OfferRow[] = await takePage(
    query,
    page.updatedAfter === null ? 'o.offer_id' : 'n.offer_id',
    'n.updated_at',
    page,
  );
  return cutPage(rows, page.limit, (row) => ({ id: row.offerId, at: row.updatedAt }));
}

/** One offer by our id (a UUID), or null. */
export async function readOffer(sql: Sql, shopId: string, offerId: string): Promise<OfferRow | null> {
  const row: OfferRow | undefined = await offers(sql, shopId).where('o.offer_id', offerId).first();
  return row ?? null;
}

/** All offers of these products, also those that are not on sale, in one statement; in the order of their ids. */
export async function readOffersOf(
  sql: Sql,
  shopId: string,
  products: readonly (ExternalKey & { readonly productId: string })[],
): Promise<ReadonlyMap<string, readonly OfferRow[]>> {
  const byProduct = new Map<string, OfferRow[]>(products.map((product) => [product.productId, []]));
  if (products.length === 0) return byProduct;
  const answer = await sql.raw(
    `select k.product_id as "productId", ${columns(ACTIVE)}
     from unnest(?::text[], ?::text[], ?::uuid[]) as k(id_space, id, product_id)
     join offers o on o.shop_id = ? and o.id_space = k.id_space and o.product_external_id = k.id
     join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id
     order by o.offer_id`,
    [
      products.map((product) => product.idSpace),
      products.map((product) => product.externalId),
      products.map((product) => product.productId),
      shopId,
    ],
  );
  for (const row of answer.rows as OfferRow[]) byProduct.get(row.productId ?? '')?.push(row);
  return byProduct;
}
