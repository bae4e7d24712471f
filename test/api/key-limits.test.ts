import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../src/api/openapi.js';
import { insertApiKey, listApiKeys, type Scope } from '../../src/store/nodes/api-keys.js';
import { openRest, type Rest } from './open-rest.js';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('what an API key may do, and how often', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest({ RATE_PER_MINUTE: '200' });
  });
  afterAll(async () => await rest.close());

  const keyFor = async (name: string, scopes: readonly Scope[], ratePerMinute: number | null = null) =>
    (await insertApiKey(rest.knex, 'main', name, { scopes, ratePerMinute })).key;

  it.each<[Scope, 'get' | 'post' | 'patch' | 'put' | 'delete', string]>([
    ['read', 'get', '/v1/products'],
    ['read', 'get', `/v1/files/${ID}`],
    ['read', 'get', '/v1/promo-codes'],
    ['read', 'get', '/v1/shop'],
    ['orders', 'get', '/v1/orders'],
    ['orders', 'get', `/v1/orders/${ID}/documents`],
    ['orders', 'post', '/v1/orders'],
    ['orders', 'delete', `/v1/orders/${ID}/lock`],
    ['orders', 'get', '/v1/customers'],
    ['orders', 'get', '/v1/counterparties'],
    ['orders', 'get', '/v1/duplicates'],
    ['orders', 'get', '/v1/other-records'],
    ['orders', 'get', '/v1/other-records/names'],
    ['orders', 'get', `/v1/other-records/${ID}`],
    ['orders', 'get', '/v1/employees'],
    ['admin', 'get', '/v1/nodes'],
    ['admin', 'get', '/v1/exchanges'],
    ['admin', 'get', `/v1/feeds/${ID}`],
    ['admin', 'put', '/v1/promo-codes/X'],
  ])('only the scope %s lets %s %s in', async (scope, method, url) => {
    const others = (['read', 'orders', 'admin'] as const).filter((other) => other !== scope);
    const wrong = await keyFor(`without ${scope} ${method} ${url}`, others);
    const response = await rest.request(method, url, { key: wrong, ...(method === 'get' ? {} : { body: '{"half' }) });
    expect([response.status, response.body.code]).toEqual([403, 'UZ1008']);
    expect(response.body.detail).toContain(`"${scope}"`);
    expect(response.headers['www-authenticate']).toBe(`Bearer error="insufficient_scope", scope="${scope}"`);
    const right = await keyFor(`with ${scope} ${method} ${url}`, [scope]);
    expect((await rest.request(method, url, { key: right })).status).not.toBe(403);
  });

  it('the document names the scope of each operation', () => {
    const paths = openApiDocument().paths ?? {};
    const operations = Object.values(paths).flatMap((path) => Object.values(path as Record<string, object>));
    expect(operations.length).toBeGreaterThan(50);
    for (const operation of operations) {
      expect(operation).toMatchObject({ security: [{ apiKey: [expect.stringMatching(/^(read|orders|admin)$/)] }] });
    }
  });

  it('over its limit a key gets 429 with how long to wait; others go on', async () => {
    const key = await keyFor('slow', ['read'], 3);
    for (let sent = 0; sent < 3; sent += 1) expect((await rest.request('get', '/v1/units', { key })).status).toBe(200);
    const refused = await rest.request('get', '/v1/units', { key });
    expect([refused.status, refused.body.code]).toEqual([429, 'UZ1009']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await rest.get('/v1/units')).status).toBe(200);
  });

  it('a key without a limit of its own has that of the server', async () => {
    const key = await keyFor('default', ['read']);
    const statuses = await Promise.all(
      Array.from({ length: 205 }, async () => (await rest.request('get', '/v1/units', { key })).status),
    );
    expect([statuses.filter((status) => status === 200).length, statuses.filter((s) => s === 429).length]).toEqual([
      200, 5,
    ]);
  });

  it('its last use is told, and one that is refused is a use too', async () => {
    const key = await keyFor('last use', ['orders']);
    expect((await rest.request('get', '/v1/units', { key })).status).toBe(403);
    const used = async () => (await listApiKeys(rest.knex, 'main')).find(({ name }) => name === 'last use')?.lastUsedAt;
    while (!(await used())) await sleep(5);
    expect(Math.abs(Number(await used()) - Date.now())).toBeLessThan(60_000);
  });

  it('an address that tries keys is shut before the database is asked; known keys pass', async () => {
    const good = await keyFor('neighbour', ['read']);
    expect((await rest.request('get', '/v1/units', { key: good })).status).toBe(200);
    const answers = [];
    for (let sent = 0; sent < 125; sent += 1) {
      const { status } = await rest.request('get', '/v1/units', { key: `wrong${sent}` });
      answers.push(status);
    }
    expect(new Set(answers.slice(0, 100))).toEqual(new Set([401]));
    expect(answers.at(-1)).toBe(429);
    expect((await rest.request('get', '/v1/units', { key: good })).status).toBe(200);
  });
});
