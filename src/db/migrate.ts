import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { UzelError } from '../errors.js';
import { connectionOf } from './copy.js';
import type { Database } from './open.js';
import { connectClient } from './session.js';

/** migrations/ of the package: as far from src/db as from dist/db. */
const FOLDER = new URL('../../migrations/', import.meta.url);

/** Held while migrating, so that servers and commands that start together do it once. */
const MIGRATION_LOCK = 'uzel:migrate';

/**
 * Brings the database to this program's schema. Safe when several do it at once, and after a kill in the middle.
 * @returns names of the migrations that were applied now, in order; empty when there was nothing to do
 * @throws UzelError UZ1605 when the database has a migration that this program lacks
 */
export async function migrate(db: Database): Promise<string[]> {
  const lock = await connectClient(db.url);
  try {
    await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', [MIGRATION_LOCK]);
    await refuseNewer(db, await fileNames());
    // knex marks its lock in a row, which a killed process leaves behind; ours goes with the connection, so ours decides.
    await db.knex.migrate.forceFreeMigrationsLock(settings());
    const [, applied] = (await db.knex.migrate.latest(settings())) as [number, string[]];
    return applied;
  } finally {
    await lock.end();
  }
}

/**
 * Names of the migrations that the database still lacks, in order; changes nothing.
 * @throws UzelError UZ1605 when the database has a migration that this program lacks
 */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const names = await fileNames();
  const applied = new Set(await refuseNewer(db, names));
  return names.filter((name) => !applied.has(name));
}

async function refuseNewer(db: Database, known: readonly string[]): Promise<string[]> {
  const exists = await db.knex.raw<{ rows: { found: boolean }[] }>(
    `select to_regclass('knex_migrations') is not null as found`,
  );
  if (!exists.rows[0]?.found) return [];
  const rows = await db.knex('knex_migrations').select<{ name: string }[]>('name').orderBy('id');
  const foreign = rows.map((row) => row.name).filter((name) => !known.includes(name));
  if (foreign.length === 0) return rows.map((row) => row.name);
  throw new UzelError(
    'UZ1605',
    `The database was migrated by a newer Uzel (${foreign.join(', ')}). Start that version again, or restore a copy from before.`,
  );
}

async function fileNames(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
}

function settings(): Knex.MigratorConfig {
  return {
    tableName: 'knex_migrations',
    migrationSource: { getMigrations: fileNames, getMigrationName: (name: string) => name, getMigration },
  };
}

async function getMigration(name: string): Promise<Knex.Migration> {
  const sql = await readFile(fileURLToPath(new URL(name, FOLDER)), 'utf8');
  return {
    // Past knex: it would take the `?` of a comment or of a jsonb operator for a placeholder.
    up: async (tx) => await (await connectionOf(tx as Knex.Transaction)).query(sql),
    down: async () => {
      throw new UzelError('UZ1607', 'Migrations of Uzel only go forward. Restore a copy of the database from before.');
    },
  };
}
