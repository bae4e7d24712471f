import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isDryRun } from '../../src/db/dry-run.js';
import { inOneTransaction } from '../../src/db/within.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  await test.db.knex.raw('create table marks (mark text primary key)');
});
afterAll(async () => await test.close());
beforeEach(async () => await test.db.knex('marks').delete());

const marks = async () => (await test.db.knex('marks').orderBy('mark')).map(({ mark }) => mark);

describe('a database that is one transaction', () => {
  it('keeps all when the work is done, and nobody sees anything before', async () => {
    const answer = await inOneTransaction(test.db, async (db) => {
      await db.knex('marks').insert({ mark: 'plain' });
      await db.transaction(async (tx) => {
        expect(isDryRun(tx)).toBe(false);
        await tx('marks').insert({ mark: 'inner' });
      });
      expect(await db.knex('marks')).toHaveLength(2);
      expect(await marks()).toEqual([]);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await marks()).toEqual(['inner', 'plain']);
  });

  it('keeps nothing when the work fails, whatever its own transactions had committed', async () => {
    const work = inOneTransaction(test.db, async (db) => {
      await db.transaction(async (tx) => await tx('marks').insert({ mark: 'inner' }));
      throw new Error('in the end');
    });
    await expect(work).rejects.toThrow('in the end');
    expect(await marks()).toEqual([]);
  });

  it('goes on after an inner transaction that failed and was caught', async () => {
    await inOneTransaction(test.db, async (db) => {
      await db.knex('marks').insert({ mark: 'before' });
      const failed = db.transaction(async (tx) => {
        await tx('marks').insert({ mark: 'lost' });
        await tx('marks').insert({ mark: 'before' });
      });
      await expect(failed).rejects.toMatchObject({ code: '23505' });
      await db.transaction(async (tx) => await tx('marks').insert({ mark: 'after' }));
    });
    expect(await marks()).toEqual(['after', 'before']);
  });
});
