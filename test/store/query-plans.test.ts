import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { readOffersById, readOffersOf } from '../../src/store/catalogue/read-offers.js';
import { listProducts, readProductsInOrder } from '../../src/store/catalogue/read-products.js';
import { readReferencesCached } from '../../src/store/catalogue/read-references-cached.js';
import type { PageRequest } from '../../src/store/list-page.js';
import { readTouched } from '../../src/store/listing/changed-products.js';
import {
  type Conditions,
  findProducts,
  type ListingOrder,
  narrowListed,
} from '../../src/store/listing/find-products.js';
import { readListed } from '../../src/store/listing/listing-state.js';
import { isOneRare } from '../../src/store/listing/term-counts.js';
import { findTerms } from '../../src/store/listing/terms.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { openPlans, type Plans, runAll, uuidSql } from './plans.js';

const PRODUCTS = 100_000;
/** Groups: half of the products are in the large one, a thousandth in the small one. */
const [LARGE, SMALL, STOCK, FACTORY, RETAIL] = [1, 2, 3, 4, 5];
const LARGE_TABLES =
  'products offers offer_numbers listing listing_prices listing_terms changes search_rows search_words'.split(' ');

describe('the plans of what is asked all the time, over 100,000 products', () => {
  let database: TestDatabase;
  let knex: Knex;
  let plans: Plans;
  beforeAll(async () => {
    database = await openTestDatabase();
    ({ knex } = database.db);
    plans = await openPlans(database);
    await fill(knex);
  }, 300_000);
  afterAll(async () => {
    await plans.close();
    await database.close();
  });

  const page = (after: PageRequest['after'] = null): PageRequest => ({ limit: 50, after, updatedAfter: null });
  const conditions = (given: Partial<Conditions>): Conditions => ({
    ...{ active: 'true', terms: [], without: [], codes: [], externalId: null, text: null, price: null },
    ...given,
  });
  const find = (given: Partial<Conditions>, order: ListingOrder = 'id', request = page()) =>
    findProducts(knex, 'main', conditions(given), order, request);
  const PRICE = { nos: [RETAIL], from: null, to: null };
  const MIDDLE = '00000000-0000-7000-8000-000000050000';

  const hot: [string, () => Promise<unknown>][] = [
    ['a page of all', () => find({})],
    ['a page of the large group', () => find({ terms: [[LARGE]] })],
    ['a later page of the large group', () => find({ terms: [[LARGE]] }, 'id', page({ id: MIDDLE }))],
    ['a page of the small group', () => find({ terms: [[SMALL]] })],
    ['the large group, in stock, of one of two manufacturers', () => find({ terms: [[LARGE], [STOCK], [FACTORY, 6]] })],
    ['the small group, in stock', () => find({ terms: [[SMALL], [STOCK]] })],
    ['the large group, not in stock', () => find({ terms: [[LARGE]], without: [STOCK] })],
    ['the large group by name', () => find({ terms: [[LARGE]] }, 'name')],
    ['the small group by name', () => find({ terms: [[SMALL]] }, 'name')],
    ['a later page of all by name, backwards', () => find({}, '-name', page({ id: MIDDLE, key: 'N50' }))],
    ['the large group by price', () => find({ terms: [[LARGE]], price: PRICE }, 'price')],
    ['the small group by price', () => find({ terms: [[SMALL]], price: PRICE }, 'price')],
    [
      'a later page of the large group by price',
      () => find({ terms: [[LARGE]], price: PRICE }, 'price', page({ id: MIDDLE, key: '500' })),
    ],
    ['the large group in a price band', () => find({ terms: [[LARGE]], price: { ...PRICE, from: '100', to: '110' } })],
    ['the small group in a price band', () => find({ terms: [[SMALL]], price: { ...PRICE, from: '100', to: '900' } })],
    [
      'the small group by price, its products first',
      () => find({ terms: [[SMALL]], price: PRICE, isFew: true }, 'price'),
    ],
    [
      'a later page of the small group in stock by price, backwards, its products first',
      () => find({ terms: [[SMALL], [STOCK]], price: PRICE, isFew: true }, '-price', page({ id: MIDDLE, key: '500' })),
    ],
    ['how far the listing is', () => readListed(knex, 'main')],
    ['a barcode', () => find({ codes: ['barcode:77777'] })],
    ['an id in 1C', () => find({ externalId: 'e777' })],
    ['two price types of one name', () => find({ price: { ...PRICE, nos: [RETAIL, 7] } }, 'price')],
    [
      'the terms that filters mean',
      () => findTerms(knex, 'main', [[{ kind: 'property', name: 'p9', value: 'v9', space: null }]]),
    ],
    ['the rows of a page', () => readProductsInOrder(knex, 'main', [MIDDLE, '00000000-0000-7000-8000-000000050001'])],
    [
      'an id in 1C, of the catalogue itself',
      () => listProducts(knex, 'main', { active: 'all', group: null, text: null, externalId: 'e777' }, page()),
    ],
    [
      'what was written last',
      () =>
        listProducts(
          knex,
          'main',
          { active: 'true', group: null, text: null },
          { ...page(), updatedAfter: '2026-01-01T00:00:00.000000Z' },
        ),
    ],
    [
      'what was written last in the large group',
      () =>
        listProducts(
          knex,
          'main',
          {
            active: 'true',
            group: null,
            text: null,
            also: narrowListed(knex, 'main', conditions({ terms: [[LARGE]] })),
          },
          { ...page(), updatedAfter: '2026-01-01T00:00:00.000000Z' },
        ),
    ],
    [
      'the offers of a page',
      () => readOffersOf(knex, 'main', [{ productId: MIDDLE, idSpace: 'main', externalId: 'e50000' }]),
    ],
    ['the offers of a cart', () => readOffersById(knex, 'main', [MIDDLE.replace('8000', '9000'), MIDDLE])],
    [
      'whether price types have changed since they were read',
      async () => {
        for (const seq of [80_000, 90_000]) await readReferencesCached(knex, 'main', 'priceType', seq);
      },
    ],
    [
      'what changed of products and offers',
      () => database.db.transaction((tx) => readTouched(tx, 'main', { doneNo: 0, settledNo: 0 }, 1000)),
    ],
  ];

  it.each(hot)('%s: no large table is read from end to end', async (_, work) => {
    const queries = await plans.queriesOf(work);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      for (const mode of ['custom', 'generic'] as const) {
        const scanned = (await plans.scannedBy(query, mode)).filter((name) => LARGE_TABLES.includes(name));
        expect([mode, scanned, query.sql]).toEqual([mode, [], query.sql]);
      }
    }
  });

  it('would see a table that is read from end to end', async () => {
    const query = { sql: `select * from listing where name_key like '%x%'`, bindings: [] };
    expect(await plans.scannedBy(query, 'custom')).toEqual(['listing']);
  });

  it('finds what was put there', async () => {
    expect((await find({ terms: [[SMALL]] }, 'name')).items).toHaveLength(50);
    expect((await find({ codes: ['barcode:77777'] })).items).toEqual(['00000000-0000-7000-8000-000000077777']);
    expect((await find({ externalId: 'e777' })).items).toEqual(['00000000-0000-7000-8000-000000000777']);
    expect((await find({ terms: [[LARGE]], price: PRICE }, 'price')).items).toHaveLength(50);
  });

  it('knows which terms few products have', async () => {
    const rare = (terms: number[], termsMark: string) => isOneRare(knex, 'main', terms, { termsMark });
    expect([await rare([LARGE], 'a'), await rare([LARGE, SMALL], 'b'), await rare([], 'c')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it.each<[string, ListingOrder, Partial<NonNullable<Conditions['price']>>, number[][]]>([
    ['the small group', 'price', {}, [[SMALL]]],
    ['the small group backwards, in stock', '-price', {}, [[SMALL], [STOCK]]],
    ['the small group in a band', 'price', { from: '100', to: '700' }, [[SMALL]]],
    ['two price types', '-price', { nos: [RETAIL, RETAIL + 1000] }, [[SMALL], [STOCK, FACTORY]]],
  ])('%s by price: prices in their order and products first find the same pages', async (_, order, price, terms) => {
    const pagesOf = async (isFew: boolean): Promise<string[]> => {
      const found: string[] = [];
      let after: PageRequest['after'] = null;
      do {
        const given = { active: 'all' as const, terms, price: { ...PRICE, ...price }, isFew };
        const { items, next } = await find(given, order, { ...page(after), limit: 17 });
        found.push(...items);
        after = next;
      } while (after);
      return found;
    };
    const found = await pagesOf(true);
    expect(found.length).toBeGreaterThan(50);
    expect(found).toEqual(await pagesOf(false));
  });
});

const id = uuidSql;

/** Rows by the thousands, as imports and the listing would leave them. */
async function fill(knex: Knex): Promise<void> {
  const all = `generate_series(1, ${PRODUCTS}) as i`;
  const statements = [
    `insert into products (shop_id, product_id, id_space, external_id, name, group_ids, updated_at)
     select 'main', ${id('i')}, 'main', 'e' || i, 'Product ' || i, array['g' || i % 2], timestamptz '2026-01-01' + make_interval(secs => i / 700) from ${all}`,
    `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id)
     select 'main', ${id('i * 3 + k', '9000')}, 'main', 'e' || i, 'c' || k from ${all}, generate_series(0, 2) as k`,
    `insert into offer_numbers (shop_id, offer_id, stock_total, updated_at)
     select 'main', ${id('i * 3 + k', '9000')}, 1, timestamptz '2026-01-02' + make_interval(secs => i / 700) from ${all}, generate_series(0, 2) as k`,
    `insert into listing_terms (shop_id, kind, name, value) select 'main', 'property', 'p' || i % 50, 'v' || i from generate_series(1, 20000) as i`,
    `insert into listing (shop_id, product_id, active, terms, codes, name_key)
     select 'main', ${id('i')}, i % 20 > 0,
       case when i % 2 = 0 then array[${LARGE}] else '{}' end || case when i % 1000 = 7 then array[${SMALL}] else '{}' end
         || case when i % 3 > 0 then array[${STOCK}] else '{}' end || (${FACTORY} + 2 * (i % 40)) || (1000 + i % 5000),
       array['barcode:' || i, 'sku:s' || i], 'N' || lpad(cast(i * 7919 % 100000 as text), 6, '0') from ${all}`,
    `insert into listing_prices (shop_id, product_id, price_no, low) select 'main', ${id('i')}, ${RETAIL}, i * 31 % 1000 from ${all}`,
    `insert into changes (shop_id, first_no, last_no, entity, action, entity_ids)
     select 'main', b * 100 + 1, b * 100 + 100, case when b % 2 = 0 then 'product' else 'offer' end, 'written',
       array(select case when b % 2 = 0 then ${id('b * 100 + k')} else ${id('b * 100 + k', '9000')} end from generate_series(1, 100) as k)
     from generate_series(0, 899) as b`,
    `update change_counters set last = 90000`,
    'analyze',
  ];
  await runAll(knex, statements);
}
