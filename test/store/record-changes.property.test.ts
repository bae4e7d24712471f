import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const ENTITIES = ['product', 'offer', 'order'] as const;
const ACTIONS = ['written', 'removed'] as const;

/** Single changes behind a number: as whoever reads the log takes them. */
const AFTER = `select b.first_no + i.at - 1 as no, b.entity, b.action, i.id, b.exchange_id
  from changes b cross join lateral unnest(b.entity_ids) with ordinality as i(id, at)
  where b.shop_id = :shop and b.last_no > :after and b.first_no + i.at - 1 > :after
  order by b.last_no, i.at limit :limit`;

interface Single {
  readonly no: string;
  readonly entity: string;
  readonly action: string;
  readonly id: string;
  readonly exchange_id: string | null;
}

describe('the log of changes', () => {
  let database: TestDatabase;
  let knex: Knex;
  beforeAll(async () => {
    database = await openTestDatabase();
    knex = database.db.knex;
  });
  afterAll(() => database.close());

  const record = (changes: readonly Change[], exchangeId: string | null, shopId: string) =>
    database.db.transaction(async (tx) => await recordChanges(tx, shopId, exchangeId, changes));
  const read = async (shop: string, after: number, limit: number): Promise<Single[]> =>
    (await knex.raw(AFTER, { shop, after, limit })).rows;
  const newShop = async (): Promise<string> => {
    const shopId = uuid();
    await knex('shops').insert({ shop_id: shopId, name: shopId });
    await knex('change_counters').insert({ shop_id: shopId });
    return shopId;
  };
  const made = (count: number, entity: Change['entity'], action: Change['action']): Change[] =>
    Array.from({ length: count }, () => ({ entity, entityId: uuid(), action }));

  it('gives each change the next number, in their order, from whatever place it is read on', async () => {
    const run = fc.record({
      entity: fc.constantFrom(...ENTITIES),
      action: fc.constantFrom(...ACTIONS),
      count: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
        { weight: 1, arbitrary: fc.constant(1500) },
      ),
    });
    const calls = fc.array(fc.record({ runs: fc.array(run, { maxLength: 4 }), known: fc.boolean() }), { maxLength: 5 });
    const places = fc.record({
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      limit: fc.integer({ min: 1, max: 3000 }),
    });
    await fc.assert(
      fc.asyncProperty(calls, places, async (given, { place, limit }) => {
        const shop = await newShop();
        const expected: Single[] = [];
        for (const { runs, known } of given) {
          const exchangeId = known ? uuid() : null;
          const changes = runs.flatMap(({ count, entity, action }) => made(count, entity, action));
          await record(changes, exchangeId, shop);
          for (const { entity, action, entityId: id } of changes) {
            expected.push({ no: String(expected.length + 1), entity, action, id, exchange_id: exchangeId });
          }
        }
        const after = Math.floor(place * expected.length);
        expect(await read(shop, after, limit)).toEqual(expected.slice(after, after + limit));
        const counter = await knex('change_counters').where({ shop_id: shop }).first('last');
        expect(Number(counter.last)).toBe(expected.length);
      }),
      { numRuns: process.env.UZEL_TEST_LONG === undefined ? 15 : 300, seed: 5 },
    );
  });

  it('is a row for what is of one kind, of a thousand at most', async () => {
    const shop = await newShop();
    await record(
      [...made(2001, 'product', 'written'), ...made(1, 'product', 'removed'), ...made(3, 'offer', 'removed')],
      null,
      shop,
    );
    const rows = await knex('changes')
      .where({ shop_id: shop })
      .orderBy('last_no')
      .select('first_no', 'last_no', 'entity', 'action');
    expect(rows.map((row) => [row.first_no, row.last_no, row.entity, row.action].join(' '))).toEqual([
      '1 1000 product written',
      '1001 2000 product written',
      '2001 2001 product written',
      '2002 2002 product removed',
      '2003 2005 offer removed',
    ]);
  });

  it('is read from any place by its key, and no further than asked', async () => {
    const shop = await newShop();
    for (let step = 0; step < 300; step += 1) await record(made(20, 'product', 'written'), null, shop);
    await knex.raw('analyze changes');
    const explained = await knex.raw(`explain (analyze, format json) ${AFTER}`, { shop, after: 3005, limit: 50 });
    const plan = JSON.stringify(explained.rows[0]['QUERY PLAN']);
    expect(plan).toContain('"Index Name":"changes_pkey"');
    const blocks = /"Index Name":"changes_pkey".*?"Actual Rows":([\d.]+)/.exec(plan)?.[1];
    expect(Number(blocks)).toBeGreaterThan(2);
    expect(Number(blocks)).toBeLessThan(6);
  });

  it('numbers those of steps that commit at once without a gap', async () => {
    const shop = await newShop();
    await Promise.all(Array.from({ length: 8 }, () => record(made(5, 'offer', 'written'), null, shop)));
    expect((await read(shop, 0, 100)).map(({ no }) => Number(no))).toEqual(
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
  });
});
