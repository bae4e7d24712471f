import type { Tx } from '../../db/open.js';

/** The price that a product is sorted and filtered by. */
export interface ListingPrice {
  readonly productId: string;
  /** The term of the price type. */
  readonly priceNo: number;
  /** Decimal text. */
  readonly low: string;
}

/**
 * Writes the prices of these products, all of them: what is not among `prices` goes, what says the same already is left as it is.
 * @returns how many rows were written
 */
export async function writeListingPrices(
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
  prices: readonly ListingPrice[],
): Promise<number> {
  if (productIds.length === 0) return 0;
  const bindings = { shop: shopId, prices: JSON.stringify(prices) };
  const asked = `jsonb_to_recordset(cast(:prices as jsonb)) as r("productId" uuid, "priceNo" int, low numeric)`;
  const gone = await tx.raw<{ rowCount: number }>(
    `with asked as materialized (select * from ${asked})
     delete from listing_prices l where l.shop_id = :shop and l.product_id = any(cast(:products as uuid[]))
       and not exists (select from asked r where r."productId" = l.product_id and r."priceNo" = l.price_no)`,
    { ...bindings, products: `{${productIds.join(',')}}` },
  );
  const written = await tx.raw<{ rowCount: number }>(
    `insert into listing_prices (shop_id, product_id, price_no, low)
     select :shop, r."productId", r."priceNo", r.low from ${asked}
     left join listing_prices l on l.shop_id = :shop and l.product_id = r."productId" and l.price_no = r."priceNo"
     where l.low is distinct from r.low
     on conflict (shop_id, product_id, price_no) do update set low = excluded.low`,
    bindings,
  );
  return gone.rowCount + written.rowCount;
}
