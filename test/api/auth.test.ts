import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertApiKey, revokeApiKey } from '../../src/store/nodes/api-keys.js';
import { insertGroup } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('the API key', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  it('is demanded everywhere, also where nothing is', async () => {
    for (const url of ['/v1/products', '/v1/orders', '/v1/exchanges', '/v1/files/x', '/v1/nothing', '/v1/']) {
      const response = await rest.request('get', url, { key: null });
      expect([url, response.status, response.body.code]).toEqual([url, 401, 'UZ1007']);
      expect(response.headers['www-authenticate']).toBe('Bearer');
    }
    expect((await rest.request('post', '/v1/orders', { key: null, body: '{"half' })).status).toBe(401);
  });

  it.each(['Bearer', 'Bearer wrong', 'Basic dTpw', 'Bearer a b', 'bearer \u00e9'])(
    'is not "%s"',
    async (authorization) => {
      const headers = { Authorization: authorization };
      const response = await rest.request('get', '/v1/products', { key: null, headers });
      expect([response.status, response.body.code]).toEqual([401, 'UZ1007']);
      expect(response.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    },
  );

  it('is taken whatever the case of "bearer", until it is revoked', async () => {
    const { key } = await insertApiKey(rest.knex, 'main', 'short-lived');
    const headers = { Authorization: `bEARER ${key}` };
    expect((await rest.request('get', '/v1/products', { key: null, headers })).status).toBe(200);
    await revokeApiKey(rest.knex, 'main', 'short-lived');
    expect((await rest.request('get', '/v1/products', { key })).status).toBe(401);
  });

  it('decides the shop', async () => {
    await rest.knex('shops').insert({ shop_id: 'second', name: 'second' });
    await insertGroup(rest.knex, { external_id: 'mine' });
    await insertGroup(rest.knex, { external_id: 'theirs', shop_id: 'second' });
    const { key } = await insertApiKey(rest.knex, 'second', 'test');
    const names = async (response: Promise<{ body: { items: { externalId: string }[] } }>) =>
      (await response).body.items.map((item) => item.externalId);
    expect(await names(rest.get('/v1/groups'))).toEqual(['mine']);
    expect(await names(rest.request('get', '/v1/groups', { key }))).toEqual(['theirs']);
  });
});
