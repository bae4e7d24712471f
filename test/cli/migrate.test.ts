import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdServerLock } from '../../src/db/serve-lock.js';
import { type CliWorld, openCliWorld } from './support/cli-world.js';
import { runUzel } from './support/run-uzel.js';

const MIGRATIONS = readdirSync('migrations')
  .filter((name) => name.endsWith('.sql'))
  .sort();

let world: CliWorld;
beforeEach(async () => {
  world = await openCliWorld({ empty: true });
});
afterEach(() => world.close());

describe('uzel migrate', () => {
  it('applies what the database lacks, once, and tells the database', async () => {
    const first = await world.json<{ applied: string[]; url: string }>('migrate');
    expect(Object.keys(first).sort()).toEqual(['applied', 'url']);
    expect(first.applied).toEqual(MIGRATIONS);
    expect(new URL(first.url).pathname).toBe(new URL(world.env.DATABASE_URL ?? '').pathname);
    expect(await world.knex('products').count({ count: '*' })).toEqual([{ count: '0' }]);
    expect(await world.json('migrate')).toEqual({ applied: [], url: first.url });
    const { code, stdout } = await world.run('migrate');
    expect(code).toBe(0);
    expect(stdout).toContain('the schema is up to date');
  });

  it('keeps the password of the database to itself', async () => {
    const url = new URL(world.env.DATABASE_URL ?? '');
    if (url.password === '') url.password = 'hidden-word'; // a server that asks for none ignores it
    for (const words of [['migrate'], ['migrate', '--json']]) {
      const { code, stdout, stderr } = await runUzel({ ...world.env, DATABASE_URL: url.href }, ...words);
      expect(code).toBe(0);
      expect(stdout).toContain(url.pathname);
      expect(stdout + stderr).not.toContain(url.password);
    }
  });

  it('refuses a database that a newer Uzel has migrated', async () => {
    await world.json('migrate');
    await world.knex('knex_migrations').insert({ name: '9999_future.sql', batch: 2, migration_time: new Date() });
    const { code, stderr } = await world.run('migrate');
    expect(code).toBe(1);
    expect(stderr).toMatch(/9999_future\.sql.*\(UZ1605\)\n$/);
  });

  it('does not change the schema under a running server of an older version', async () => {
    const lock = await holdServerLock(world.db);
    try {
      for (const { code, stderr } of await Promise.all([world.run('migrate'), world.run('key', 'list')])) {
        expect(code).toBe(1);
        expect(stderr).toMatch(/Stop that server.*\(UZ1602\)\n$/);
      }
      expect((await world.knex.raw(`select to_regclass('shops') as found`)).rows).toEqual([{ found: null }]);
    } finally {
      await lock.release();
    }
  });
});

describe('commands that start together on an empty database', () => {
  it('migrate it once and all do their work', async () => {
    const names = ['one', 'two', 'three'];
    const made = await Promise.all(names.map((name) => world.json<{ name: string }>('key', 'add', name)));
    expect(made.map(({ name }) => name)).toEqual(names);
    expect(await world.knex('knex_migrations').select('name')).toEqual(MIGRATIONS.map((name) => ({ name })));
    expect(await world.knex('api_keys').count({ count: '*' })).toEqual([{ count: '3' }]);
  });
});
