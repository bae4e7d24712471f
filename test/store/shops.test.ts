import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countsOfShops } from '../../src/store/nodes/shop-counts.js';
import { ensureShop, getShop, insertShop, listShops, shopSettings, updateShop } from '../../src/store/nodes/shops.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => await test.close());

const add = async (shopId: string, ...changes: Parameters<typeof insertShop>[2][]) =>
  await test.db.transaction(async (tx) => await insertShop(tx, shopId, changes[0] ?? {}, 500));

describe('a shop', () => {
  it('is made with counters of its own, and the defaults of what is not said', async () => {
    const shop = await add('south', { name: ' Юг ', settings: { language: 'uk', country: 'UA' } });
    expect(shop).toEqual({
      shopId: 'south',
      name: 'Юг',
      settings: { language: 'uk', duplicates: 'link', promoCodes: 'warn', country: 'UA' },
      createdAt: expect.any(Date),
    });
    expect(await test.db.knex('order_counters').where({ shop_id: 'south' })).toMatchObject([{ next: '500' }]);
    expect(await test.db.knex('change_counters').where({ shop_id: 'south' })).toMatchObject([{ last: '0' }]);
    expect(await add('north')).toMatchObject({ name: 'north', settings: { language: 'ru' } });
    expect((await listShops(test.db.knex)).map(({ shopId }) => shopId)).toEqual(['main', 'south', 'north']);
  });

  it('is changed in what is said alone, and gives its settings', async () => {
    const change = async (changes: Parameters<typeof updateShop>[2]) =>
      await test.db.transaction(async (tx) => await updateShop(tx, 'south', changes));
    expect(await change({ name: 'Південь' })).toMatchObject({ name: 'Південь', settings: { language: 'uk' } });
    await change({ settings: { duplicates: 'ask' } });
    expect(await shopSettings(test.db.knex, 'south')).toEqual({
      language: 'ru',
      duplicates: 'ask',
      promoCodes: 'warn',
    });
    expect(await shopSettings(test.db.knex, 'main')).toEqual({
      language: 'ru',
      duplicates: 'link',
      promoCodes: 'warn',
    });
  });

  it.each(['', 'South', 'юг', 'a b', '-a', 'a'.repeat(41)])('is not called %j', async (id) => {
    await expect(add(id)).rejects.toMatchObject({ code: 'UZ1607' });
  });

  it('is refused with a name that is blank, or an id that is taken; an unknown one is not found', async () => {
    await expect(add('blank', { name: ' ' })).rejects.toMatchObject({ code: 'UZ1607' });
    await expect(add('south')).rejects.toMatchObject({ code: 'UZ1608' });
    await expect(getShop(test.db.knex, 'nowhere')).rejects.toMatchObject({ code: 'UZ1507' });
    await expect(shopSettings(test.db.knex, 'nowhere')).rejects.toMatchObject({ code: 'UZ1507' });
  });

  it('that is there is not made again, and counts nothing while it has nothing', async () => {
    await test.db.transaction(async (tx) => await ensureShop(tx, 'south', 1));
    expect(await test.db.knex('order_counters').where({ shop_id: 'south' })).toMatchObject([{ next: '500' }]);
    expect((await countsOfShops(test.db.knex))('south')).toEqual({ nodes: 0, keys: 0, orders: 0 });
    expect((await countsOfShops(test.db.knex))('nowhere')).toEqual({ nodes: 0, keys: 0, orders: 0 });
  });
});
