import type { Tx } from '../../db/open.js';
import type { Characteristic, PriceRecord, PropertyValue } from '../../records.js';
import { fetchPages } from './fetch-pages.js';

/** What of an offer on sale products are found by. */
export interface OfferFacts {
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly characteristics: readonly Characteristic[];
  readonly properties: readonly PropertyValue[];
  /** Id of the price type → its prices. */
  readonly prices: Readonly<Record<string, readonly Omit<PriceRecord, 'priceTypeId'>[]>>;
  /** Id of the warehouse → quantity. */
  readonly stock: Readonly<Record<string, string>>;
  readonly stockTotal: string | null;
}

/** What a product itself is found by, without its offers. */
export interface ProductFacts {
  readonly productId: string;
  readonly idSpace: string;
  readonly active: boolean;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly manufacturer: string | null;
  readonly brand: string | null;
  readonly characteristics: readonly Characteristic[];
  readonly properties: readonly PropertyValue[];
  /** 1C ids of its groups and of all groups above them. */
  readonly groupIds: readonly string[];
}

/** The facts of these products, in two statements; one that is gone is left out. */
export async function readProductFacts(tx: Tx, shopId: string, productIds: readonly string[]): Promise<ProductFacts[]> {
  const products = await tx.raw<{ rows: ProductFacts[] }>(
    `select p.product_id as "productId", p.id_space as "idSpace", p.active and not p.deleted as active, p.sku, p.barcode, p.code, p.name,
       p.manufacturer, p.brand, p.characteristics, p.properties, p.group_ids as "groupIds"
     from unnest(cast(? as uuid[])) as k(product_id)
     cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p`,
    [[...productIds], shopId],
  );
  const above = await readGroupsAbove(tx, shopId, products.rows);
  return products.rows.map((row) => ({
    ...row,
    groupIds: [...new Set(row.groupIds.flatMap((id) => above(row.idSpace, id)))],
  }));
}

/** SQL: the offers on sale of products `?` of the shop `?`, as o, with their numbers as n and their product as p. */
const OFFERS = `from unnest(cast(? as uuid[])) as k(product_id)
   cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p
   cross join lateral (select * from offers o
     where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id offset 0) o
   cross join lateral (select * from offer_numbers n where n.shop_id = o.shop_id and n.offer_id = o.offer_id offset 0) n
   where o.active and not o.deleted`;

/** The offers on sale of these products, some at a time. */
export const readOfferFacts = (
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
): AsyncGenerator<(OfferFacts & { readonly productId: string })[]> =>
  fetchPages(
    tx,
    `select p.product_id as "productId", o.sku, o.barcode, o.code, o.characteristics, o.properties, n.prices, n.stock, n.stock_total as "stockTotal" ${OFFERS}`,
    [[...productIds], shopId],
  );

/** What an offer on sale costs. */
export interface OfferPrices extends Pick<OfferFacts, 'prices'> {
  readonly productId: string;
  readonly idSpace: string;
}

/** What the offers on sale of these products cost, some at a time. */
export const readOfferPrices = (tx: Tx, shopId: string, productIds: readonly string[]): AsyncGenerator<OfferPrices[]> =>
  fetchPages(tx, `select p.product_id as "productId", p.id_space as "idSpace", n.prices ${OFFERS}`, [
    [...productIds],
    shopId,
  ]);

/** How many offers each of these products has, also such as are not on sale: what it costs to make its rows. */
export async function countOffers(
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.raw<{ rows: { product_id: string; offers: number }[] }>(
    `select k.product_id, o.offers from unnest(cast(? as uuid[])) as k(product_id)
     cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p
     cross join lateral (select cast(count(*) as int) as offers from offers o
       where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id) o`,
    [[...productIds], shopId],
  );
  return new Map(rows.map(({ product_id, offers }) => [product_id, offers]));
}

/** Of a group: itself and all groups above it, also those that have not come yet; a tree that bites its own tail ends all the same. */
async function readGroupsAbove(
  tx: Tx,
  shopId: string,
  products: readonly ProductFacts[],
): Promise<(idSpace: string, groupId: string) => readonly string[]> {
  const named = new Map(
    products.flatMap(({ idSpace, groupIds }) => groupIds.map((id) => [join(idSpace, id), { idSpace, id }])),
  );
  const { rows } = await tx.raw<{ rows: { space: string; start: string; id: string }[] }>(
    `with recursive up(space, start, id) as (
       select * from unnest(cast(:spaces as text[]), cast(:ids as text[]), cast(:ids as text[]))
       union
       select up.space, up.start, g.parent_external_id from up
       join groups g on g.shop_id = :shop and g.id_space = up.space and g.external_id = up.id
       where g.parent_external_id is not null)
     select space, start, id from up`,
    {
      shop: shopId,
      spaces: [...named.values()].map(({ idSpace }) => idSpace),
      ids: [...named.values()].map(({ id }) => id),
    } as unknown as Record<string, string>,
  );
  const above = new Map<string, string[]>();
  for (const { space, start, id } of rows)
    above.set(join(space, start), [...(above.get(join(space, start)) ?? []), id]);
  return (idSpace, groupId) => above.get(join(idSpace, groupId)) ?? [groupId];
}

const join = (idSpace: string, id: string): string => `${idSpace}\u0000${id}`;
