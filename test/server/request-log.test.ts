import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/server/log.js';
import { type RunningServer, startServer } from '../../src/server/main.js';
import { insertApiKey } from '../../src/store/nodes/api-keys.js';
import { openEmptyDatabase, type TestDatabase } from '../support/database.js';

type Line = Readonly<Record<string, unknown>>;

const ORDER = {
  customer: { type: 'person', name: 'Олена', phone: '+380501112233' },
  currency: 'UAH',
  lines: [{ name: 'Чашка', quantity: '1', price: '1' }],
};

describe('the line of a request over REST', () => {
  const lines: string[] = [];
  let test: TestDatabase;
  let folder: string;
  let server: RunningServer;
  let key: { readonly key: string; readonly keyId: string };
  beforeAll(async () => {
    test = await openEmptyDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'uzel-log-'));
    const config = readConfig({ HOST: '127.0.0.1', PORT: '0', DATABASE_URL: test.url, DATA_DIR: folder });
    server = await startServer(config, createLog({ LOG_LEVEL: 'info' }, { write: (line) => lines.push(line) }));
    key = await insertApiKey(test.db.knex, 'main', 'каса');
  });
  afterAll(async () => {
    await server.stop();
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (method: 'get' | 'post' | 'patch' | 'delete', address: string) =>
    request(server.url)[method](address).set('Authorization', `Bearer ${key.key}`);

  /** The next line about an address. */
  async function lineOf(act: () => PromiseLike<unknown>): Promise<Line> {
    const before = lines.length;
    await act();
    for (let tries = 0; tries < 200; tries += 1) {
      const found = lines.slice(before).map((line) => JSON.parse(line) as Line);
      const line = found.find(({ msg, path: asked }) => msg === 'request' && String(asked).startsWith('/v1/'));
      if (line) return line;
      await sleep(10);
    }
    throw new Error('there is no line');
  }

  it('says who wrote what, which one was made, what came of it and how long it took', async () => {
    const by = { keyName: 'каса', keyId: key.keyId, shop: 'main' };
    const idempotencyKey = randomUUID();
    const place = () => ask('post', '/v1/orders').set('Idempotency-Key', idempotencyKey).send(ORDER).expect(201);
    let id = '';
    const placed = await lineOf(async () => {
      id = (await place()).body.id;
    });
    expect(placed).toMatchObject({ ...by, level: 30, method: 'POST', operation: 'placeOrder', made: id, status: 201 });
    expect(placed).toMatchObject({ path: '/v1/orders', ms: expect.any(Number) });
    expect(placed).not.toHaveProperty('replayed');
    expect(await lineOf(place)).toMatchObject({ ...by, made: id, replayed: true, status: 201 });

    const patched = await lineOf(() => ask('patch', `/v1/orders/${id}`).send({ comment: 'a' }).expect(200));
    expect(patched).toMatchObject({ ...by, level: 30, operation: 'patchOrder', path: `/v1/orders/${id}`, status: 200 });
    expect(patched).not.toHaveProperty('made');
    const cancel = () =>
      ask('post', `/v1/orders/${id}/cancel`).set('Idempotency-Key', idempotencyKey.slice(1)).send({});
    expect(await lineOf(cancel)).toMatchObject({ ...by, operation: 'cancelOrder', status: 200 });
    expect(await lineOf(cancel)).toMatchObject({ ...by, operation: 'cancelOrder', status: 200, replayed: true });
    const claimed = await lineOf(() => ask('get', '/v1/orders/changes/claim?consumer=x').expect(200));
    expect(claimed).toMatchObject({ ...by, operation: 'claimOrdersByGet', status: 200 });
  });

  it('says what was refused, and why', async () => {
    const wrong = await lineOf(() => ask('post', '/v1/orders').send({}).expect(422));
    expect(wrong).toMatchObject({ level: 30, keyName: 'каса', operation: 'placeOrder', status: 422, code: 'UZ1501' });
    const gone = await lineOf(() => ask('delete', `/v1/webhooks/${randomUUID()}`).expect(404));
    expect(gone).toMatchObject({ operation: 'deleteWebhook', status: 404, code: 'UZ1507' });
    const { key: narrow } = await insertApiKey(test.db.knex, 'main', 'вітрина', { scopes: ['read'] });
    const refused = await lineOf(() =>
      request(server.url).post('/v1/webhooks').set('Authorization', `Bearer ${narrow}`).send({}).expect(403),
    );
    expect(refused).toMatchObject({ keyName: 'вітрина', operation: 'makeWebhook', status: 403, code: 'UZ1008' });
    const unknown = await lineOf(() => request(server.url).post('/v1/orders').set('Authorization', 'Bearer nope'));
    expect(unknown).toMatchObject({ status: 401, code: 'UZ1007' });
    expect(unknown).not.toHaveProperty('keyName');
  });

  it('says of a read who read', async () => {
    const line = await lineOf(() => ask('get', '/v1/products').expect(200));
    expect(line).toMatchObject({ keyName: 'каса', method: 'GET', path: '/v1/products', status: 200 });
    expect(line).not.toHaveProperty('operation');
  });

  it('holds no key, and nothing of what a body or the parameters of an address said', async () => {
    const made = await ask('post', '/v1/webhooks').send({
      url: 'https://crm.example.com/hook?token=t0ken',
      events: ['order.*'],
    });
    expect(made.status).toBe(201);
    await ask('get', '/v1/orders?q=s3cret');
    await sleep(50);
    const all = lines.join('');
    for (const secret of [
      key.key,
      key.key.slice(5),
      made.body.secret,
      't0ken',
      's3cret',
      '380501112233',
      'Олена',
      'nope',
    ]) {
      expect(all).not.toContain(secret);
    }
  });
});
