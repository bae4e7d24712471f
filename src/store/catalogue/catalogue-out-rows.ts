import type { Sql } from '../../db/open.js';
import type { OfferRow } from './read-offers.js';
import type { ProductRow } from './read-products.js';

/** Whose catalogue is walked: the goods of one id space, in the order of our ids, which grow with time. */
export interface CatalogueScope {
  readonly shopId: string;
  readonly idSpace: string;
}

/** A stretch of the walk: rows behind `after` and, when it is given again, not behind `until`. */
export interface Stretch {
  readonly after: string | null;
  readonly until: string | null;
  readonly limit: number;
}

/** Of a product what 1C is given. */
export interface ProductOutRow
  extends Omit<ProductRow, 'productId' | 'idSpace' | 'externalId' | 'groupIds' | 'extra' | 'active' | 'updatedAt'> {
  /** Our id: where the next stretch begins. */
  readonly key: string;
  /** 1C id. */
  readonly id: string;
  /** 1C ids of groups. */
  readonly groups: readonly string[];
}

/** Of an offer what 1C is given; its name and unit are its own, else those of its product. */
export interface OfferOutRow
  extends Omit<OfferRow, 'offerId' | 'idSpace' | 'productId' | 'productExternalId' | 'extra' | 'active' | 'updatedAt'> {
  readonly key: string;
  /** 1C id of its product. */
  readonly productId: string;
}

const PRODUCTS = 'from products p where p.shop_id = :shop and p.id_space = :space and p.active and not p.deleted';

/** Product by product for each offer in turn: a join of the two would be made whole and sorted for every page. */
const OFFERS = offersFrom('offers o');
const NUMBERED_OFFERS = offersFrom(
  'offers o join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id',
);

function offersFrom(tables: string): string {
  return `from ${tables}
  cross join lateral (
    select p.name, p.unit from products p
    where p.shop_id = o.shop_id and p.id_space = o.id_space and p.external_id = o.product_external_id
      and p.active and not p.deleted and p.product_id <= cast(:upTo as uuid) offset 0) p
  where o.shop_id = :shop and o.id_space = :space and o.active and not o.deleted`;
}

/** Before every id, and behind it. */
export const FIRST = '00000000-0000-0000-0000-000000000000';
export const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const within = (id: string): string =>
  `and ${id} > cast(:after as uuid) and ${id} <= cast(:until as uuid) order by ${id} limit :limit`;

/** The products on sale of one stretch. */
export async function productsOut(sql: Sql, of: CatalogueScope, stretch: Stretch): Promise<ProductOutRow[]> {
  const found = await sql.raw<{ rows: ProductOutRow[] }>(
    `select p.product_id as key, p.external_id as id, p.sku, p.barcode, p.code, p.name, p.full_name as "fullName", p.description,
       p.description_html as "descriptionHtml", p.group_ids as groups, p.unit, p.weight, p.manufacturer, p.brand, p.country,
       p.taxes, p.properties, p.characteristics, p.requisites, p.pictures
     ${PRODUCTS} ${within('p.product_id')}`,
    bindings(of, stretch),
  );
  return found.rows;
}

/** The offers on sale of one stretch, of products up to `upTo` (our id). */
export async function offersOut(
  sql: Sql,
  of: CatalogueScope,
  stretch: Stretch,
  upTo: string | null,
): Promise<OfferOutRow[]> {
  if (upTo === null) return []; // no product was given
  const found = await sql.raw<{ rows: OfferOutRow[] }>(
    `select o.offer_id as key, o.product_external_id as "productId", o.characteristic_id as "characteristicId", o.sku, o.barcode,
       o.code, coalesce(o.name, p.name) as name, coalesce(o.unit, p.unit) as unit, o.weight, o.characteristics, o.properties,
       o.requisites, o.pictures, n.prices, n.stock, n.stock_total as "stockTotal"
     ${NUMBERED_OFFERS} ${within('o.offer_id')}`,
    { ...bindings(of, stretch), upTo },
  );
  return found.rows;
}

/** How many products are on sale. */
export async function countProductsOut(sql: Sql, of: CatalogueScope): Promise<number> {
  return await count(sql, PRODUCTS, { shop: of.shopId, space: of.idSpace });
}

/** How many offers of products up to `upTo` are on sale. */
export async function countOffersOut(sql: Sql, of: CatalogueScope, upTo: string | null): Promise<number> {
  return upTo === null ? 0 : await count(sql, OFFERS, { shop: of.shopId, space: of.idSpace, upTo });
}

async function count(sql: Sql, from: string, keys: Record<string, string>): Promise<number> {
  const found = await sql.raw<{ rows: { count: string }[] }>(`select count(*) as count ${from}`, keys);
  return Number(found.rows[0]?.count ?? 0);
}

const bindings = (of: CatalogueScope, { after, until, limit }: Stretch) => ({
  shop: of.shopId,
  space: of.idSpace,
  after: after ?? FIRST,
  until: until ?? LAST,
  limit,
});
