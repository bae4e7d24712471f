import { migrate, pendingMigrations } from '../db/migrate.js';
import type { Database } from '../db/open.js';
import { holdServerLock } from '../db/serve-lock.js';
import { UzelError } from '../errors.js';

/** Another command, or a server that just starts, may be migrating: it is waited for. */
const WAIT_MS = 5000;

/**
 * Brings the database to this program's schema, unless a server of an older version is running on it: that one would break.
 * @returns names of the migrations that were applied now
 * @throws UzelError UZ1602 a server of an older version runs, UZ1605 the database is newer than this program
 */
export async function bringSchema(db: Database): Promise<string[]> {
  if ((await pendingMigrations(db)).length === 0) return [];
  try {
    const lock = await holdServerLock(db, { waitMs: WAIT_MS });
    try {
      return await migrate(db);
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (!(error instanceof UzelError) || error.code !== 'UZ1602') throw error;
    if ((await pendingMigrations(db)).length === 0) return [];
    throw new UzelError(
      'UZ1602',
      `An older Uzel is serving ${db.location}, and this one needs a newer schema. Stop that server, then repeat the command.`,
    );
  }
}
