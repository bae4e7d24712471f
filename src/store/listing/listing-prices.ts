import type { Tx } from '../../db/open.js';
import { jsonPieces } from './json-pieces.js';

/** The prices that a product is sorted and filtered by: all that it has. */
export interface ListingPrices {
  readonly productId: string;
  /** The terms of the price types. */
  readonly nos: readonly number[];
  /** Decimal texts, one for each of them. */
  readonly lows: readonly string[];
}

/**
 * Writes all prices of these products: one that is not named any more goes, one that is the same already is left as it is.
 * @returns how many rows were written
 */
export async function writeListingPrices(tx: Tx, shopId: string, products: readonly ListingPrices[]): Promise<number> {
  let written = 0;
  for (const piece of jsonPieces(products)) written += await writePiece(tx, shopId, piece);
  return written;
}

async function writePiece(tx: Tx, shopId: string, piece: string): Promise<number> {
  const bindings = { shop: shopId, prices: piece };
  const asked = `jsonb_to_recordset(cast(:prices as jsonb)) as r("productId" uuid, nos int[], lows numeric[])`;
  const gone = await tx.raw<{ rowCount: number }>(
    `delete from listing_prices l using ${asked}
     where l.shop_id = :shop and l.product_id = r."productId" and l.price_no <> all(r.nos)`,
    bindings,
  );
  const written = await tx.raw<{ rowCount: number }>(
    `insert into listing_prices (shop_id, product_id, price_no, low)
     select :shop, r."productId", p.no, p.low from ${asked} cross join lateral unnest(r.nos, r.lows) as p(no, low)
     left join listing_prices l on l.shop_id = :shop and l.product_id = r."productId" and l.price_no = p.no
     where l.low is distinct from p.low
     on conflict (shop_id, product_id, price_no) do update set low = excluded.low`,
    bindings,
  );
  return gone.rowCount + written.rowCount;
}
