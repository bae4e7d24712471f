import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyRows } from '../../src/db/copy.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('copyRows', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
    await test.db.knex.raw('create table kept (a text, b numeric, c jsonb)');
  });
  afterAll(async () => await test.close());
  const count = async (): Promise<string> => {
    const answer = await test.db.knex('kept').count<{ count: string }[]>();
    return answer[0]?.count ?? 'none';
  };

  it('writes into a temporary table of the transaction, values read by the column’s type', async () => {
    await test.db.transaction(async (tx) => {
      await tx.raw('create temporary table t (a text, b numeric, c jsonb, d text[]) on commit drop');
      await copyRows(
        tx,
        't',
        ['a', 'b', 'c', 'd'],
        [
          ['x', '1.50', '{"k":"a\\nb"}', '{"q\\"",NULL}'],
          [null, null, null, null],
        ],
      );
      expect(await tx('t').select()).toEqual([
        { a: 'x', b: '1.50', c: { k: 'a\nb' }, d: ['q"', null] },
        { a: null, b: null, c: null, d: null },
      ]);
    });
  });

  it('is undone with its transaction', async () => {
    const work = test.db.transaction(async (tx) => {
      await copyRows(tx, 'kept', ['a'], [['gone']]);
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await count()).toBe('0');
  });

  it('rejects with the database’s error, and the pool stays usable', async () => {
    const work = test.db.transaction(async (tx) => await copyRows(tx, 'kept', ['b'], [['not a number']]));
    await expect(work).rejects.toMatchObject({ code: '22P02' });
    const many = Array.from({ length: 12 }, async () => await test.db.knex.raw('select 1'));
    expect(await Promise.all(many)).toHaveLength(12);
    expect(await count()).toBe('0');
  });

  it('rejects with what the rows throw in the middle, and the pool stays usable', async () => {
    function* rows(): Generator<string[]> {
      for (let n = 0; n < 50_000; n += 1) yield [`row ${n}`];
      throw new Error('the file ended');
    }
    const work = test.db.transaction(async (tx) => await copyRows(tx, 'kept', ['a'], rows()));
    await expect(work).rejects.toThrow('the file ended');
    expect(await count()).toBe('0');
  });

  it('takes rows only as fast as the server does: memory stays bounded', async () => {
    let given = 0;
    let peak = 0;
    const before = process.memoryUsage().rss;
    function* rows(): Generator<string[]> {
      const text = 'ы'.repeat(5_000);
      for (; given < 20_000; given += 1) {
        if (given % 500 === 0) peak = Math.max(peak, process.memoryUsage().rss - before);
        yield [text];
      }
    }
    await test.db.transaction(async (tx) => {
      await tx.raw('create temporary table t (a text) on commit drop');
      await copyRows(tx, 't', ['a'], rows());
      expect((await tx('t').count<{ count: string }[]>())[0]?.count).toBe('20000');
    });
    expect(peak).toBeLessThan(120 * 1024 * 1024); // of 200 MB
  });

  it('writes nothing for no rows', async () => {
    await test.db.transaction(async (tx) => await copyRows(tx, 'kept', ['a'], []));
    expect(await count()).toBe('0');
  });
});
