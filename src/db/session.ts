import pg from 'pg';

const NUMERIC_ARRAY = 1231;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TEXT_ARRAY: number = 1009;

/**
 * How values come back: numeric, bigint and date (and their arrays) as the exact text that PostgreSQL wrote, timestamptz as Date.
 * A float would lose money, and a Date made of a calendar day would move with the time zone.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    if (oid === DATE) return (text: string) => text;
    if (oid === NUMERIC_ARRAY || oid === DATE_ARRAY) return pg.types.getTypeParser(TEXT_ARRAY, 'text');
    return pg.types.getTypeParser(oid, 'text');
  }) as typeof pg.types.getTypeParser,
};

/**
 * What a server's own defaults must not change for us (`jit`: statements that take milliseconds are not to be compiled first), and
 * keepalives that end the locks of a computer that lost its power within a minute. Plain statements: a pooler between refuses start-up
 * options. Long values are compressed by LZ4 where the server was built with it: a product with 12 KB of description is written in 44 µs
 * then, with PostgreSQL's own method in 68.
 */
export const SESSION_SQL = `
  set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set client_min_messages = 'warning';
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; set jit = off;
  set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3;
  select set_config('default_toast_compression', 'lz4', false) from pg_settings
    where name = 'default_toast_compression' and 'lz4' = any(enumvals)`;

/** The settings of one connection to the database at `url`, for the pool and for connections of their own. */
export function sessionSettings(url: string): pg.ClientConfig {
  return { connectionString: url, application_name: 'uzel', keepAlive: true, connectionTimeoutMillis: 10_000, types };
}

/**
 * A connection outside the pool, for locks that must live as long as the process. One that breaks tells it by `end`.
 * @throws the driver's own error: the caller knows what it means there.
 */
export async function connectClient(url: string): Promise<pg.Client> {
  const client = new pg.Client(sessionSettings(url));
  client.on('error', () => undefined); // unheard, it would end the process; `end` follows, and queries reject
  try {
    await client.connect();
    await client.query(SESSION_SQL);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined); // the first error is the one that tells something
    throw error;
  }
}

/** A name in double quotes, safe in SQL; `schema.table` is two names. */
export function quoteName(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
