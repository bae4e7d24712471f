import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONG, propertyRuns } from '../support/property-runs.js';
import {
  insertCatalogue,
  insertGroup,
  insertNodeRow,
  insertOffer,
  insertOtherRecord,
  insertPriceType,
  insertProduct,
  insertProperty,
  insertUnit,
  insertWarehouse,
} from './catalogue-rows.js';
import { insertExchange, insertJournal } from './exchange-rows.js';
import { openRest, type Rest } from './open-rest.js';

const runs = propertyRuns({ short: 25, long: 300, seed: 20_26 });
const TIMEOUT_MS = LONG ? 600_000 : 120_000;
const ROWS = 37;

/** Several rows share a moment, to the microsecond, and moments differ by one microsecond. */
const moment = (index: number) => `2001-01-01T00:00:00.00000${Math.floor(index / 5)}Z`;

describe('lists', () => {
  let rest: Rest;
  const whole: Record<string, string[]> = {};
  let exchangeId = '';

  function remember(list: string, id: string): void {
    whole[list] = [...(whole[list] ?? []), id];
  }

  beforeAll(async () => {
    rest = await openRest();
    const { knex } = rest;
    const node = await insertNodeRow(knex, { name: 'one' });
    for (let index = 0; index < ROWS; index += 1) {
      const row = { external_id: `x${(index * 7) % ROWS}`, updated_at: moment((index * 11) % ROWS) };
      remember('/v1/products', await insertProduct(knex, { ...row, name: 'n' }));
      remember('/v1/groups', await insertGroup(knex, row));
      remember('/v1/price-types', await insertPriceType(knex, row));
      remember('/v1/warehouses', await insertWarehouse(knex, row));
      remember('/v1/properties', await insertProperty(knex, row));
      remember('/v1/units', await insertUnit(knex, row));
      remember('/v1/catalogues', await insertCatalogue(knex, row));
      remember('/v1/other-records', await insertOtherRecord(knex, row));
      const { external_id, updated_at } = row;
      remember('/v1/offers', await insertOffer(knex, { product_external_id: external_id, updated_at }));
      exchangeId = await insertExchange(knex, node, {});
      remember('/v1/exchanges', exchangeId);
    }
    for (let index = 0; index < ROWS; index += 1) {
      remember('journal', await insertJournal(knex, node, exchangeId, { message: `m${index}` }));
    }
  });
  afterAll(async () => await rest.close());

  interface Listed {
    readonly id: string;
    readonly updatedAt: string;
  }

  /** All pages, one after the other. @param between called after each page */
  async function readAll(url: string, limit: number, between = async () => {}): Promise<Listed[]> {
    const items: Listed[] = [];
    let cursor = '';
    for (;;) {
      const { body, status } = await rest.get(
        `${url}${url.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`,
      );
      expect([status, body.code]).toEqual([200, undefined]);
      const page = body.journal ?? body;
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      if (page.next === null) return items;
      expect(page.items).toHaveLength(limit);
      cursor = page.next;
      await between();
    }
  }

  const ids = (items: readonly Listed[]) => items.map((item) => item.id);
  const catalogue =
    '/v1/products /v1/groups /v1/price-types /v1/warehouses /v1/offers /v1/properties /v1/units /v1/catalogues /v1/other-records'.split(
      ' ',
    );

  it(
    'give the whole, each row once and in one order, whatever the limit',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...catalogue), fc.integer({ min: 1, max: ROWS + 3 }), async (url, limit) => {
          expect(ids(await readAll(url, limit))).toEqual([...(whole[url] ?? [])].sort());
        }),
        runs,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'give what was written after a moment, by time and id, each once, whatever the limit',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...catalogue),
          fc.integer({ min: 1, max: ROWS + 3 }),
          fc.integer({ min: 0, max: ROWS }),
          async (url, limit, since) => {
            const got = await readAll(`${url}?updatedAfter=${moment(since)}`, limit);
            const all = await readAll(url, 500);
            const expected = all
              .filter((item) => item.updatedAt > moment(since))
              .sort((a, b) => `${a.updatedAt} ${a.id}`.localeCompare(`${b.updatedAt} ${b.id}`, 'en'));
            expect(ids(got)).toEqual(ids(expected));
          },
        ),
        runs,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'give exchanges newest first, and a journal in its order',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: ROWS + 3 }), async (limit) => {
          expect(ids(await readAll('/v1/exchanges', limit))).toEqual([...(whole['/v1/exchanges'] ?? [])].reverse());
          expect(ids(await readAll(`/v1/exchanges/${exchangeId}`, limit))).toEqual(whole.journal);
        }),
        runs,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'neither skip nor repeat rows that stay, while others are written between the pages',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.boolean(), async (limit, byTime) => {
          const since = '2000-01-01T00:00:00Z';
          const before = ids(await readAll('/v1/products', 500));
          const touched = new Set<string>();
          const got = ids(
            await readAll(byTime ? `/v1/products?updatedAfter=${since}` : '/v1/products', limit, async () => {
              const [victim] = await rest
                .knex('products')
                .where(
                  'product_id',
                  rest
                    .knex('products')
                    .select('product_id')
                    .whereNotIn('product_id', [...touched])
                    .orderByRaw('random()')
                    .limit(1),
                )
                .update({ updated_at: rest.knex.raw('clock_timestamp()') })
                .returning('product_id');
              if (victim) touched.add(victim.product_id);
            }),
          );
          for (const id of before) {
            const times = got.filter((one) => one === id).length;
            if (!byTime || !touched.has(id)) expect([id, times]).toEqual([id, 1]);
            else expect(times).toBeGreaterThanOrEqual(1);
          }
        }),
        { ...runs, numRuns: Math.ceil(runs.numRuns / 5) },
      );
    },
    TIMEOUT_MS,
  );
});
