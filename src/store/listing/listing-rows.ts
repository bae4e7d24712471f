import type { Tx } from '../../db/open.js';
import { jsonPieces } from './json-pieces.js';

/** What stands in the listing of a product. */
export interface ListingRow {
  readonly productId: string;
  readonly active: boolean;
  /** Ascending, each once. */
  readonly terms: readonly number[];
  /** Ascending, each once. */
  readonly codes: readonly string[];
  readonly nameKey: string;
}

/** Writes rows of the listing; those that say the same already are left as they are. @returns how many were written */
export async function writeListingRows(tx: Tx, shopId: string, rows: readonly ListingRow[]): Promise<number> {
  let written = 0;
  for (const piece of jsonPieces(rows)) written += await writePiece(tx, shopId, piece);
  return written;
}

async function writePiece(tx: Tx, shopId: string, piece: string): Promise<number> {
  const written = await tx.raw<{ rowCount: number }>(
    `insert into listing (shop_id, product_id, active, terms, codes, name_key)
     select :shop, r."productId", r.active, r.terms, r.codes, r."nameKey"
     from jsonb_to_recordset(cast(:rows as jsonb)) as r("productId" uuid, active boolean, terms int[], codes text[], "nameKey" text)
     left join listing l on l.shop_id = :shop and l.product_id = r."productId"
     where l.product_id is null or l.active <> r.active or l.terms <> r.terms or l.codes <> r.codes or l.name_key <> r."nameKey"
     on conflict (shop_id, product_id) do update
       set active = excluded.active, terms = excluded.terms, codes = excluded.codes, name_key = excluded.name_key`,
    { shop: shopId, rows: piece },
  );
  return written.rowCount;
}

/** Takes products that are gone out of the listing. @returns how many there were */
export async function deleteListingRows(tx: Tx, shopId: string, productIds: readonly string[]): Promise<number> {
  if (productIds.length === 0) return 0;
  const bindings = [shopId, [...productIds]];
  await tx.raw('delete from listing_prices where shop_id = ? and product_id = any(?)', bindings);
  await tx.raw('delete from search_rows where shop_id = ? and product_id = any(?)', bindings);
  const gone = await tx.raw<{ rowCount: number }>(
    'delete from listing where shop_id = ? and product_id = any(?)',
    bindings,
  );
  return gone.rowCount;
}

/** The next products in the order of their ids. */
export async function readNextProducts(tx: Tx, shopId: string, after: string, limit: number): Promise<string[]> {
  const next = await tx.raw<{ rows: { product_id: string }[] }>(
    'select product_id from products where shop_id = ? and product_id > ? order by product_id limit ?',
    [shopId, after, limit],
  );
  return next.rows.map((row) => row.product_id);
}

/**
 * Takes out of the listing what is gone of the products behind one id, up to another one.
 * @param last null = to the end
 * @returns how many there were
 */
export async function deleteGoneRows(tx: Tx, shopId: string, after: string, last: string | null): Promise<number> {
  const isGone = `l.shop_id = :shop and l.product_id > :after ${last === null ? '' : 'and l.product_id <= :last'}
    and not exists (select from products p where p.shop_id = l.shop_id and p.product_id = l.product_id)`;
  const bindings = { shop: shopId, after, ...(last !== null && { last }) };
  await tx.raw(`delete from listing_prices l where ${isGone}`, bindings);
  await tx.raw(`delete from search_rows l where ${isGone}`, bindings);
  const gone = await tx.raw<{ rowCount: number }>(`delete from listing l where ${isGone}`, bindings);
  return gone.rowCount;
}
