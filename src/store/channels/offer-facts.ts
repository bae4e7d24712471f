import type { Sql } from '../../db/open.js';
import type { PriceRecord } from '../../records.js';
import { PRODUCT_ACTIVE } from '../catalogue/product-filter.js';
import type { ExternalKey } from '../catalogue/read-by-external-id.js';
import { cutPage, type Page, type Position } from '../list-page.js';

/** What a channel's price of an offer is made of, and what shows a person which offer it is. */
export interface OfferFacts {
  readonly offerId: string;
  readonly idSpace: string;
  readonly productExternalId: string;
  /** '' = the product without a characteristic. */
  readonly characteristicId: string;
  readonly name: string | null;
  /** 1C's id of the price type → its prices. */
  readonly prices: Readonly<Record<string, readonly Omit<PriceRecord, 'priceTypeId'>[]>>;
  /** Null = 1C never said. */
  readonly stockTotal: string | null;
  /** Null, like all of the product, while it has not come. */
  readonly productId: string | null;
  readonly productName: string | null;
  /** 1C's ids. */
  readonly groupIds: readonly string[] | null;
  readonly manufacturer: string | null;
}

const SELECT = `select o.offer_id as "offerId", o.id_space as "idSpace", o.product_external_id as "productExternalId",
    o.characteristic_id as "characteristicId", o.name, n.prices, n.stock_total as "stockTotal", p.product_id as "productId",
    p.name as "productName", p.group_ids as "groupIds", p.manufacturer
  from offers o
  join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id
  left join products p on p.shop_id = o.shop_id and p.id_space = o.id_space and p.external_id = o.product_external_id`;

/** Of these offers; of one that is not there, nothing. */
export async function readOfferFacts(sql: Sql, shopId: string, offerIds: readonly string[]): Promise<OfferFacts[]> {
  const { rows } = await sql.raw<{ rows: OfferFacts[] }>(
    `${SELECT} where o.shop_id = ? and o.offer_id = any(?::uuid[]) order by o.offer_id`,
    [shopId, [...offerIds]],
  );
  return rows;
}

/** Of all offers of a shop, also those that are not on sale: one lot behind `after`, by their ids. */
export async function walkOfferFacts(
  sql: Sql,
  shopId: string,
  after: string | null,
  limit: number,
): Promise<OfferFacts[]> {
  // The ids apart: joined at once, offer_numbers were read from the shop's beginning for each lot.
  const behind = after === null ? '' : 'and offer_id > :after';
  const { rows } = await sql.raw<{ rows: OfferFacts[] }>(
    `${SELECT} where o.shop_id = :shop and o.offer_id = any(array(
       select offer_id from offers where shop_id = :shop ${behind} order by offer_id limit :limit)) order by o.offer_id`,
    after === null ? { shop: shopId, limit } : { shop: shopId, limit, after },
  );
  return rows;
}

/** Which products' offers are wanted. */
export interface ProductChoice {
  readonly productId: string | null;
  /** An id as the client named it, and the groups that it means, with all below; null = in any group or none. */
  readonly group: { readonly name: string; readonly tree: readonly ExternalKey[] } | null;
}

/** Of an offer whose product has come. */
export type ProductOfferFacts = OfferFacts & { readonly productId: string };

/** Of the offers on sale of some products on sale; a page holds all offers of its products, by the ids of both. */
export async function listProductsOffers(
  sql: Sql,
  shopId: string,
  { productId, group }: ProductChoice,
  page: { readonly limit: number; readonly after: Position | null },
): Promise<Page<ProductOfferFacts>> {
  const query = sql('products as p')
    .where('p.shop_id', shopId)
    .whereRaw(PRODUCT_ACTIVE)
    .orderBy('p.product_id')
    .limit(page.limit + 1);
  if (productId !== null) query.where('p.product_id', productId);
  if (page.after) query.whereRaw('p.product_id > ?::uuid', [page.after.id]);
  if (group !== null) {
    // A product may name a group that has not come yet, so the id that was asked for counts by itself too.
    query.whereRaw(
      `(?::text = any(p.group_ids)
        or exists (select from unnest(?::text[], ?::text[]) as g(id_space, id) where g.id_space = p.id_space and g.id = any(p.group_ids)))`,
      [group.name, group.tree.map(({ idSpace }) => idSpace), group.tree.map(({ externalId }) => externalId)],
    );
  }
  const found: { productId: string }[] = await query.select({ productId: 'p.product_id' });
  const { items, next } = cutPage(found, page.limit, (row) => ({ id: row.productId }));
  const { rows } = await sql.raw<{ rows: ProductOfferFacts[] }>(
    `${SELECT} where p.shop_id = ? and p.product_id = any(?::uuid[]) and o.active and not o.deleted order by p.product_id, o.offer_id`,
    [shopId, items.map((item) => item.productId)],
  );
  return { items: rows, next };
}
