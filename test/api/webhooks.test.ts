import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deleteOldMessages } from '../../src/store/webhooks/webhook-retention.js';
import { EVENTS } from '../../src/webhooks/event-names.js';
import { isSigned } from '../support/verify-webhook.js';
import { OK, Receiver, status } from '../support/webhook-receiver.js';
import { openRest, type Rest } from './open-rest.js';

let rest: Rest;
let receiver: Receiver;
beforeAll(async () => {
  rest = await openRest({ WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_TIMEOUT_SECONDS: '5' });
  receiver = await Receiver.start();
});
beforeEach(async () => {
  receiver.received.splice(0);
  receiver.answer = OK;
  await rest.knex('webhooks').delete();
});
afterAll(async () => {
  await receiver.stop();
  await rest.close();
});

const make = async (fields: object = {}, headers: Record<string, string> = {}) =>
  await rest.request('post', '/v1/webhooks', { body: { url: receiver.url, events: ['*'], ...fields }, headers });
const patch = async (id: string, body: object) => await rest.request('patch', `/v1/webhooks/${id}`, { body });
const post = async (path: string, headers: Record<string, string> = {}) =>
  await rest.request('post', `/v1/webhooks/${path}`, { headers });

describe('webhooks', () => {
  it('are made, and their secret is shown once', async () => {
    const fields = { events: ['order.*', 'price.changed'], filter: { sites: ['a'] }, description: 'CRM' };
    const made = await make(fields);
    expect(made.status).toBe(201);
    const { id, secret, ...shown } = made.body;
    expect(made.headers).toMatchObject({ location: `/v1/webhooks/${id}`, 'cache-control': 'no-store' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).toMatchObject({ ...fields, url: receiver.url, state: 'active', failingSince: null });
    for (const path of ['', `/${id}`]) {
      const read = await rest.get(`/v1/webhooks${path}`);
      expect(read.status).toBe(200);
      expect(read.text).not.toContain('whsec_');
    }
    expect((await rest.get('/v1/webhooks')).body.items).toEqual([{ id, ...shown }]);
  });

  it('are made once with one key, and the secret is given again', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const [first, second] = [await make({}, key), await make({}, key)];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await rest.get('/v1/webhooks')).body.items).toHaveLength(1);
  });

  it('are changed field by field, and removed', async () => {
    const { id } = (await make({ filter: { statuses: ['new'] } })).body;
    const changed = await patch(id, { events: ['order.paid'], description: null, state: 'paused' });
    expect(changed.body).toMatchObject({
      ...{ events: ['order.paid'], description: null, state: 'paused' },
      ...{ url: receiver.url, filter: { statuses: ['new'] } },
    });
    expect((await patch(id, { filter: {} })).body.filter).toEqual({});
    expect((await rest.request('delete', `/v1/webhooks/${id}`)).status).toBe(204);
    for (const response of [
      await rest.get(`/v1/webhooks/${id}`),
      await patch(id, {}),
      await rest.request('delete', `/v1/webhooks/${id}`),
      await post(`${id}/rotate`),
      await post(`${id}/test`),
      await rest.get(`/v1/webhooks/${id}/deliveries`),
      await rest.get(`/v1/webhooks/${id}/deliveries/${randomUUID()}`),
      await post(`${id}/deliveries/${randomUUID()}/resend`),
    ])
      expect([response.status, response.body.code]).toEqual([404, 'UZ1507']);
  });

  it('need an address that may be told, and events that there are', async () => {
    const paths = (response: { body: { errors?: { path: string }[] } }) =>
      response.body.errors?.map(({ path }) => path);
    expect(paths(await make({ events: [] }))).toEqual(['events']);
    expect(paths(await make({ events: ['order.eaten'] }))).toEqual(['events.0']);
    expect(paths(await make({ filter: { site: 'a' } }))).toEqual(['filter.site']);
    expect(paths(await make({ filter: { nodes: ['a'] } }))).toEqual(['filter.nodes.0']);
    expect(paths(await make({ url: 7 }))).toEqual(['url']);
    for (const url of ['ftp://a.example/', 'https://u:p@a.example/', 'http://169.254.169.254/', 'no url']) {
      const refused = await make({ url });
      expect([refused.status, refused.body.code]).toEqual([422, 'UZ1523']);
    }
    const { id } = (await make()).body;
    expect((await patch(id, { url: 'http://0.0.0.0/' })).body.code).toBe('UZ1523');
    expect((await make({ events: [...EVENTS] })).status).toBe(201);
  });

  it('are fifty at most', async () => {
    for (let count = 0; count < 50; count += 1) expect((await make()).status).toBe(201);
    const refused = await make();
    expect([refused.status, refused.body.code]).toEqual([409, 'UZ1524']);
  });

  it('get a new secret, which is shown once', async () => {
    const { id, secret: former } = (await make()).body;
    const { status: code, body } = await post(`${id}/rotate`);
    expect([code, body.id]).toEqual([200, id]);
    expect(body.secret).not.toBe(former);
    await post(`${id}/test`);
    const [came] = receiver.received;
    for (const secret of [former, body.secret])
      expect(isSigned(came?.headers ?? {}, came?.text ?? '', secret)).toBe(true);
    expect(came?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  });

  it('are for keys with the scope `admin` alone', async () => {
    const { insertApiKey } = await import('../../src/store/nodes/api-keys.js');
    const { key } = await insertApiKey(rest.knex, 'main', `reader-${randomUUID()}`, { scopes: ['read', 'orders'] });
    const refused = await rest.request('get', '/v1/webhooks', { key });
    expect([refused.status, refused.body.code]).toEqual([403, 'UZ1008']);
  });
});

describe('the test button', () => {
  it('sends a message at once, also to one that is paused, and tells what came of it', async () => {
    const { id, secret } = (await make()).body;
    await patch(id, { state: 'paused' });
    const { status: code, body } = await post(`${id}/test`);
    expect(code).toBe(200);
    expect(body).toMatchObject({ type: 'webhook.test', state: 'delivered', order: null, nextAt: null });
    expect(body.attempts).toMatchObject([{ attempt: 1, status: 204, error: null, answer: '' }]);
    const [came] = receiver.received;
    expect(came?.body).toMatchObject({ type: 'webhook.test', data: { webhook: id } });
    expect(came?.id).toBe(body.webhookId);
    expect(isSigned(came?.headers ?? {}, came?.text ?? '', secret)).toBe(true);
    receiver.answer = status(500);
    const failed = (await post(`${id}/test`)).body;
    expect(failed).toMatchObject({ state: 'failed', attempts: [{ status: 500, answer: 'answer 500' }] });
    receiver.answer = () => undefined;
    expect((await post(`${id}/test`)).body).toMatchObject({
      state: 'failed',
      attempts: [{ status: null, error: 'no answer came in time', answer: null }],
    });
  });
});

describe('the log of deliveries', () => {
  it('is paged, newest first, and shows what was sent', async () => {
    const { id } = (await make()).body;
    for (let count = 0; count < 5; count += 1) await post(`${id}/test`);
    const list = `/v1/webhooks/${id}/deliveries`;
    const all = (await rest.get(list)).body.items;
    expect(all).toHaveLength(5);
    const pages = [];
    for (let cursor = ''; ; ) {
      const { body } = await rest.get(`${list}?limit=2${cursor}`);
      pages.push(body.items);
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(all);
    const times = all.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const one = await rest.get(`${list}/${all[0].id}`);
    expect(one.body).toEqual({ ...all[0], body: receiver.received.at(-1)?.text });
    expect((await rest.get(`${list}?state=failed`)).body.items).toEqual([]);
    expect((await rest.get(`${list}?order=${randomUUID()}`)).body.items).toEqual([]);
    expect((await rest.get(`${list}?cursor=x`)).body.code).toBe('UZ1501');
    expect((await rest.get(`${list}?state=lost`)).body.code).toBe('UZ1501');
  });

  it('forgets what was done with days ago, and nothing that waits', async () => {
    const { id } = (await make()).body;
    for (let count = 0; count < 3; count += 1) await post(`${id}/test`);
    const [first, second] = (await rest.get(`/v1/webhooks/${id}/deliveries`)).body.items;
    expect((await post(`${id}/deliveries/${first.id}/resend`)).status).toBe(202);
    await rest.knex('webhook_messages').update({ at: rest.knex.raw("now() - interval '31 days'") });
    await rest
      .knex('webhook_messages')
      .whereNotNull('done_at')
      .update({ done_at: rest.knex.raw("now() - interval '31 days'") });
    await rest.knex('webhook_messages').where({ message_id: second.id }).update({ done_at: rest.knex.fn.now() });
    expect(await deleteOldMessages(rest.knex, 30)).toBe(1);
    const left = (await rest.get(`/v1/webhooks/${id}/deliveries`)).body.items.map((one: { id: string }) => one.id);
    expect(left).toEqual([first.id, second.id]);
  });
});
