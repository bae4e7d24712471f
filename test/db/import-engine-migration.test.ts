import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { migrate } from '../../src/db/migrate.js';
import { openEmptyDatabase, type TestDatabase } from '../support/database.js';
import { migrateBefore } from '../support/migrate-before.js';
import { imagesOf } from '../support/offers-in-database.js';

const id = (n: number): string => `0190b000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [ONE, TWO, REMOVED, MOVED] = [id(1), id(2), id(3), id(4)];
/** Exchanges, in the order of their times. */
const [FIRST, SECOND, THIRD] = [id(11), id(12), id(13)];
const [OPEN, HELD] = [id(21), id(22)];

/** Presence as rows of their own became a column of the goods; before that a version had this schema. */
describe('the migration to the import engine', () => {
  let database: TestDatabase;
  let knex: Knex;
  beforeAll(async () => {
    database = await openEmptyDatabase();
    knex = database.db.knex;
    await migrateBefore(knex, '0008');
    await fill(knex);
    await migrate(database.db);
  });
  afterAll(() => database.close());

  const numbers = async (): Promise<Map<string, number>> =>
    new Map(
      (await knex('node_catalogues')).map((row) => [`${row.node_id} ${row.catalogue_id}`, row.catalogue_no] as const),
    );

  it('numbers the catalogues of each node, in the id space where their goods stand', async () => {
    const rows = await knex('node_catalogues').orderBy('catalogue_no');
    expect(rows.map((row) => [row.catalogue_no, row.node_id, row.catalogue_id, row.id_space])).toEqual([
      [1, ONE, 'C', 'main'],
      [2, ONE, 'gone', 'main'],
      [3, TWO, 'C', 'main'],
      [4, REMOVED, 'C', 'main'],
      [5, MOVED, 'C', 'main'],
    ]);
  });

  it('writes who has it into the row', async () => {
    const products = await knex('products').orderBy('external_id').select('external_id', 'present_in');
    expect(products).toEqual([
      { external_id: 'a', present_in: [1, 3] },
      { external_id: 'b', present_in: [4] },
      { external_id: 'c', present_in: [5] },
    ]);
    const offers = await knex('offers').orderBy('characteristic_id').select('characteristic_id', 'present_in');
    expect(offers).toEqual([
      { characteristic_id: '', present_in: [1] },
      { characteristic_id: 'x#y', present_in: [3] },
    ]);
  });

  it('tells in before-images what the row’s catalogues were, and what its number is', async () => {
    const at = await numbers();
    const image = async (exchange: string, key: string) => (await imagesOf(knex, exchange, key))[0]?.content;
    const { item_no } = await knex('products').where({ external_id: 'a' }).first();
    expect(await image(SECOND, id(101))).toEqual({
      external_id: 'a',
      name: 'before',
      present_in: [at.get(`${ONE} C`), at.get(`${ONE} gone`)],
      item_no: Number(item_no),
    });
    // TWO came to it in the second exchange; what the third found is that.
    expect((await image(THIRD, id(101)))?.present_in).toEqual([at.get(`${ONE} C`), at.get(`${TWO} C`)]);
    // The row is gone: nobody has its number.
    const all = [...(await knex('products').pluck('item_no')), ...(await knex('offers').pluck('item_no'))].map(Number);
    expect(all).not.toContain((await image(THIRD, id(199)))?.item_no);
    expect(await knex('before_images').where({ entity: 'presence' })).toEqual([]);
  });

  it('keeps what an open run has seen and what a held one would remove', async () => {
    const seen = await knex.raw(
      `select s.entity, coalesce(p.external_id, o.product_external_id || '#' || o.characteristic_id) as id from run_seen s
       left join products p on s.entity = 'product' and p.item_no <@ s.seen
       left join offers o on s.entity = 'offer' and o.item_no <@ s.seen where s.run_id = ? order by 1, 2`,
      [OPEN],
    );
    expect(seen.rows).toEqual([
      { entity: 'offer', id: 'a#x#y' },
      { entity: 'product', id: 'a' },
      { entity: 'product', id: 'c' },
    ]);
    const missing = await knex('run_missing').select('run_id', 'entity', 'item_id');
    expect(missing).toEqual([{ run_id: HELD, entity: 'product', item_id: id(102) }]);
  });
});

async function fill(knex: Knex): Promise<void> {
  const shop_id = 'main';
  await knex('shops').insert({ shop_id, name: 'main' });
  for (const node_id of [ONE, TWO, REMOVED, MOVED]) {
    const removed_at = node_id === REMOVED ? knex.fn.now() : null;
    // It has been given another id space since it brought its goods.
    const id_space = node_id === MOVED ? 'elsewhere' : 'main';
    const settings = { profile: 'trade', time_zone: 'UTC', removed_at, id_space };
    await knex('nodes').insert({ shop_id, node_id, name: node_id, ...settings });
  }
  const item = { shop_id, id_space: 'main' };
  for (const [n, external_id] of ['a', 'b', 'c'].entries()) {
    await knex('products').insert({ ...item, product_id: id(101 + n), external_id });
  }
  for (const [n, characteristic_id] of ['', 'x#y'].entries()) {
    await knex('offers').insert({ ...item, offer_id: id(111 + n), product_external_id: 'a', characteristic_id });
  }
  for (const [node_id, entity, external_id, made_by] of [
    [ONE, 'product', 'a', null],
    [TWO, 'product', 'a', SECOND],
    [REMOVED, 'product', 'b', null],
    [MOVED, 'product', 'c', null],
    [ONE, 'offer', 'a#', FIRST],
    [TWO, 'offer', 'a#x#y', FIRST],
  ]) {
    await knex('presence').insert({ ...item, node_id, catalogue_id: 'C', entity, external_id, made_by });
  }
  const image = async (exchange_id: string, entity: string, row_key: string, content: object | null) =>
    await knex('before_images').insert({
      ...{ shop_id, exchange_id, entity, row_key },
      content: content && JSON.stringify(content),
    });
  await image(SECOND, 'products', id(101), { external_id: 'a', name: 'before' });
  await image(THIRD, 'products', id(101), { external_id: 'a', name: 'between' });
  await image(THIRD, 'products', id(199), { external_id: 'deleted', name: 'it is gone' });
  // As PostgreSQL writes the key of a table that has no id of ours; the second exchange took the product out of that catalogue.
  const lost = {
    node_id: ONE,
    catalogue_id: 'gone',
    entity: 'product',
    external_id: 'a',
    id_space: 'main',
    made_by: FIRST,
  };
  await image(SECOND, 'presence', `["${ONE}", "gone", "product", "a"]`, lost);
  for (const [run_id, node_id, state] of [
    [OPEN, TWO, 'open'],
    [HELD, REMOVED, 'held'],
  ]) {
    const exchanges = { first_exchange_id: FIRST, last_exchange_id: THIRD };
    await knex('full_runs').insert({ shop_id, run_id, node_id, catalogue_id: 'C', state, ...exchanges });
  }
  for (const [entity, external_id] of [
    ['product', 'a'],
    ['product', 'c'],
    ['offer', 'a#x#y'],
    ['product', 'was never written'],
  ]) {
    await knex('run_seen').insert({ shop_id, run_id: OPEN, entity, external_id });
  }
  await knex('run_missing').insert({ shop_id, run_id: HELD, entity: 'product', external_id: 'b' });
}
