import type { Sql, Tx } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { noteDirectories } from './settle-directories.js';

/** Raise it when the rows of the listing are made in another way: they are all made anew then. */
export const LISTING_VERSION = 3;

/** How far the listing of a shop is. */
export interface ListingState {
  /** The rows say what the catalogue said after this change. */
  readonly doneNo: number;
  readonly version: number;
  /** False while they are made for the first time. */
  readonly whole: boolean;
  /** All products are made anew, up to this one so far (a UUID); null = no. */
  readonly rebuiltTo: string | null;
  readonly rebuiltFrom: number | null;
  /** Groups and texts of values are noted as they were after this change. */
  readonly settledNo: number;
}

/** A listing that may be read. */
export interface Listed {
  /** What filters find is up to date with this change. */
  readonly doneNo: number;
  /** While it is the same, a term that had a number has it still, and one that had none has none. */
  readonly termsMark: string;
  /** Some products could not be made; they are tried again though the log stands still. */
  readonly isTroubled: boolean;
}

const COLUMNS = `s.settled_no as "settledNo", s.done_no as "doneNo", s.version, s.whole, s.rebuilt_to as "rebuiltTo", s.rebuilt_from as "rebuiltFrom"`;

interface StateRow {
  readonly doneNo: string;
  readonly version: number;
  readonly whole: boolean;
  readonly rebuiltTo: string | null;
  readonly rebuiltFrom: string | null;
  readonly settledNo: string;
}

/** The state of a shop's listing; null = there is none yet. */
export async function readListingState(sql: Sql, shopId: string): Promise<ListingState | null> {
  const found = await sql.raw<{ rows: StateRow[] }>(`select ${COLUMNS} from listing_state s where s.shop_id = ?`, [
    shopId,
  ]);
  const [row] = found.rows;
  if (!row) return null;
  const { doneNo, rebuiltFrom, settledNo } = row;
  return {
    ...row,
    doneNo: Number(doneNo),
    rebuiltFrom: rebuiltFrom === null ? null : Number(rebuiltFrom),
    settledNo: Number(settledNo),
  };
}

/** How far the listing of a shop is; null while it may not be read. */
export async function readListed(sql: Sql, shopId: string): Promise<Listed | null> {
  const { rows } = await prepared<{ rows: { done_no: string; terms_mark: string; troubled: boolean }[] }>(
    sql,
    `select s.done_no, exists (select from listing_troubles l where l.shop_id = s.shop_id) as troubled, concat_ws(' ', s.terms_mark,
       (select max(t.term_no) from listing_terms t where t.shop_id = s.shop_id)) as terms_mark
     from listing_state s where s.shop_id = ? and s.whole and s.version = ?`,
    [shopId, LISTING_VERSION],
  );
  const [row] = rows;
  return row ? { doneNo: Number(row.done_no), termsMark: row.terms_mark, isTroubled: row.troubled } : null;
}

/** The change that what filters find is up to date with; null while the listing may not be read. */
export async function readListedNo(sql: Sql, shopId: string): Promise<number | null> {
  const state = await readListingState(sql, shopId);
  return state?.whole && state.version === LISTING_VERSION ? state.doneNo : null;
}

/** The shops whose listing is behind their log of changes, or is being made, or has products that are to be tried again. */
export async function shopsBehind(sql: Sql): Promise<string[]> {
  const found = await sql.raw<{ rows: { shop_id: string }[] }>(
    `select h.shop_id from shops h left join change_counters c on c.shop_id = h.shop_id
       left join listing_state s on s.shop_id = h.shop_id
     where s.shop_id is null or s.version <> ? or s.rebuilt_to is not null or s.done_no <> coalesce(c.last, 0)
       or exists (select from listing_troubles t where t.shop_id = h.shop_id and t.again_at <= now())
     order by h.shop_id`,
    [LISTING_VERSION],
  );
  return found.rows.map((row) => row.shop_id);
}

/** All that a transaction reads from now on is of one moment. Call it first in a transaction. */
export async function seeOneSnapshot(tx: Tx): Promise<void> {
  await tx.raw('set transaction isolation level repeatable read');
}

const EMPTY = [
  'delete from listing where shop_id = ?',
  'delete from listing_prices where shop_id = ?',
  'delete from listing_terms where shop_id = ?',
  'delete from search_rows where shop_id = ?',
  'delete from search_words where shop_id = ?',
  'delete from listing_troubles where shop_id = ?',
  'delete from listing_state where shop_id = ?',
];

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Begins to make all rows of a shop anew.
 * @param newest the last change of the snapshot that `tx` sees
 * @param keep whether the rows that there are go on being read meanwhile; else they are deleted
 */
export async function beginRebuild(tx: Tx, shopId: string, newest: number, keep: boolean): Promise<void> {
  if (!keep) {
    for (const statement of EMPTY) await tx.raw(statement, [shopId]);
  }
  await tx.raw(
    `insert into listing_state (shop_id, done_no, version, rebuilt_to, rebuilt_from, settled_no) values (:shop, 0, :version, :first, :newest, :newest)
     on conflict (shop_id) do update
       set rebuilt_to = excluded.rebuilt_to, rebuilt_from = excluded.rebuilt_from, settled_no = excluded.settled_no`,
    { shop: shopId, version: LISTING_VERSION, first: FIRST, newest },
  );
  await noteDirectories(tx, shopId);
}

/** How far a round has come. */
interface Moved {
  /** The last change of the snapshot: directories are noted as they were after it. */
  readonly settledNo: number;
  /** Rows that were written. */
  readonly written: number;
}

/** The rebuild has come to this product; null = it has come to its end, and the rows are whole. */
export async function moveRebuild(tx: Tx, shopId: string, to: string | null, moved: Moved): Promise<void> {
  const also = 'settled_no = :settledNo, unanalyzed = unanalyzed + :written';
  await tx.raw(
    to === null
      ? `update listing_state set rebuilt_to = null, rebuilt_from = null, done_no = rebuilt_from, whole = true, ${also} where shop_id = :shop`
      : `update listing_state set rebuilt_to = :to, ${also} where shop_id = :shop`,
    { shop: shopId, ...moved, ...(to !== null && { to }) },
  );
}

/** The rows say what the catalogue said after this change. */
export async function moveDone(tx: Tx, shopId: string, doneNo: number, moved: Moved): Promise<void> {
  await tx.raw(
    `update listing_state set done_no = :doneNo, settled_no = :settledNo, unanalyzed = unanalyzed + :written where shop_id = :shop`,
    { shop: shopId, doneNo, ...moved },
  );
}

/** Changes that a listing is behind before it is asked whether to begin anew is cheaper. */
const FAR_BEHIND = 50_000;

/** Whether a listing is far behind and most products have no row yet, as after a first load: it is made anew sooner than it follows. */
export async function isMostlyMissing(sql: Sql, shopId: string): Promise<boolean> {
  const behind = await sql.raw<{ rows: unknown[] }>(
    `select from listing_state s join change_counters c on c.shop_id = s.shop_id
     where s.shop_id = ? and s.rebuilt_to is null and c.last - s.done_no > ${FAR_BEHIND}`,
    [shopId],
  );
  if (behind.rows.length === 0) return false;
  // A statement of its own: in one with the above PostgreSQL counts first, whatever comes of it.
  const missing = await sql.raw<{ rows: unknown[] }>(
    `select where (select count(*) from products where shop_id = :shop) > 2 * (select count(*) from listing where shop_id = :shop)`,
    { shop: shopId },
  );
  return missing.rows.length > 0;
}

/** Nobody follows any more: what stands there is made anew when somebody does again. */
export async function forgetListings(sql: Sql): Promise<void> {
  await sql('listing_state').delete();
}

const OWN_TABLES = ['listing', 'listing_prices', 'listing_terms', 'search_rows', 'search_words'];
/** Where the rows that are found are read from. A first load leaves them without statistics too, until the database sees to it itself. */
const SHOWN_TABLES = ['products', 'offers', 'offer_numbers'];

/** Lets the planner look at tables of which over a tenth was written since it did. @returns whether it was done */
export async function analyzeListing(sql: Sql): Promise<boolean> {
  const found = await sql.raw<{ rows: { due: boolean }[] }>(
    `select coalesce(sum(s.unanalyzed), 0) > 50 + 0.1 * greatest(max(c.reltuples), 0) as due
     from listing_state s cross join pg_class c where c.oid = cast('listing' as regclass)`,
  );
  const [row] = found.rows;
  if (!row?.due) return false;
  await sql.raw(`analyze ${[...OWN_TABLES, ...SHOWN_TABLES].join(', ')}`);
  return true;
}

/**
 * Nothing was written since the planner has looked. Who makes rows at this moment, by a snapshot from before, is refused its commit: so
 * what is done in the same transaction, after this, is done while nobody writes.
 */
export async function beginUnwritten(tx: Tx): Promise<void> {
  await tx.raw('update listing_state set unanalyzed = 0');
}
