import { NIL } from 'uuid';
import type { Sql } from '../../db/open.js';
import type { PriceRecord } from '../../records.js';
import { narrowProducts } from '../catalogue/product-filter.js';
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
  /** Our id or 1C's of a group: its products and those of all groups below it; null = in any group or none. */
  readonly group: string | null;
}

/** Of an offer whose product has come. */
export type ProductOfferFacts = OfferFacts & { readonly productId: string };

/** A page of offers: so many products at most, and so many offers, whatever a single product has. */
export interface OffersPage {
  readonly products: number;
  readonly offers: number;
  /** `id` of a product; `key` of the last of its offers that was given, '' = all of them were. */
  readonly after: Position | null;
}

/** Of the offers on sale of some products on sale, by the ids of both; those of one product may be on several pages. */
export async function listProductsOffers(
  sql: Sql,
  shopId: string,
  { productId, group }: ProductChoice,
  { products, offers, after }: OffersPage,
): Promise<Page<ProductOfferFacts>> {
  const narrow = await narrowProducts(sql, shopId, { active: 'true', group, text: null });
  const query = narrow(sql('products as p'))
    .orderBy('p.product_id')
    .limit(products + 1);
  if (productId !== null) query.where('p.product_id', productId);
  if (after) query.whereRaw(`p.product_id ${after.key ? '>=' : '>'} ?::uuid`, [after.id]);
  const found: { productId: string }[] = await query.select({ productId: 'p.product_id' });
  const whole = cutPage(found, products, (row) => ({ id: row.productId, key: '' }));
  const productIds = whole.items.map((item) => item.productId);
  // The ids apart: what is behind the page is not read with all its prices.
  const ids = await sql.raw<{ rows: { productId: string; offerId: string }[] }>(
    `select p.product_id as "productId", o.offer_id as "offerId"
     from products p join offers o on o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id
     where p.shop_id = :shopId and p.product_id = any(cast(:productIds as uuid[])) and o.active and not o.deleted
       and (p.product_id <> cast(:product as uuid) or o.offer_id > cast(:offer as uuid))
     order by 1, 2 limit :limit`,
    { shopId, productIds, product: after?.id ?? NIL, offer: after?.key || NIL, limit: offers + 1 } as never,
  );
  const page = cutPage(ids.rows, offers, (row) => ({ id: row.productId, key: row.offerId }));
  const { rows } = await sql.raw<{ rows: ProductOfferFacts[] }>(
    `${SELECT} where o.shop_id = ? and o.offer_id = any(?::uuid[]) order by p.product_id, o.offer_id`,
    [shopId, page.items.map((item) => item.offerId)],
  );
  return { items: rows, next: page.next ?? whole.next };
}
