import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';

/** Blocks of one statement: 16 MB at most, so that nobody waits long for the shop's counter. */
const BLOCKS = 1000;
/** A place that somebody here keeps in the log holds it back so many times as long as its age; who is further behind begins anew. */
const PATIENCE = 3;

/** SQL of the places up to which somebody here has read the log of the shop: what lies behind them is still to be read. */
const PLACES = `select after_no from order_consumers where shop_id = :shop
  union all select after_no from webhooks where shop_id = :shop and state <> 'gone'
  union all select done_no from listing_state where shop_id = :shop`;

/**
 * Deletes what is older than `days` of the log of changes and that nobody here still has to read (or is three times as old), and notes
 * how far the log is forgotten in the same statement: who reads sees either both or neither. Always from its beginning and in whole
 * blocks, so that what stays has no gap.
 * @returns how many changes
 */
export async function deleteOldChanges(sql: Sql, days: number): Promise<number> {
  const shops = await sql.raw<{ rows: { shop_id: string }[] }>(
    'select shop_id from change_counters where last > forgotten order by shop_id',
  );
  let all = 0;
  for (const { shop_id } of shops.rows) {
    for (let blocks = BLOCKS; blocks === BLOCKS; ) {
      const deleted = await deleteSome(sql, shop_id, days);
      blocks = deleted.blocks;
      all += deleted.changes;
    }
  }
  return all;
}

async function deleteSome(sql: Sql, shop: string, days: number): Promise<{ blocks: number; changes: number }> {
  const { rows } = await sql.raw<{ rows: { blocks: number; changes: number }[] }>(
    `with due as (
       select least(young.first_no, greatest(unread.first_no, held.first_no)) - 1 as up_to
       from change_counters c
       cross join lateral (select coalesce((${firstWithin('days')}), c.last + 1) as first_no) young
       cross join lateral (select coalesce((${firstWithin('patience')}), c.last + 1) as first_no) held
       cross join lateral (select coalesce((select min(p.after_no) from (${PLACES}) p), c.last) + 1 as first_no) unread
       where c.shop_id = :shop),
     gone as (
       delete from changes b using (
         select last_no from changes where shop_id = :shop and last_no <= (select up_to from due) order by last_no limit :limit) d
       where b.shop_id = :shop and b.last_no = d.last_no returning b.first_no, b.last_no),
     noted as (
       update change_counters c set forgotten = g.last_no from (select max(last_no) as last_no from gone) g
       where c.shop_id = :shop and c.forgotten < g.last_no)
     select count(*)::int as blocks, coalesce(sum(last_no - first_no + 1), 0)::float8 as changes from gone`,
    { shop, days, patience: days * PATIENCE, limit: BLOCKS } as Knex.ValueDict,
  );
  return rows[0] ?? { blocks: 0, changes: 0 };
}

/** SQL of the first number of the oldest block that is younger than so many days. */
const firstWithin = (days: 'days' | 'patience'): string =>
  `select b.first_no from changes b where b.shop_id = :shop and b.at >= now() - make_interval(days => cast(:${days} as int))
   order by b.last_no limit 1`;
