import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmptyDatabase, openTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Environment, type Outcome, runUzel, uzelJson } from './run-uzel.js';

/** A database and a data folder, and the command line that works on them. */
export interface CliWorld {
  readonly db: TestDatabase['db'];
  readonly knex: TestDatabase['db']['knex'];
  readonly env: Environment;
  run(...words: readonly string[]): Promise<Outcome>;
  json<T = Record<string, unknown>>(...words: readonly string[]): Promise<T>;
  close(): Promise<void>;
}

/** @param options.empty a database without tables; else one that is migrated and has the shop `main` */
export async function openCliWorld(options: { empty?: boolean; env?: Environment } = {}): Promise<CliWorld> {
  const { db, url, close } = await (options.empty ? openEmptyDatabase() : openTestDatabase());
  const dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-cli-'));
  const env = { DATABASE_URL: url, DATA_DIR: dataDir, DEFAULT_TIME_ZONE: 'Europe/Kyiv', ...options.env };
  return {
    db,
    knex: db.knex,
    env,
    run: (...words) => runUzel(env, ...words),
    json: (...words) => uzelJson(env, ...words),
    close: async () => {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
