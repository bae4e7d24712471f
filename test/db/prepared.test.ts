import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { type Database, openServer } from '../../src/db/open.js';
import { prepared } from '../../src/db/prepared.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const log = pino({ level: 'silent' });
/** As many as a connection keeps. */
const MOST = 32;

describe('prepared statements', () => {
  let test: TestDatabase;
  let open: Database[];
  beforeAll(async () => {
    test = await openTestDatabase();
    open = [await openServer(test.url, 1, log, true), await openServer(test.url, 1, log, false)];
  });
  afterAll(async () => {
    for (const db of open) await db.close();
    await test.close();
  });

  const plans = async ({ knex }: Database): Promise<{ statement: string; uses: number }[]> =>
    (
      await knex.raw(
        'select statement, cast(generic_plans + custom_plans as int) as uses from pg_prepared_statements order by statement',
      )
    ).rows;

  it('are planned under one name, in transactions too, and answer with the values of each time', async () => {
    const [kept] = open as [Database];
    const ask = 'select cast(? as int) + 1 as next';
    for (let at = 0; at < 10; at += 1) {
      const { rows } = await prepared<{ rows: { next: number }[] }>(kept.knex, ask, [at]);
      expect(rows).toEqual([{ next: at + 1 }]);
    }
    await kept.transaction(async (tx) => {
      expect((await prepared<{ rows: unknown[] }>(tx, ask, [41])).rows).toEqual([{ next: 42 }]);
    });
    expect(await plans(kept)).toEqual([{ statement: 'select cast($1 as int) + 1 as next', uses: 11 }]);
  });

  it('are so many at most: further ones are answered without a name', async () => {
    const [kept] = open as [Database];
    for (let at = 0; at < MOST + 10; at += 1) {
      const { rows } = await prepared<{ rows: unknown[] }>(kept.knex, `select cast(:given as int) as n${at}`, {
        given: at,
      });
      expect(rows).toEqual([{ [`n${at}`]: at }]);
    }
    expect(await plans(kept)).toHaveLength(MOST);
  });

  it('are none where connections are shared between transactions', async () => {
    const [, shared] = open as [Database, Database];
    expect((await prepared<{ rows: unknown[] }>(shared.knex, 'select cast(? as int) + 1 as next', [1])).rows).toEqual([
      { next: 2 },
    ]);
    expect(await plans(shared)).toEqual([]);
  });
});
