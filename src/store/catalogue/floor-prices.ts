import type { Tx } from '../../db/open.js';
import type { PriceRecord } from '../../records.js';

/** A price of an offer in one price type; without a currency of its own that of the type. Amounts are exact decimal text. */
export type FloorPrice = Pick<PriceRecord, 'amount' | 'currency' | 'unit' | 'coefficient' | 'minQuantity'>;

/**
 * The prices of one type, by whole 1C id (`a`, `a#b`); a characteristic that has none takes those of its product.
 * @param of `priceType`: its 1C id
 */
export async function floorPrices(
  tx: Tx,
  of: { readonly shopId: string; readonly idSpace: string; readonly priceType: string },
  externalIds: Iterable<string>,
): Promise<Map<string, readonly FloorPrice[]>> {
  const ids = [...new Set(externalIds)];
  if (ids.length === 0) return new Map();
  const found = await tx.raw<{ rows: { id: string; prices: FloorPrice[]; currency: string | null }[] }>(
    `select asked.id, f.prices, t.currency from unnest(cast(:ids as text[])) as asked(id)
     cross join lateral (
       select n.prices -> :type as prices from offers o join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id
       where o.shop_id = :shop and o.id_space = :space and o.product_external_id = split_part(asked.id, '#', 1)
         and o.characteristic_id in (split_part(asked.id, '#', 2), '') and n.prices -> :type is not null
       order by o.characteristic_id desc limit 1) f
     left join price_types t on t.shop_id = :shop and t.id_space = :space and t.external_id = :type`,
    { shop: of.shopId, space: of.idSpace, type: of.priceType, ids } as unknown as Record<string, string>,
  );
  return new Map(
    found.rows.map(({ id, prices, currency }) => [
      id,
      prices.map((price) => (price.currency || !currency ? price : { ...price, currency })),
    ]),
  );
}
