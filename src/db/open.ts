import knexModule, { type Knex } from 'knex';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { UzelError } from '../errors.js';
import { openEmbedded } from './embedded.js';
import { SESSION_SQL, sessionSettings } from './session.js';

/** A transaction, for writes. */
export type Tx = Knex.Transaction;
/** Either: for reads that may run inside a transaction or outside. */
export type Sql = Knex | Knex.Transaction;

/**
 * The database of the server. numeric, bigint and date come back as text, timestamptz as Date (milliseconds: a cursor that
 * must not lose microseconds selects the column as text).
 */
export interface Database {
  readonly knex: Knex;
  /** Connects to this database; may hold a password, so it is never logged. */
  readonly url: string;
  readonly kind: 'embedded' | 'server';
  /** Where the rows lie, for people: the folder of the embedded database, or host and name of the server. */
  readonly location: string;
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Ends the pool; the last process to leave an embedded PostgreSQL stops it. */
  close(): Promise<void>;
  /** Whether `close` was called. */
  isClosed(): boolean;
}

const OLDEST = 150_000;

/**
 * Opens the database that the configuration names: DATABASE_URL, or the embedded PostgreSQL under DATA_DIR, which is
 * made and started when it is not running. Migrates nothing.
 * @throws UzelError UZ1601 unreachable, UZ1610 older than 15, UZ1603 and UZ1604 as `openEmbedded`
 */
export async function openDatabase(config: Config, log: Logger): Promise<Database> {
  if (config.DATABASE_URL)
    return await openServer(config.DATABASE_URL, config.DATABASE_POOL, log, config.DATABASE_PREPARED);
  const embedded = await openEmbedded({ dataDir: config.DATA_DIR, log, connections: config.DATABASE_POOL + 20 });
  const pool = openPool(embedded.url, config.DATABASE_POOL, log, config.DATABASE_PREPARED);
  return databaseOf(pool, { url: embedded.url, kind: 'embedded', location: embedded.folder }, async () => {
    await pool.destroy();
    await embedded.close();
  });
}

/**
 * Opens a PostgreSQL by its URL.
 * @param connections the pool's size
 * @param isPrepared whether its connections keep plans, see `prepared`
 * @throws UzelError UZ1601 unreachable, UZ1610 older than 15
 */
export async function openServer(url: string, connections: number, log: Logger, isPrepared = false): Promise<Database> {
  const pool = openPool(url, connections, log, isPrepared);
  const location = describe(url);
  try {
    const answer = await pool.raw<{ rows: { server_version_num: string }[] }>('show server_version_num');
    const version = Number(answer.rows[0]?.server_version_num);
    if (version < OLDEST) {
      throw new UzelError(
        'UZ1610',
        `The PostgreSQL at ${location} is version ${Math.trunc(version / 10_000)}. Uzel needs 15 or newer: upgrade it, or name another in DATABASE_URL.`,
      );
    }
  } catch (error) {
    await pool.destroy();
    if (error instanceof UzelError) throw error;
    const reason = reasonOf(error);
    throw new UzelError(
      'UZ1601',
      `The database at ${location} cannot be reached: ${reason}. Check DATABASE_URL, that PostgreSQL runs there and that it lets this computer in.`,
      { detail: { reason } }, // not the error itself: of a URL that cannot be parsed it holds the password
    );
  }
  return databaseOf(pool, { url, kind: 'server', location }, async () => await pool.destroy());
}

function databaseOf(
  pool: Knex,
  what: Pick<Database, 'url' | 'kind' | 'location'>,
  close: () => Promise<void>,
): Database {
  let closing: Promise<void> | undefined;
  return {
    ...what,
    knex: pool,
    transaction: async (work) => await pool.transaction(work),
    close: async () => {
      closing ??= close();
      await closing;
    },
    isClosed: () => closing !== undefined,
  };
}

function openPool(url: string, connections: number, log: Logger, isPrepared: boolean): Knex {
  return knexModule({
    client: 'pg',
    version: '15', // the oldest; said here, knex does not ask each time
    compileSqlOnError: false, // values are customers' data and hashes: an error's text is no place for them
    connection: sessionSettings(url) as Knex.PgConnectionConfig,
    pool: { min: 0, max: connections, afterCreate: prepareSession },
    acquireConnectionTimeout: 60_000,
    ...{ userParams: { prepared: isPrepared } }, // not among the types of knex
    log: {
      // What it warns of (a connection refused) is thrown as well, and told by whoever catches it.
      warn: (message) => log.debug({ message }, 'knex'),
      error: (message) => log.debug({ message }, 'knex'),
      deprecate: (message) => log.debug({ message }, 'knex'),
      debug: (message) => log.trace({ message }, 'knex'),
    },
  });
}

function prepareSession(connection: pg.Client, done: (error: Error | null, connection: pg.Client) => void): void {
  connection.query(SESSION_SQL, (error: Error | null) => done(error, connection));
}

/** ECONNREFUSED on several addresses comes as an error without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Host, port and database of a URL, without login and password. */
function describe(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL (which is no valid URL: percent-encode the password)';
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? hostname}${port ? `:${port}` : ''}${pathname}`;
}
