import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';
import type { Change, ChangeType } from './record-changes.js';

/** A change of one thing, as the shop's log numbers it. */
export interface SeenChange {
  /** Its number: 1, 2, 3… in the order in which transactions were committed, without gaps. */
  readonly seq: number;
  readonly at: Date;
  readonly type: ChangeType;
  /** Our id. */
  readonly id: string;
  readonly action: Change['action'];
  readonly exchangeId: string | null;
}

export interface ChangesPage {
  readonly items: readonly SeenChange[];
  /** Read on behind this number: the last item's when the page is full, else the last number there is. */
  readonly last: number;
  /** The last number that the shop has given. */
  readonly newest: number;
  /** Changes up to this number were deleted: who asks for what is behind a smaller one has missed some. */
  readonly forgotten: number;
}

/** What of the log is asked for. */
export interface ChangesAsked {
  /** Only what has a greater number. */
  readonly after: number;
  readonly limit: number;
  /** Absent: all. */
  readonly types?: readonly ChangeType[] | undefined;
}

interface Row {
  readonly newest: string;
  readonly forgotten: string;
  readonly seq: string | null;
  readonly at: Date;
  readonly entity: ChangeType;
  readonly id: string;
  readonly action: Change['action'];
  readonly exchange_id: string | null;
}

/**
 * Reads the log of changes on from a number, in its order. One statement, so one snapshot: the numbers of a transaction become visible
 * with it, and no smaller one can follow later (see `recordChanges`). Blocks of other types are passed over unread.
 */
export async function readChanges(
  sql: Sql,
  shopId: string,
  { after, limit, types }: ChangesAsked,
): Promise<ChangesPage> {
  const ofTypes = types === undefined ? '' : 'and b.entity = any(cast(:types as text[]))';
  const found = await sql.raw<{ rows: Row[] }>(
    `select coalesce(c.last, 0) as newest, coalesce(c.forgotten, 0) as forgotten, i.*
     from (select 1) one left join change_counters c on c.shop_id = :shop
     left join lateral (
       select b.first_no + u.place - 1 as seq, b.at, b.entity, u.id, b.action, b.exchange_id
       from changes b cross join lateral unnest(b.entity_ids) with ordinality as u(id, place)
       where b.shop_id = :shop and b.last_no > :after ${ofTypes} and b.first_no + u.place - 1 > :after
       order by b.last_no, u.place limit :limit) i on true
     order by i.seq`,
    { shop: shopId, after, limit, ...(types && { types }) } as unknown as Knex.ValueDict,
  );
  const items = found.rows.flatMap(toChange);
  const [first] = found.rows;
  const newest = Number(first?.newest ?? 0);
  const full = items.length === limit;
  return { items, last: (full && items.at(-1)?.seq) || newest, newest, forgotten: Number(first?.forgotten ?? 0) };
}

function toChange({ seq, at, entity, id, action, exchange_id }: Row): SeenChange[] {
  return seq === null ? [] : [{ seq: Number(seq), at, type: entity, id, action, exchangeId: exchange_id }];
}

/** The last number that each of these shops has given; a shop without any is left out. */
export async function lastSeqs(sql: Sql, shopIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await sql.raw<{ rows: { shop_id: string; last: string }[] }>(
    'select shop_id, last from change_counters where shop_id = any(?)',
    [[...shopIds]],
  );
  return new Map(found.rows.map(({ shop_id, last }) => [shop_id, Number(last)]));
}
