import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
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

  it('applies every file once, in order; the second time there is nothing to do', async () => {
    const { db } = await empty();
    expect(await pendingMigrations(db)).toEqual(await files());
    expect(await migrate(db)).toEqual(await files());
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await migrate(db)).toEqual([]);
    expect(await db.knex('shops').select()).toEqual([]);
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
