import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { openLocalBlobs } from '../blobs/local.js';
import { type Config, readConfig } from '../config.js';
import { type Database, openDatabase } from '../db/open.js';
import { loadKinds } from '../nodes/load-kinds.js';
import type { NodeKinds } from '../nodes/node-kind.js';
import { createLog } from '../server/log.js';
import type { Services } from '../services.js';
import { Interrupted, onInterruption } from './interruption.js';
import { newDatabaseIn } from './new-database.js';
import { bringSchema } from './schema.js';
import { checkShop } from './shop-option.js';

/** How long an interrupted command waits for its connections to be given back. */
const CLOSING_MS = 2000;

/** What a command has that needs rows but no files. */
export interface Tables {
  readonly config: Config;
  readonly db: Database;
  readonly log: Logger;
  /** The built-in node kind and those of `uzel.config`. */
  readonly kinds: NodeKinds;
  /** Names of the migrations that were applied for this command. */
  readonly applied: readonly string[];
}

/**
 * Runs `work` with the database of the environment: a PostgreSQL by DATABASE_URL, the embedded one of a running server, or the
 * embedded one started for the command's time. The schema is brought up to date. Everything is closed again, also when `work`
 * throws or a signal comes.
 * @throws UzelError UZ1606 configuration, UZ1601…UZ1605 and UZ1610 database, UZ1611 `uzel.config`, UZ1507 no such shop; Interrupted; what `work` throws
 */
export async function withTables<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const log = commandLog(config);
  const kinds = await loadKinds(config);
  let interrupt: (reason: Interrupted) => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = reject;
  });
  interrupted.catch(() => undefined); // it may come before anyone waits for it
  let patience: Promise<unknown> | undefined;
  const hearNoMore = onInterruption((signal) => {
    patience = sleep(CLOSING_MS);
    interrupt(new Interrupted(signal));
  });
  try {
    const madeIn = newDatabaseIn(config);
    const db = await openDatabase(config, log);
    if (madeIn && process.stderr.isTTY) process.stderr.write(`${madeIn}\n`);
    try {
      const applied = await bringSchema(db);
      await checkShop(db.knex);
      return await Promise.race([work({ config, db, log, kinds, applied }), interrupted]);
    } finally {
      await (patience ? Promise.race([db.close(), patience]) : db.close());
    }
  } finally {
    hearNoMore();
  }
}

/** As `withTables`, with the folder of feeds and pictures under DATA_DIR open too. @throws also what the file system throws */
export async function withDatabase<T>(work: (services: Services) => Promise<T>): Promise<T> {
  return await withTables(
    async ({ config, db, log, kinds }) =>
      await work({ config, db, log, kinds, blobs: await openLocalBlobs(config.DATA_DIR) }),
  );
}

/** Warnings and errors to standard error; standard output holds the command's answer only. LOG_LEVEL, when it is set, decides. */
function commandLog(config: Config): Logger {
  const level = process.env.LOG_LEVEL?.trim() ? config.LOG_LEVEL : 'warn';
  return createLog({ LOG_LEVEL: level }, pino.destination({ dest: 2, sync: true }));
}
