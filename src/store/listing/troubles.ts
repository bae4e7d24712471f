import type { Sql, Tx } from '../../db/open.js';

/** A product whose rows could not be made. */
export interface Trouble {
  readonly productId: string;
  /** The SQLSTATE, or the name of the error. */
  readonly code: string;
}

/** Seconds until it is tried again: twice as long after each try. */
const FIRST_REST = 30;
const LONGEST_REST = 3600;

/** Rejects when the connection is gone: then it was no row that something failed of. */
export async function checkAnswering(tx: Tx): Promise<void> {
  await tx.raw('select');
}

/** These could not be made, once more. */
export async function noteTroubles(tx: Tx, shopId: string, troubles: readonly Trouble[]): Promise<void> {
  if (troubles.length === 0) return;
  await tx.raw(
    `insert into listing_troubles (shop_id, product_id, tries, again_at, code)
     select ?, k.id, 1, now() + make_interval(secs => ${FIRST_REST}), k.code
     from unnest(cast(? as uuid[]), cast(? as text[])) as k(id, code)
     on conflict (shop_id, product_id) do update set tries = listing_troubles.tries + 1, code = excluded.code,
       again_at = now() + make_interval(secs => least(${LONGEST_REST}, ${FIRST_REST} * power(2, least(listing_troubles.tries, 20))))`,
    [shopId, troubles.map(({ productId }) => productId), troubles.map(({ code }) => code)],
  );
}

/** The rows of these products were made. */
export async function endTroubles(tx: Tx, shopId: string, productIds: readonly string[]): Promise<void> {
  await tx.raw('delete from listing_troubles where shop_id = ? and product_id = any(cast(? as uuid[]))', [
    shopId,
    [...productIds],
  ]);
}

/** Products that are to be tried again now, at most so many; and of these (ours), which have changed, all that could not be made. */
export async function troublesToTry(
  tx: Tx,
  shopId: string,
  limit: number,
  changed: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { product_id: string }[] }>(
    `(select product_id from listing_troubles where shop_id = :shop and again_at <= now() order by again_at limit :limit)
     union select product_id from listing_troubles where shop_id = :shop and product_id = any(cast(:changed as uuid[]))`,
    { shop: shopId, limit, changed: `{${changed.join(',')}}` },
  );
  return rows.map((row) => row.product_id);
}

/** How far the listing of a shop is behind. */
export interface ListingLag {
  readonly shopId: string;
  /** Changes of the log that it has still to follow. */
  readonly behind: number;
  /** Seconds since the oldest of them; null = there is none, or the rows are made for the first time. */
  readonly seconds: number | null;
  /** False while the rows are made for the first time. */
  readonly whole: boolean;
  /** Products whose rows could not be made. */
  readonly troubled: number;
}

/** How far the listings of all shops are behind. */
export async function listingLags(sql: Sql): Promise<ListingLag[]> {
  const { rows } = await sql.raw<{ rows: ListingLag[] }>(
    `select h.shop_id as "shopId", cast(coalesce(c.last, 0) - coalesce(s.done_no, 0) as float8) as behind, coalesce(s.whole, false) as whole,
       case when s.whole then (select cast(extract(epoch from now() - b.at) as float8) from changes b
         where b.shop_id = h.shop_id and b.last_no > s.done_no order by b.last_no limit 1) end as seconds,
       (select cast(count(*) as int) from listing_troubles t where t.shop_id = h.shop_id) as troubled
     from shops h left join change_counters c on c.shop_id = h.shop_id left join listing_state s on s.shop_id = h.shop_id
     order by h.shop_id`,
  );
  return rows;
}
