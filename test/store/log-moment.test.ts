import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { logMoment } from '../../src/store/changes/log-moment.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const ID = '00000000-0000-7000-8000-000000000001';

describe('what the log has told up to a moment', () => {
  let test: TestDatabase;
  let knex: Knex;
  let shops = 0;
  let shop = '';
  let statements = 0;
  beforeAll(async () => {
    test = await openTestDatabase();
    ({ knex } = test.db);
    knex.on('query', () => {
      statements += 1;
    });
  });
  afterAll(async () => await test.close());
  beforeEach(async () => {
    shops += 1;
    shop = `shop${shops}`;
    await knex('shops').insert({ shop_id: shop, name: shop });
  });

  const write = async (...kinds: Change['entity'][]): Promise<number> => {
    const changes = kinds.map((entity): Change => ({ entity, entityId: ID, action: 'written' }));
    await knex.transaction(async (tx) => await recordChanges(tx, shop, null, changes));
    return Number((await knex('change_counters').where({ shop_id: shop }).first('last')).last);
  };
  const counter = () => knex('change_counters').where({ shop_id: shop });

  it('is known without a statement while the log stands still', async () => {
    const seq = await write('group');
    const first = await logMoment(knex, shop, seq);
    statements = 0;
    const again = await logMoment(knex, shop, seq);
    expect([again.no, again.stillHolds(first, ['group', 'property']), statements]).toEqual([seq, true, 0]);
  });

  it('tells what was changed of a kind from what was not, for all who ask with one statement', async () => {
    const before = await logMoment(knex, shop, await write('group'));
    const seq = await write('product', 'property', 'product');
    statements = 0;
    const [now, other] = await Promise.all([logMoment(knex, shop, seq), logMoment(knex, shop, seq)]);
    expect(statements).toBe(1);
    for (const moment of [now, other]) {
      expect(moment.stillHolds(before, ['group', 'priceType'])).toBe(true);
      expect(moment.stillHolds(before, ['group', 'property'])).toBe(false);
      expect(moment.stillHolds(now, ['property', 'product'])).toBe(true);
    }
  });

  it('remembers over many steps', async () => {
    const before = await logMoment(knex, shop, await write('group'));
    const between = await logMoment(knex, shop, await write('warehouse'));
    const now = await logMoment(knex, shop, await write('offer'));
    expect([now.stillHolds(before, ['warehouse']), now.stillHolds(between, ['warehouse'])]).toEqual([false, true]);
  });

  it('vouches for nothing that was read before the log was put back, also when its numbers come again', async () => {
    const first = await write('group');
    const before = await logMoment(knex, shop, await write('property'));
    await knex('changes')
      .where({ shop_id: shop, last_no: first + 1 })
      .delete();
    await counter().update({ last: first });
    const back = await logMoment(knex, shop, first);
    expect([back.no, back.stillHolds(before, ['group'])]).toEqual([first, false]);
    const later = await logMoment(knex, shop, await write('warehouse', 'unit', 'unit'));
    expect([later.stillHolds(before, ['group']), later.stillHolds(back, ['group'])]).toEqual([false, true]);
  });

  it('vouches for nothing behind what was forgotten unread', async () => {
    const before = await logMoment(knex, shop, await write('group'));
    const seq = await write('property');
    await knex('changes').where({ shop_id: shop }).delete();
    await counter().update({ forgotten: seq });
    const now = await logMoment(knex, shop, seq);
    expect([now.stillHolds(before, ['unit']), now.stillHolds(now, ['unit'])]).toEqual([false, true]);
  });

  it('is no older than it was for a request that others have overtaken', async () => {
    const old = await write('group');
    const before = await logMoment(knex, shop, old);
    const seq = await write('property');
    await logMoment(knex, shop, seq);
    const overtaken = await logMoment(knex, shop, old);
    expect([overtaken.no, overtaken.stillHolds(before, ['property'])]).toEqual([seq, false]);
  });

  it('ends when the log was put back between a request and its look', async () => {
    const first = await write('group');
    await logMoment(knex, shop, first);
    await write('property');
    const now = await logMoment(knex, shop, first + 10);
    expect(now.no).toBe(first + 10);
    expect(now.stillHolds(now, ['group'])).toBe(true);
  });

  it('begins anew where more came than is worth to look through', async () => {
    const before = await logMoment(knex, shop, await write('group'));
    const last = await write(...Array.from({ length: 200 }, (_, place) => (place % 2 ? 'offer' : 'product')));
    const now = await logMoment(knex, shop, last);
    expect([now.no, now.stillHolds(before, ['unit'])]).toEqual([last, false]);
  });
});
