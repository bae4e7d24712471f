import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { firstStart } from '../../src/exchange/first-start.js';
import { findApiKey, listApiKeys, revokeApiKey } from '../../src/store/nodes/api-keys.js';
import { findNodeByLogin, getNode, insertNode, listNodes, removeNode } from '../../src/store/nodes/nodes.js';
import { verifyPassword } from '../../src/store/nodes/secrets.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase();
  await test.db.knex.raw('delete from order_counters; delete from change_counters; delete from shops');
});
afterEach(async () => await test.close());

const config = readConfig({ FIRST_ORDER_NUMBER: '7001', DEFAULT_TIME_ZONE: 'Asia/Almaty' });

describe('the first start', () => {
  it('makes the shop main, its counters, the node 1c of profile trade and one API key', async () => {
    const made = await firstStart(test.db, config);
    expect(await test.db.knex('shops').select('shop_id')).toEqual([{ shop_id: 'main' }]);
    expect(await test.db.knex('order_counters').select('*')).toEqual([{ shop_id: 'main', next: '7001' }]);
    expect(await test.db.knex('change_counters').select('*')).toEqual([{ shop_id: 'main', last: '0', forgotten: '0' }]);
    const [node, ...others] = await listNodes(test.db.knex, 'main');
    expect(others).toEqual([]);
    expect(node).toMatchObject({
      name: '1c',
      profile: 'trade',
      state: 'active',
      receivesOrders: true,
      timeZone: 'Asia/Almaty',
    });
    expect(await listApiKeys(test.db.knex, 'main')).toHaveLength(1);
    expect(await findApiKey(test.db.knex, made?.apiKey ?? '')).toMatchObject({ shopId: 'main' });
    const found = await findNodeByLogin(test.db.knex, made?.login ?? '');
    expect(await verifyPassword(made?.password ?? '', found?.passwordHash ?? '')).toBe(true);
  });

  it('happens once', async () => {
    expect(await firstStart(test.db, config)).not.toBeNull();
    expect(await firstStart(test.db, config)).toBeNull();
    await test.db.transaction(async (tx) => {
      await removeNode(tx, 'main', (await getNode(tx, 'main', '1c')).nodeId);
      await revokeApiKey(tx, 'main', 'first');
    });
    expect(await firstStart(test.db, config)).toBeNull();
    expect(await listNodes(test.db.knex, 'main')).toEqual([]);
  });

  it('happens once when several processes do it at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, async () => await firstStart(test.db, config)));
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(await listNodes(test.db.knex, 'main')).toHaveLength(1);
    expect(await listApiKeys(test.db.knex, 'main')).toHaveLength(1);
  });

  it('makes nothing where somebody has made a node before', async () => {
    await test.db.knex('shops').insert({ shop_id: 'main', name: 'main' });
    await test.db.transaction(
      async (tx) =>
        await insertNode(tx, 'main', { name: 'mine', login: 'mine', password: 'p', profile: 'utp', timeZone: 'UTC' }),
    );
    expect(await firstStart(test.db, config)).toBeNull();
    expect((await listNodes(test.db.knex, 'main')).map((node) => node.name)).toEqual(['mine']);
    expect(await test.db.knex('order_counters').select('next')).toEqual([{ next: '7001' }]);
  });
});
