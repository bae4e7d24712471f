import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../src/db/open.js';

/**
 * Waits until some connection to this database waits for a lock: other tests have databases of their own in the same PostgreSQL.
 * @throws after 30 s
 */
export async function someoneWaits(sql: Sql): Promise<void> {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  for (const end = Date.now() + 30_000; (await sql.raw(waiting)).rows.length === 0; await sleep(5))
    if (Date.now() > end) throw new Error('nobody came to wait for a lock');
}
