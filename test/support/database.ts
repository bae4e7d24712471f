import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { pino } from 'pino';
import { ensureRunning } from '../../src/db/embedded/postmaster.js';
import { preparePostmaster } from '../../src/db/embedded.js';
import { migrate } from '../../src/db/migrate.js';
import { type Database, openServer } from '../../src/db/open.js';
import { connectClient, quoteName } from '../../src/db/session.js';
import { RUNNING_LOCK, testDataDir } from './test-postgres.mjs';

/** A fresh, migrated database of one test (file), with the shop `main`. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** Drops it. */
  close(): Promise<void>;
}

const CONNECTIONS = 10;
/** Files copied as files cost a third of pages copied through the log, where nothing is synchronised: in the embedded one. */
const STRATEGY = process.env.TEST_DATABASE_URL ? '' : ' strategy file_copy';
const log = pino({ level: 'warn' });
/** A database that a killed test run left behind is dropped after this time. */
const LEFTOVER_MS = 3 * 3600_000;

/**
 * Makes a database of its own on the PostgreSQL of TEST_DATABASE_URL or, when that is not set, on one embedded PostgreSQL
 * that all test files of this checkout share. Copied from a migrated template, so it costs some 50 ms.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  return await openNew(makeTemplate);
}

/** A database without tables. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  return await openNew(async () => 'template0');
}

async function openNew(template: (admin: pg.Client, adminUrl: string) => Promise<string>): Promise<TestDatabase> {
  const { admin, adminUrl } = await connectAdmin();
  const name = `uzel_test_${Date.now()}_${randomBytes(4).toString('hex')}`;
  await admin.query(
    `create database ${quoteName(name)} template ${quoteName(await template(admin, adminUrl))}${STRATEGY}`,
  );
  const url = withDatabase(adminUrl, name);
  const db = await openServer(url, CONNECTIONS, log, true);
  return {
    db,
    url,
    close: async () => {
      await db.close();
      await admin.query(`drop database ${quoteName(name)} with (force)`);
      await admin.end();
    },
  };
}

/** A connection that keeps the PostgreSQL of the tests running until it ends. */
async function connectAdmin(): Promise<{ admin: pg.Client; adminUrl: string }> {
  for (let tries = 1; ; tries += 1) {
    try {
      const adminUrl = process.env.TEST_DATABASE_URL ?? (await startEmbedded());
      const admin = await connectClient(adminUrl);
      await admin.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [RUNNING_LOCK]);
      return { admin, adminUrl };
    } catch (error) {
      if (tries === 10) throw error;
      await sleep(100); // the end of another test run was just stopping it
    }
  }
}

async function startEmbedded(): Promise<string> {
  // Durability is not what these tests are about: test/db/embedded* start PostgreSQL as users do.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const postmaster = await preparePostmaster({ dataDir: testDataDir(), connections: 200, log, settings });
  await ensureRunning(postmaster);
  return postmaster.url('postgres');
}

/** The template's name follows the content of the migrations and of what applies them: an edited one makes a new template. */
async function makeTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const name = `uzel_template_${await hashOfMigrations()}`;
  await admin.query(`select pg_advisory_lock(hashtextextended('uzel:template', 0))`);
  try {
    const found = await admin.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 1) return name;
    await dropLeftovers(admin);
    const part = `uzel_part_${randomBytes(4).toString('hex')}`;
    await admin.query(`create database ${quoteName(part)}`);
    await fillTemplate(withDatabase(adminUrl, part));
    await admin.query(`alter database ${quoteName(part)} rename to ${quoteName(name)}`);
    return name;
  } finally {
    await admin.query(`select pg_advisory_unlock(hashtextextended('uzel:template', 0))`);
  }
}

async function fillTemplate(url: string): Promise<void> {
  const db = await openServer(url, 2, log);
  await migrate(db);
  await db.transaction(async (tx) => {
    await tx('shops').insert({ shop_id: 'main', name: 'main' });
    await tx('change_counters').insert({ shop_id: 'main' });
    await tx('order_counters').insert({ shop_id: 'main' });
  });
  await db.close();
}

async function dropLeftovers(admin: pg.Client): Promise<void> {
  const found = await admin.query<{ datname: string }>(
    `select datname from pg_database d where datname like 'uzel\\_test\\_%'
       and not exists (select from pg_stat_activity a where a.datname = d.datname)`,
  );
  for (const { datname } of found.rows) {
    const made = Number(datname.split('_')[2]);
    if (Date.now() - made > LEFTOVER_MS) await admin.query(`drop database if exists ${quoteName(datname)}`);
  }
}

async function hashOfMigrations(): Promise<string> {
  const folder = path.join(process.cwd(), 'migrations');
  const hash = createHash('sha256').update(await readFile(path.join(process.cwd(), 'src', 'db', 'migrate.ts')));
  for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(path.join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

function withDatabase(url: string, name: string): string {
  const result = new URL(url);
  result.pathname = `/${name}`;
  return result.href;
}
