import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { ROUTES } from '../../src/api/routes.js';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

/** Writes without a key, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  placeOrder: 'has a key of its own, which it needs',
  uploadFeed: 'keeps its key together with the file',
  stopFeed: 'to stop twice is to stop',
  lockOrder: 'sent again it prolongs the lock',
  previewPrices: 'writes nothing',
  testWebhook: 'sends a message each time that it is asked to',
};

const ORDER = {
  customer: { type: 'person', name: 'Олена' },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '2', price: '100' }],
};

describe('writes that are sent again', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    await insertNodeRow(rest.knex, { name: 'one' });
    await insertNodeRow(rest.knex, { name: 'two' });
  });
  afterAll(async () => await rest.close());

  const place = async () =>
    (await rest.request('post', '/v1/orders', { body: ORDER, headers: { 'Idempotency-Key': uuid() } })).body;
  const twice = async (method: 'post' | 'put' | 'patch' | 'delete', url: string, body?: object, more = {}) => {
    const options = { headers: { 'Idempotency-Key': uuid(), ...more }, ...(body && { body }) };
    const [first, again] = [await rest.request(method, url, options), await rest.request(method, url, options)];
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    return first;
  };

  it('all take an Idempotency-Key, but those of which it is said why not', () => {
    const without = ROUTES.filter(({ docs }) => docs.method !== 'get' && !docs.idempotent);
    expect(without.map(({ docs }) => docs.operationId).sort()).toEqual(Object.keys(WITHOUT).sort());
  });

  it('a change of an order with If-Match has its first answer, not a refusal for its own version', async () => {
    const { id } = await place();
    const changed = await twice('patch', `/v1/orders/${id}`, { comment: 'a' }, { 'If-Match': '"1"' });
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
  });

  it('a lot of orders whose answer was lost is told again, not held back for the length of its lease', async () => {
    await place();
    const lot = await twice('post', '/v1/orders/changes/claim', { consumer: 'crm', limit: 1 });
    expect(lot.body.items).toHaveLength(1);
    expect((await twice('post', '/v1/orders/changes/ack', { claim: lot.body.claim })).status).toBe(200);
  });

  it('an order is sent to 1C once more, locked and unlocked, and moved, once', async () => {
    const { id } = await place();
    const version = async () => (await rest.get(`/v1/orders/${id}`)).body.version;
    const before = await version();
    await twice('post', `/v1/orders/${id}/resend`);
    expect(await version()).toBeLessThanOrEqual(before + 1);
    expect((await rest.request('post', `/v1/orders/${id}/lock`, { body: { seconds: 60, by: 'me' } })).status).toBe(200);
    expect((await twice('delete', `/v1/orders/${id}/lock`)).status).toBe(200);
    expect((await twice('post', `/v1/orders/${id}/owner`, { node: 'two' })).status).toBe(200);
  });

  it('an order is unlocked though what 1C said meanwhile cannot be applied', async () => {
    const { id } = await place();
    await rest.request('post', `/v1/orders/${id}/lock`, { body: { seconds: 60 } });
    const { node_id } = await rest.knex('nodes').first('node_id');
    await rest.knex('waiting_documents').insert({
      ...{ shop_id: 'main', waiting_id: uuid(), order_id: id, node_id, exchange_id: uuid(), feed_id: uuid() },
      ...{ document: JSON.stringify('no document'), document_key: 'k' },
    });
    const unlock = async () =>
      await rest.request('delete', `/v1/orders/${id}/lock`, { headers: { 'Idempotency-Key': uuid() } });
    expect((await unlock()).status).toBe(500);
    expect((await rest.get(`/v1/orders/${id}`)).body.lock).toBeNull();
  });

  it('entries of directories are put and taken away once', async () => {
    for (const [url, body] of [
      ['/v1/employees/007', { name: 'Іваненко' }],
      ['/v1/promo-codes/SPRING', { name: 'Весна' }],
    ] as const) {
      expect((await twice('put', url, body)).status).toBe(200);
      expect((await twice('delete', url)).status).toBe(200);
    }
  });
});
