import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copyRows } from '../../src/db/copy.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { propertyRuns } from '../support/property-runs.js';

const runs = propertyRuns({ short: 60, long: 2000, seed: 20_261 });

/** Any text, and more often what the format of COPY gives a meaning. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('\\', '\t', '\n', '\r', '\u0000', '.', 'N', 'n', '"', "'", '\b', '\v', 'я', '😀'),
    maxLength: 12,
  }),
  fc.constantFrom('\\.', '\\N', '', '\u2028', '\\x41', '\\101'),
);

describe('copyRows (property)', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(async () => await test.close());

  it('brings any text and null back as they were, but for NUL, which PostgreSQL does not store', async () => {
    const rows = fc.array(fc.tuple(fc.option(text, { nil: null }), fc.option(text, { nil: null })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const found = await test.db.transaction(async (tx) => {
          await tx.raw('create temporary table t (n int, "a ""b" text, c text) on commit drop');
          await copyRows(
            tx,
            't',
            ['n', 'a "b', 'c'],
            given.map(([a, c], n) => [String(n), a, c]),
          );
          return await tx('t').select<{ n: number; 'a "b': string | null; c: string | null }[]>().orderBy('n');
        });
        const stored = (value: string | null) => value?.replaceAll('\u0000', '') ?? null;
        expect(found.map((row) => [row['a "b'], row.c])).toEqual(given.map((row) => row.map(stored)));
      }),
      runs,
    );
  });

  it('agrees with PostgreSQL on how a value is written', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const kept = value.replaceAll('\u0000', '');
        const same = await test.db.transaction(async (tx) => {
          await tx.raw('create temporary table t (a text) on commit drop');
          await copyRows(tx, 't', ['a'], [[value]]);
          const answer = await tx.raw<{ rows: { same: boolean }[] }>('select a = ?::text as same from t', [kept]);
          return answer.rows[0]?.same;
        });
        expect(same).toBe(true);
      }),
      runs,
    );
  });
});
