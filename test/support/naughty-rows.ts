import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** What senders of webhooks write while they try again and again. */
const OF_SENDERS = ['webhook_attempts', 'webhook_lanes'];

/** How many rows each table has, as `table: count`. */
export async function rowCounts(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1)`,
    [OF_SENDERS],
  );
  const each = rows.map(({ name }) => `select '${name}' as name, count(*) from ${name}`);
  const counted = await database.query<{ name: string; count: string }>(each.join(' union all '));
  return counted.rows.map(({ name, count }) => `${name}: ${count}`).sort();
}

/** Waits until what goes on in the background has ended. @returns the counts of then */
export async function settledCounts(database: pg.Client): Promise<string[]> {
  let before = await rowCounts(database);
  for (let same = 0, tries = 0; same < 3 && tries < 200; tries += 1) {
    await sleep(150);
    const now = await rowCounts(database);
    same = now.join() === before.join() && !(await isListingBehind(database)) ? same + 1 : 0;
    before = now;
  }
  return before;
}

/** The listing follows the catalogue when it comes to it: on a busy machine that may be a while after the last change. */
export async function isListingBehind(database: pg.Client): Promise<boolean> {
  const { rowCount } = await database.query(
    `select from shops h left join change_counters c on c.shop_id = h.shop_id
       left join listing_state s on s.shop_id = h.shop_id
     where s.shop_id is null or s.rebuilt_to is not null or s.done_no <> coalesce(c.last, 0)`,
  );
  return rowCount !== 0;
}
