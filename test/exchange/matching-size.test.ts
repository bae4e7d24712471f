import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { askRun } from '../../src/exchange/matching/ask-run.js';
import { runMatching } from '../../src/exchange/matching/run-matching.js';
import { foldText } from '../../src/listing/fold-text.js';
import { itemsOf, type MatchSet } from '../../src/store/matching/match-set.js';
import type { MatchRule } from '../../src/store/matching/matches.js';
import { type MatchingRun, readRun } from '../../src/store/matching/matching-runs.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { LONG } from '../support/property-runs.js';

/** Products, and as many items; `npm run test:long` takes as many as a large shop has. */
const COUNT = LONG ? 100_000 : 2_000;
/** Items of which only the name leads to a product, misspelt. */
const BY_NAME = COUNT / 5;

describe(`matching ${COUNT} items with ${COUNT} products`, () => {
  let test: TestDatabase;
  const set: MatchSet = itemsOf('main', 'big');
  beforeAll(async () => {
    test = await openTestDatabase();
    const { knex } = test.db;
    const words = `(array['Дрель', 'Шуруповерт', 'Перфоратор', 'Лобзик', 'Болт', 'Гайка', 'Саморез', 'Кабель', 'Лампа', 'Краска'])[1 + n % 10]
      || ' ' || (array['ударная', 'аккумуляторный', 'оцинкованный', 'сетевой', 'белая', 'бытовой', 'профи'])[1 + n % 7]
      || ' ' || (array['Bosch', 'Makita', 'DeWalt', 'Зубр', 'Интерскол', 'Hitachi', 'Metabo', 'Ryobi', 'Stanley', 'Вихрь', 'Ресанта'])[1 + n % 11]
      || ' ' || substr(md5(cast(n as text)), 1, 6) || ' ' || substr(md5(cast(n as text)), 9, 4)`;
    await knex.raw(
      `insert into products (shop_id, product_id, id_space, external_id, sku, barcode, code, name)
       select 'main', gen_random_uuid(), 'main', 'p-' || n, 'SKU ' || n, '482' || n, '00-' || n, ${words} from generate_series(1, :count) n`,
      { count: COUNT },
    );
    await knex.raw(
      `insert into shop_items (shop_id, system, ref, external_id, sku, barcode, code, name)
       select 'main', 'big', cast(n as text), case n % 5 when 0 then 'P-' || n end, case n % 5 when 1 then 'sku' || n end,
         case n % 5 when 2 then '482' || n end, case n % 5 when 3 then '00-' || n end,
         case when n % 5 = 4 then replace(${words}, 'о', 'а') || ' кор' end
       from generate_series(1, :count) n`,
      { count: COUNT },
    );
    await knex.raw(
      `insert into matches (shop_id, match_id, kind, source, subject_id) select 'main', gen_random_uuid(), 'item', 'big', ref from shop_items`,
    );
  }, 120_000);
  afterAll(async () => await test.close());

  const run = async (rules: readonly MatchRule[]): Promise<MatchingRun & { ms: number; rss: number }> => {
    const asked = await askRun(test.db, set, rules);
    const begun = Date.now();
    await runMatching({ db: test.db, log: pino({ level: 'silent' }), foldText });
    const done = await readRun(test.db.knex, 'main', asked.runId);
    if (!done) throw new Error('the run is gone');
    return { ...done, ms: Date.now() - begun, rss: process.memoryUsage().rss };
  };

  it('by id, sku, barcode and code', async () => {
    const done = await run(['id', 'sku', 'barcode', 'code']);
    if (LONG) process.stdout.write(`id, sku, barcode, code: ${done.ms} ms, RSS ${done.rss >> 20} MB\n`);
    expect(done.result).toEqual({
      matched: COUNT - BY_NAME,
      unmatched: BY_NAME,
      doubtful: 0,
      changed: COUNT - BY_NAME,
    });
  }, 120_000);

  it('and once more, without a change', async () => {
    const done = await run(['id', 'sku', 'barcode', 'code']);
    if (LONG) process.stdout.write(`the same again: ${done.ms} ms\n`);
    expect(done.result?.changed).toBe(0);
  }, 120_000);

  it('and by name', async () => {
    const done = await run(['id', 'sku', 'barcode', 'code', 'name']);
    if (LONG) process.stdout.write(`with ${BY_NAME} names: ${done.ms} ms\n`);
    expect([done.result?.matched, done.result?.changed]).toEqual([COUNT - BY_NAME, done.result?.doubtful]);
    expect(done.result?.doubtful).toBeGreaterThan(0.7 * BY_NAME);
  }, 900_000);
});
