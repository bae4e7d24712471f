import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { migrate } from '../../src/db/migrate.js';
import { putBack } from '../../src/store/catalogue/restored-rows.js';
import { differencesOf } from '../../src/store/catalogue/row-differences.js';
import { openEmptyDatabase, type TestDatabase } from '../support/database.js';
import { migrateBefore } from '../support/migrate-before.js';
import { imagesOf, wholeOffers } from '../support/offers-in-database.js';

const id = (n: number): string => `0190b000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** Exchanges, in the order of their times: the one that made all, one that changed, one that put back, and a restore of today. */
const [MADE, CHANGED, RESTORED, NOW] = [id(1), id(2), id(3), id(4)];
const [OFFER, GONE, BACK, TURNED] = [id(101), id(102), id(103), id(104)];
const [AT, LATER, LAST] = ['2026-01-31T10:00:00.123456Z', '2026-01-31T10:00:01Z', '2026-01-31T10:00:02Z'];
/** A bit for each column that an offer's record has said, prices, stock and the total last; what is left of it. */
const [SAID, LEFT] = [2 ** 16 - 1, 2 ** 13 - 1];

/** Prices and stock stood in the offer's row, and each before-image was a row. */
describe('the migration to rows of their own for prices and stock', () => {
  let database: TestDatabase;
  let knex: Knex;

  beforeAll(async () => {
    database = await openEmptyDatabase();
    knex = database.db.knex;
    await migrateBefore(knex, '0011');
    await fill();
    await migrate(database.db);
  });
  afterAll(() => database.close());

  const row = (offer_id: string, fields: object = {}) => ({
    ...{ shop_id: 'main', offer_id, id_space: 'main', product_external_id: offer_id, name: 'now', own_mask: SAID },
    ...{
      prices: { t: [{ amount: '2.50' }] },
      stock: { w: '7' },
      stock_total: '7.0',
      made_by: MADE,
      exchange_id: CHANGED,
    },
    ...fields,
  });

  async function fill(): Promise<void> {
    await knex('shops').insert({ shop_id: 'main', name: 'main' });
    await knex.raw(
      `insert into offers select (jsonb_populate_record(null::offers, x.o)).* from (
      select jsonb_build_object('characteristic_id', '', 'characteristics', '[]'::jsonb, 'properties', '[]'::jsonb, 'requisites', '[]'::jsonb,
        'pictures', '[]'::jsonb, 'file_paths', '{}'::text[], 'deleted', false, 'active', true, 'extra', '{}'::jsonb, 'created_at', now(),
        'present_in', '{}'::int[], 'updated_at', '${AT}', 'item_no', row_number() over ()) || o as o
      from jsonb_array_elements(cast(? as jsonb)) as o) x`,
      [JSON.stringify([row(OFFER), row(BACK), row(TURNED)])],
    );
    const before = {
      name: 'before',
      prices: { t: [{ amount: '1.5' }] },
      stock: {},
      stock_total: null,
      exchange_id: MADE,
    };
    const [{ whole }] = (await knex.raw('select to_jsonb(o) as whole from offers o where offer_id = ?', [OFFER])).rows;
    const image = (exchange_id: string, row_key: string, content: object | null, entity = 'offers', at = AT) =>
      knex('before_images').insert({
        ...{ shop_id: 'main', exchange_id, entity, row_key, at, content: content && JSON.stringify(content) },
      });
    await image(CHANGED, OFFER, { ...whole, ...before });
    await image(CHANGED, GONE, { ...whole, ...before, offer_id: GONE, product_external_id: GONE, item_no: 9 });
    await image(RESTORED, BACK, null);
    // Two exchanges wrote it by turns, the later one first.
    const turned = { ...whole, offer_id: TURNED, product_external_id: TURNED, item_no: 3 };
    await image(RESTORED, TURNED, { ...turned, name: 'first', stock_total: 1 }, 'offers', LATER);
    await image(CHANGED, TURNED, { ...turned, name: 'second', stock_total: 2 }, 'offers', LAST);
    const groups = Array.from({ length: 1500 }, (_, n) => ({ group_id: id(1000 + n) }));
    for (const group of groups) await image(CHANGED, group.group_id, group, 'groups');
  }

  it('parts the rows, and an offer has the time of its last change', async () => {
    const [offer] = await wholeOffers(knex).where({ 'offers.offer_id': OFFER });
    expect(offer).toMatchObject({
      ...{ name: 'now', prices: { t: [{ amount: '2.50' }] }, stock: { w: '7' }, stock_total: '7.0', own_mask: LEFT },
      ...{ made_by: MADE, exchange_id: CHANGED },
    });
    const { rows } = await knex.raw('select count(*)::int as n from offer_numbers where updated_at = ?', [AT]);
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('keeps every image, those of offers parted as the offers are', async () => {
    const [image] = await imagesOf(knex, CHANGED, OFFER);
    expect(image).toMatchObject({ entity: 'offers', content: { name: 'before', own_mask: LEFT } });
    for (const name of ['prices', 'stock', 'stock_total', 'updated_at'])
      expect(image?.content).not.toHaveProperty(name);
    const { rows } = await knex.raw(
      `select entity, sum(cardinality(row_keys))::int as images, count(*)::int as blocks, min(at) as at from before_images
       where exchange_id = ? group by 1 order by 1`,
      [CHANGED],
    );
    expect(rows).toMatchObject([
      { entity: 'groups', images: 1500, blocks: 2 },
      { entity: 'offers', images: 3, blocks: 2, at: new Date(AT) },
    ]);
    const { rows: times } = await knex.raw(
      'select offer_ids, at from number_images where exchange_id = ? order by at',
      [CHANGED],
    );
    expect(times).toEqual([
      { offer_ids: [OFFER, GONE], at: new Date(AT) },
      { offer_ids: [TURNED], at: new Date(LAST) },
    ]);
    expect(await imagesOf(knex, RESTORED, BACK)).toEqual([{ entity: 'offers', content: null }]);
  });

  it('an exchange of before is told and taken back as ever', async () => {
    const told = (await differencesOf(knex, 'main', CHANGED, 2000)).first.filter(({ entity }) => entity === 'offer');
    expect(told).toEqual([
      { entity: 'offer', id: OFFER, what: 'changed', field: 'name', before: 'before', after: 'now' },
      {
        ...{ entity: 'offer', id: OFFER, what: 'changed', field: 'prices' },
        ...{ before: { t: [{ amount: '1.5' }] }, after: { t: [{ amount: '2.50' }] } },
      },
      { entity: 'offer', id: OFFER, what: 'changed', field: 'stock', before: {}, after: { w: '7' } },
      { entity: 'offer', id: OFFER, what: 'changed', field: 'stock_total', before: null, after: '7.0' },
      { entity: 'offer', id: GONE, what: 'deleted' },
      { entity: 'offer', id: TURNED, what: 'changed', field: 'name', before: 'second', after: 'now' },
      { entity: 'offer', id: TURNED, what: 'changed', field: 'stock_total', before: '2', after: '7.0' },
    ]);
    await knex('before_images').where({ entity: 'groups' }).delete();
    const changes = await database.db.transaction((tx) =>
      putBack(tx, { shopId: 'main', before: CHANGED, exchangeId: NOW }),
    );
    expect(changes.map(({ entityId, action }) => `${action} ${entityId}`).sort()).toEqual(
      [`removed ${BACK}`, `written ${GONE}`, `written ${OFFER}`, `written ${TURNED}`].sort(),
    );
    const rows = await wholeOffers(knex).orderBy('offers.offer_id');
    expect(rows).toMatchObject([
      { offer_id: OFFER, name: 'before', prices: { t: [{ amount: '1.5' }] }, stock: {}, stock_total: null },
      { offer_id: GONE, name: 'before', prices: { t: [{ amount: '1.5' }] }, item_no: '9', exchange_id: NOW },
      { offer_id: TURNED, name: 'first', stock_total: '1' },
    ]);
  });
});
