import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyRows } from '../../src/db/copy.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('copyRows', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(async () => await test.close());

  it('writes rows inside the transaction', async () => {
    await test.db.transaction(async (tx) => {
      await tx.raw('create temporary table t (a text, b numeric) on commit drop');
      await copyRows(
        tx,
        't',
        ['a', 'b'],
        [
          ['x', '1.50'],
          [null, null],
        ],
      );
      expect(await tx('t').select()).toEqual([
        { a: 'x', b: '1.50' },
        { a: null, b: null },
      ]);
    });
  });
});
