import { readdir, readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { migrate, pendingMigrations } from '../../src/db/migrate.js';
import { type Database, openServer } from '../../src/db/open.js';
import { openEmptyDatabase } from '../support/database.js';

describe('migrate', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  const empty = async (): Promise<{ db: Database; again: () => Promise<Database> }> => {
    const test = await openEmptyDatabase();
    open.push(test);
    const again = async () => {
      const db = await openServer(test.url, 3, pino({ level: 'silent' }));
      open.push(db);
      return db;
    };
    return { db: test.db, again };
  };
  const files = async (): Promise<string[]> =>
    (await readdir('migrations')).filter((name) => name.endsWith('.sql')).sort();

  /** What version 1 had. */
  const onlyTheFirst = async (): Promise<Knex.MigratorConfig> => {
    const [name = ''] = await files();
    const sql = await readFile(`migrations/${name}`, 'utf8');
    const first = { up: async (tx: Knex) => await tx.raw(sql.replaceAll('?', '\\?')), down: async () => undefined };
    const source = {
      getMigrations: async () => [name],
      getMigrationName: () => name,
      getMigration: async () => first,
    };
    return { tableName: 'knex_migrations', migrationSource: source };
  };

  it('applies every file once, in order; the second time there is nothing to do', async () => {
    const { db } = await empty();
    expect(await pendingMigrations(db)).toEqual(await files());
    expect(await migrate(db)).toEqual(await files());
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await migrate(db)).toEqual([]);
    expect(await db.knex('shops').select()).toEqual([]);
  });

  it('brings the documents of orders of version 1 along, each under the key by which it is found now', async () => {
    const { db } = await empty();
    await db.knex.migrate.latest(await onlyTheFirst());
    const [order, node] = ['0b0a7b1e-50e5-5b1c-8c7f-2f3c4d8e9a10', '0b0a7b1e-50e5-5b1c-8c7f-2f3c4d8e9a11'];
    await db.knex.raw(`insert into shops (shop_id, name) values ('main', 'main')`);
    await db.knex.raw(
      `insert into orders (shop_id, order_id, number, customer, currency, lines, total, placed_at)
       values ('main', ?, '1', '{}', 'UAH', '[]', 1, now())`,
      [order],
    );
    const guid = '91777CE0-81cc-11e4-a522-0050569c5934';
    for (const [at, id] of [
      ['2026-01-01', guid],
      ['2026-01-02', guid.toLowerCase()],
      ['2026-01-03', 'Б-17'],
      ['2026-01-04', guid.replace('9', 'A')],
    ]) {
      await db.knex.raw(
        `insert into order_documents (shop_id, order_id, document_id, node_id, operation, content, updated_at)
         values ('main', ?, ?, ?, 'payment', '{}', ?)`,
        [order, `${id}`, node, `${at}`],
      );
    }
    expect(await migrate(db)).toEqual((await files()).slice(1));
    const kept = await db.knex('order_documents').orderBy('updated_at');
    expect(kept.map((row: { document_id: string }) => row.document_id)).toEqual([
      guid.toLowerCase(),
      'Б-17',
      guid.replace('9', 'A').toLowerCase(),
    ]);
  });

  it('is done once when several start together', async () => {
    const { db, again } = await empty();
    const others = [await again(), await again()];
    const applied = await Promise.all([db, ...others].map(async (one) => await migrate(one)));
    expect(applied.flat()).toEqual(await files());
  });

  it('needs no hand after a kill in the middle, which leaves knex’s own lock behind', async () => {
    const { db } = await empty();
    await migrate(db);
    await db.knex('knex_migrations').del();
    await db.knex.raw('drop schema public cascade; create schema public');
    await migrate(db);
    await db.knex('knex_migrations_lock').update({ is_locked: 1 });
    expect(await migrate(db)).toEqual([]);
  });

  it('refuses a database that a newer program has migrated', async () => {
    const { db } = await empty();
    await migrate(db);
    await db.knex('knex_migrations').insert({ name: '9999_of_the_future.sql', batch: 2, migration_time: new Date() });
    const refusal = { code: 'UZ1605', publicMessage: expect.stringContaining('9999_of_the_future.sql') };
    await expect(migrate(db)).rejects.toMatchObject(refusal);
    await expect(pendingMigrations(db)).rejects.toMatchObject(refusal);
  });
});
