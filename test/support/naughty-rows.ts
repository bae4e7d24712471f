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
    same = now.join() === before.join() ? same + 1 : 0;
    before = now;
  }
  return before;
}
