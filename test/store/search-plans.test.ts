import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { countFacets } from '../../src/store/listing/count-facets.js';
import { type Conditions, findProducts, type ListingOrder } from '../../src/store/listing/find-products.js';
import type { TextCondition } from '../../src/store/listing/find-text.js';
import { PLANNED } from '../../src/store/listing/planned.js';
import { areKnown, knownWordsLike, knownWordsNear } from '../../src/store/listing/search-words.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type MadeQuery, openPlans, type Plans, runAll, uuidOf, uuidSql } from './plans.js';

const PRODUCTS = 100_000;
/** Half of the products, a thousandth. */
const [LARGE, SMALL] = [1, 2];
const LARGE_TABLES = ['listing', 'listing_prices', 'listing_terms', 'search_rows', 'search_words'];

describe('the plans of searches, over 100,000 products', () => {
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

  const words = (query: string, code: string | null = null): TextCondition => ({ parts: [{ query, code }] });
  const conditions = (given: Partial<Conditions>): Conditions => ({
    ...{ active: 'true', terms: [], without: [], codes: [], externalId: null, text: null, price: null },
    ...given,
  });
  const find = (text: TextCondition, order: ListingOrder = 'relevance', given: Partial<Conditions> = {}) =>
    findProducts(knex, 'main', conditions({ text, ...given }), order, { limit: 50, after: null, updatedAfter: null });

  /** The large tables that are read from end to end, by the settings that searches run with. */
  async function scanned({ sql, bindings }: MadeQuery): Promise<string[]> {
    return await database.db.transaction(async (tx) => {
      if (/search_(rows|words)/.test(sql)) await tx.raw(PLANNED);
      if (/folded %/.test(sql)) await tx.raw('set local pg_trgm.similarity_threshold = 0.25');
      const numbered = sql.replaceAll('?', '\\?').replace(/\$\d+/g, '?');
      const { rows } = await tx.raw(`explain (format json) ${numbered}`, bindings as Knex.RawBinding[]);
      const text = JSON.stringify(rows[0]['QUERY PLAN']);
      return LARGE_TABLES.filter((name) => new RegExp(`"Seq Scan"[^{}]*"Relation Name":"${name}"`).test(text));
    });
  }

  const hot: [string, () => Promise<unknown>][] = [
    ['a word that half of all have', () => find(words("'half'"))],
    ['the beginning of many words', () => find(words("'w1':*"))],
    ['a rare word', () => find(words("'w77'"))],
    ['a word that nothing has', () => find(words("'none'"))],
    ['a part of a code', () => find(words("'ab' & '777':*", 'ab-777'))],
    ['a common word in a small group', () => find(words("'half'"), 'relevance', { terms: [[SMALL]] })],
    ['a common word in a large group', () => find(words("'half'"), 'relevance', { terms: [[LARGE]] })],
    ['a rare word in a large group', () => find(words("'w77'"), 'relevance', { terms: [[LARGE]] })],
    ['a common word by name', () => find(words("'half'"), 'name')],
    ['a rare word by name', () => find(words("'w77'"), 'name')],
    ['a rare word by id', () => find(words("'w77'"), 'id')],
    [
      'whether words are known',
      () =>
        areKnown(knex, 'main', [
          { exact: ['word777'], prefix: null },
          { exact: ['none'], prefix: 'wor' },
        ]),
    ],
    ['words with a part', () => knownWordsLike(knex, 'main', 'ord777')],
    ['words that are like one', () => knownWordsNear(knex, 'main', 'wrod777')],
    [
      'facets of a small group',
      () =>
        database.db.transaction((tx) =>
          countFacets(
            tx,
            'main',
            conditions({ terms: [[SMALL]] }),
            [{ facet: 'brand', terms: [11] }],
            [{ facet: 'brand', kind: 'brand', name: null, space: null }],
            [5],
          ),
        ),
    ],
  ];

  it.each(hot)('%s: no large table is read from end to end', async (_, work) => {
    const queries = await plans.queriesOf(work);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect([await scanned(query), query.sql]).toEqual([[], query.sql]);
  });

  it('would see a table that is read from end to end', async () => {
    expect(await scanned({ sql: "select * from listing where name_key like '%x%'", bindings: [] })).toEqual([
      'listing',
    ]);
  });

  it('finds what was put there', async () => {
    expect((await find(words("'w77'"))).items).toHaveLength(20);
    expect((await find(words("'half'"), 'relevance', { terms: [[SMALL]] })).items).toHaveLength(0);
    expect((await find(words("'none'", 'ab-77777'))).items).toEqual([uuidOf(77_777)]);
    expect(await knownWordsNear(knex, 'main', 'wrod777')).toContain('word777');
  });
});

async function fill(knex: Knex): Promise<void> {
  const all = `generate_series(1, ${PRODUCTS}) as i`;
  await runAll(knex, [
    `insert into listing_terms (shop_id, kind, name, value) select 'main', 'brand', '', 'v' || i from generate_series(1, 20000) as i`,
    `insert into listing (shop_id, product_id, active, terms, codes, name_key)
     select 'main', ${uuidSql('i')}, true, case when i % 2 = 0 then array[${LARGE}] else '{}' end
         || case when i % 1000 = 7 then array[${SMALL}] else '{}' end || (10 + i % 40), '{}', 'N' || lpad(cast(i * 7919 % 100000 as text), 6, '0') from ${all}`,
    `insert into listing_prices (shop_id, product_id, price_no, low) select 'main', ${uuidSql('i')}, 5, i * 31 % 1000 from ${all}`,
    `insert into search_rows (shop_id, product_id, active, words, codes)
     select 'main', ${uuidSql('i')}, true,
       cast((case when i % 2 = 0 then 'half:1A ' else '' end) || 'w' || i % 5000 || ':1A x' || i % 300 || ':2B y' || i as tsvector), 'ab-' || i from ${all}`,
    `insert into search_words (shop_id, folded, whole) select 'main', 'word' || i, true from generate_series(1, 30000) as i`,
    'analyze',
  ]);
}
