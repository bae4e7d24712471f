import type { Database } from './open.js';
import { within } from './within.js';

const dry = new WeakSet<object>();

/**
 * Whether what this transaction does will be taken back in the end: then it gives no change numbers away (that would keep orders
 * waiting), and nothing may leave the database because of it.
 */
export const isDryRun = (tx: object): boolean => dry.has(tx);

/**
 * Runs `work` on a database that is one transaction (see `within`), which is rolled back in the end whatever comes.
 * @param lockWait how long it waits for what another has locked, as PostgreSQL writes it (`30s`); absent: as long as it takes
 * @returns what `work` returns
 */
export async function inDryRun<T>(db: Database, work: (dryDb: Database) => Promise<T>, lockWait?: string): Promise<T> {
  const outer = await db.knex.transaction();
  dry.add(outer);
  try {
    if (lockWait !== undefined) await outer.raw(`select set_config('lock_timeout', ?, true)`, [lockWait]);
    return await work(within(db, outer, (tx) => dry.add(tx)));
  } finally {
    await outer.rollback();
  }
}
