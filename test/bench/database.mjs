import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * Tables with a row or two for each exchange or for each step of an import, never for each record: who asked what, how far
 * it is, what a full run has seen. All other tables are the catalogue's, those that are added later as well.
 */
const BOOKKEEPING = [
  'catalogue_portions',
  'change_counters',
  'exchange_requests',
  'exchanges',
  'feeds',
  'full_runs',
  'jobs',
  'journal',
  'run_missing',
  'run_seen',
  'item_writes',
  'known_epoch',
  'known_records',
];

/**
 * The bench's own connection to the server's database.
 * @typedef {{ client: pg.Client, version: string, rest(): Promise<void>, checkpoint(): Promise<void>, walPosition(): Promise<string>,
 *   walSince(position: string): Promise<number>, rowsWritten(): Promise<Record<string, number>>,
 *   end(): Promise<void> }} BenchDatabase
 */

/** Whether what is written to a table is the catalogue, not the bookkeeping of an exchange. */
export const isCatalogue = (table) => !BOOKKEEPING.includes(table);

/**
 * Where the embedded PostgreSQL of a data folder listens: its lock file says it.
 * @param {string} dataDir
 */
export async function embeddedUrl(dataDir) {
  const folder = path.join(dataDir, 'postgres');
  const lines = (await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  const [port, socket] = [lines[3], lines[4]];
  // A postmaster that was handed its folders as descriptors knows them by another name.
  const host = socket.startsWith('/proc/') ? path.join(folder, 'run') : socket;
  return `postgresql://uzel@localhost:${port}/uzel?host=${encodeURIComponent(host)}`;
}

/**
 * A database of the bench's own on a server.
 * @param {string} serverUrl
 * @returns {Promise<{ url: string, drop(): Promise<void> }>}
 */
export async function makeDatabase(serverUrl) {
  const name = `uzel_bench_${randomBytes(6).toString('hex')}`;
  const once = async (sql) => {
    const admin = new pg.Client({ connectionString: serverUrl });
    await admin.connect();
    await admin.query(sql).finally(() => admin.end());
  };
  await once(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => once(`drop database ${name} with (force)`) };
}

/**
 * @param {string} url
 * @returns {Promise<BenchDatabase>}
 */
export async function openBenchDatabase(url) {
  const client = new pg.Client({ connectionString: url, application_name: 'uzel-bench' });
  client.on('error', () => undefined); // the queries reject
  await client.connect();
  const one = async (sql, values = []) => Object.values((await client.query(sql, values)).rows[0])[0];
  const checkpoint = async () => {
    await client.query('checkpoint').catch((error) => {
      if (error.code !== '42501') throw error; // not ours to ask for on a server that others keep
    });
  };
  return {
    client,
    version: await one('show server_version'),
    /** As it is between two nights: vacuumed, analysed, and all that was written is in its files. */
    async rest() {
      await client.query('vacuum (analyze)');
      await checkpoint();
    },
    checkpoint,
    walPosition: () => one('select pg_current_wal_insert_lsn()'),
    walSince: async (position) =>
      Number(await one('select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1)', [position])),
    /** Rows inserted, updated and deleted so far in each table; not those of the listing, which the server makes behind an import. */
    async rowsWritten() {
      await flushStatistics(client);
      const { rows } = await client.query(
        `select relname, n_tup_ins + n_tup_upd + n_tup_del as written from pg_stat_user_tables
         where schemaname = 'public' and relname !~ '^(listing|search)' order by relname`,
      );
      return Object.fromEntries(rows.map(({ relname, written }) => [relname, Number(written)]));
    },
    /** Once the server has compressed what was imported. */
    async untilPacked() {
      const loose = `select count(*)::int from feeds where not packed and size > 0 and content = 'xml' and state in ('closed', 'unpacked')`;
      const deadline = Date.now() + PACKED_MS;
      while ((await one(loose)) > 0) {
        if (Date.now() > deadline) throw new Error('The server did not compress the feeds.');
        await sleep(500);
      }
    },
    end: () => client.end(),
  };
}

/** It begins some seconds behind an exchange and takes a second for 40 MB. */
const PACKED_MS = 600_000;
const FLUSH_MS = 20_000;

/**
 * A connection tells what it wrote at the latest when it ends, else up to ten seconds later: those of the server's pool are
 * ended as soon as they are idle, as the pool itself does after half a minute. Those that hold a lock while they are idle
 * hold it for the server's life, and stay.
 */
async function flushStatistics(client) {
  const ours = `select pid, state = 'idle' as idle,
      exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory') as locks
    from pg_stat_activity a where datname = current_database() and application_name = 'uzel'`;
  const { rows } = await client.query(ours);
  const pids = rows.filter(({ idle, locks }) => !(idle && locks)).map(({ pid }) => pid);
  for (const deadline = Date.now() + FLUSH_MS; ; await sleep(10)) {
    const { rows: left } = await client.query(
      `select case when idle and not locks then pg_terminate_backend(pid) end from (${ours}) as o where pid = any($1)`,
      [pids],
    );
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error('The connections of the server do not come to rest: no count of rows.');
  }
}
