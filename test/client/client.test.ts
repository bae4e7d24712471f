import { createHmac } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import {
  type ClientOptions,
  createClient,
  type Retry,
  UzelApiError,
  UzelConnectionError,
  UzelWebhookError,
  verifyWebhook,
} from '../../src/client/index.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { insertProduct } from '../api/catalogue-rows.js';
import { openRest, type Rest } from '../api/open-rest.js';
import { insertQuickNode } from '../support/quick-node.js';
import { cut, json, lost, plain, type ScriptedServer, stall, startScripted } from './scripted-server.js';

const ORDER = {
  customer: { type: 'person' as const, name: 'Анна' },
  currency: 'RUB',
  lines: [{ name: 'Чашка', quantity: '1', price: '1' }],
};

let rest: Rest;
let between: ScriptedServer;
beforeAll(async () => {
  rest = await openRest();
  between = await startScripted(rest.url);
});
afterAll(async () => {
  await between.close();
  await rest.close();
});

const clientOf = (options: Partial<ClientOptions> = {}) =>
  createClient({ url: between.url, key: rest.key, ...options });
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
const tell = async (count: number, entity: 'product' | 'order' = 'product') =>
  await rest.services.db.transaction(async (tx) => {
    const changes = Array.from({ length: count }, () => ({ entity, entityId: uuid(), action: 'written' as const }));
    await recordChanges(tx, 'main', null, changes);
  });

describe('the client', () => {
  it('sends typed requests and gives whole answers', async () => {
    const uzel = clientOf({ url: `${between.url}/` });
    const placed = await uzel.post('/v1/orders', { body: ORDER });
    expect(placed).toMatchObject({ status: 201, etag: 'W/"1"', data: { version: 1, currency: 'RUB' } });
    const { id } = placed.data;
    const patched = await uzel.patch('/v1/orders/{id}', {
      params: { id },
      body: { comment: 'да' },
      ifMatch: placed.etag ?? '',
    });
    expect(patched.data.comment).toBe('да');
    expect(await uzel.getIfChanged('/v1/orders/{id}', '"2"', { params: { id } })).toBeNull();
    expect((await uzel.getIfChanged('/v1/orders/{id}', '"1"', { params: { id } }))?.data.version).toBe(2);
    const key = 'В пути / 1?';
    await uzel.put('/v1/order-statuses/{key}', { params: { key }, body: {} });
    expect((await uzel.get('/v1/order-statuses')).data.items.map((each) => each.key)).toContain(key);
    const { data } = await uzel.post('/v1/webhooks', { body: { url: 'https://shop.example/', events: ['*'] } });
    const gone = await uzel.delete('/v1/webhooks/{id}', { params: { id: data.id } });
    expect([gone.status, gone.data]).toEqual([204, undefined]);
  });

  it('throws refusals as errors with their code, fields and language', async () => {
    const uzel = clientOf({ language: 'ru' });
    const wrong = await failureOf(uzel.post('/v1/orders', { body: { ...ORDER, currency: 'rub', lines: [] } }));
    expect(wrong).toBeInstanceOf(UzelApiError);
    expect(wrong).toMatchObject({ code: 'UZ1501', status: 422, title: 'Запрос неверен' });
    expect((wrong as UzelApiError).errors.map(({ path }) => path)).toEqual(['currency', 'lines']);
    const stale = uzel.patch('/v1/orders/{id}', { params: { id: uuid() }, body: {}, ifMatch: '"9"' });
    expect(await failureOf(stale)).toMatchObject({ code: 'UZ1507' });
    expect(await failureOf(clientOf({ key: 'wrong' }).get('/v1/shop'))).toMatchObject({ code: 'UZ1007', status: 401 });
    await expect(uzel.get('/v1/products/{id}', { params: { id: '' } })).rejects.toThrow('params.id');
  });

  it('repeats what may be repeated, under the same key, and places one order though answers were lost', async () => {
    const retries: Retry[] = [];
    const uzel = clientOf({ onRetry: (retry) => retries.push(retry) });
    const before = between.came.length;
    between.next(cut, lost(rest.url), plain(502), json(503, { code: 'UZ1204' }, { 'Retry-After': '0' }), 'pass');
    const { data: order, headers } = await uzel.post('/v1/orders', { body: { ...ORDER, comment: 'one' } });
    const sent = between.came.slice(before);
    expect(sent).toHaveLength(5);
    expect(new Set(sent.map(({ headers: each }) => each['idempotency-key'])).size).toBe(1);
    expect(headers.get('idempotency-replayed')).toBe('true');
    expect(retries.map(({ error }) => (error instanceof UzelApiError ? error.status : error.name))).toEqual([
      'UzelConnectionError',
      'UzelConnectionError',
      502,
      503,
    ]);
    const orders = [];
    for await (const each of uzel.all('/v1/orders', { query: { limit: 1 } })) orders.push(each);
    expect(orders.filter(({ comment }) => comment === 'one').map(({ id }) => id)).toEqual([order.id]);
    expect(orders.length).toBeGreaterThan(1);
  });

  it('does not repeat what might be done twice, nor what is refused, nor for ever', async () => {
    const uzel = clientOf({ retries: 2 });
    const { data: order } = await uzel.post('/v1/orders', { body: ORDER });
    const lock = () => uzel.post('/v1/orders/{id}/lock', { params: { id: order.id }, body: { seconds: 60 } });
    const tries = async (work: () => Promise<unknown>) => {
      const before = between.came.length;
      const failure = await failureOf(work());
      return [between.came.length - before, failure instanceof Error ? failure.name : failure];
    };
    between.next(cut);
    expect(await tries(lock)).toEqual([1, 'UzelConnectionError']);
    between.next(json(429, { code: 'UZ1009' }, { 'Retry-After': '0' }), 'pass');
    expect(await tries(lock)).toEqual([2, 'no failure']);
    between.next(json(500, { code: 'UZ1999' }));
    expect(await tries(() => uzel.get('/v1/shop'))).toEqual([1, 'UzelApiError']);
    between.next(json(429, { code: 'UZ1009' }, { 'Retry-After': '3600' }));
    expect(await tries(() => uzel.get('/v1/shop'))).toEqual([1, 'UzelApiError']);
    between.next(cut, cut, cut);
    expect(await tries(() => uzel.get('/v1/shop'))).toEqual([3, 'UzelConnectionError']);
    between.next((response) => response.writeHead(301, { Location: 'https://elsewhere.example/v1/shop' }).end());
    expect(await failureOf(uzel.get('/v1/shop'))).toMatchObject({ status: 301, code: null });
    between.next(plain(200));
    expect(await failureOf(uzel.get('/v1/shop'))).toMatchObject({
      code: null,
      message: expect.stringMatching(/not JSON/),
    });
  });

  it('ends by its time, by a signal, and takes half an answer for none', async () => {
    const uzel = clientOf({ retries: 0, timeoutMs: 2000 });
    between.next(stall);
    expect(await failureOf(uzel.get('/v1/shop'))).toMatchObject({ name: 'UzelConnectionError', timedOut: true });
    const end = new AbortController();
    between.next(() => end.abort(new Error('enough')));
    const options = { signal: end.signal, timeoutMs: 5000, retries: 3 };
    expect(await failureOf(uzel.get('/v1/shop', options))).toMatchObject({ message: 'enough' });
    expect(await failureOf(uzel.get('/v1/shop', options))).toMatchObject({ message: 'enough' });
    between.next((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"id":', () => response.destroy());
    }, 'pass');
    expect((await uzel.get('/v1/shop', { retries: 1, timeoutMs: 5000 })).status).toBe(200);
    const nobody = createClient({ url: 'http://127.0.0.1:1', key: 'x', retries: 0 });
    expect(await failureOf(nobody.get('/v1/shop'))).toBeInstanceOf(UzelConnectionError);
  });

  it('reads an export line by line, and takes half of one for none', async () => {
    const uzel = clientOf({ retries: 0 });
    const names = ['Матрац', 'Стіл', 'Лава'];
    for (const [index, name] of names.entries()) await insertProduct(rest.knex, { external_id: String(index), name });
    const { headers, items } = await uzel.lines('/v1/export/products.ndjson', { query: { fields: ['name'] } });
    expect(Number(headers.get('uzel-seq'))).toBe(await uzel.lastChange());
    const read: (string | null | undefined)[] = [];
    for await (const { name } of items) read.push(name);
    expect(read).toEqual(names);
    between.next((response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
      response.write('{"name":"a"}\n{"na', () => response.destroy());
    });
    const half = await uzel.lines('/v1/export/products.ndjson');
    await half.items.next();
    expect(await failureOf(half.items.next())).toBeInstanceOf(UzelConnectionError);
  });

  it('gives a refused upload as an error, and bytes as fetch gives them', async () => {
    const uzel = clientOf();
    const form = new FormData();
    form.set('node', 'nobody');
    form.set('file', new Blob(['<КоммерческаяИнформация/>']), 'import.xml');
    expect(await failureOf(uzel.post('/v1/feeds', { body: form }))).toMatchObject({ code: 'UZ1501' });
    expect(await failureOf(uzel.raw('get', '/v1/files/{id}', { params: { id: uuid() } }))).toMatchObject({
      status: 404,
    });
    const response = await uzel.raw('get', '/v1/shop');
    expect(await response.json()).toMatchObject({ id: 'main' });
  });
});

describe.each(['changePages', 'changes', 'events'] as const)('%s', (how) => {
  it('tells every change once and in order, through cuts, half answers and restarts, until the signal', async () => {
    const uzel = clientOf();
    const after = await uzel.lastChange();
    const end = new AbortController();
    const seen: number[] = [];
    const TOTAL = 60;
    const take = (seq: number): void => {
      seen.push(seq);
      if (seen.length === TOTAL) end.abort();
      else if (seen.length % 20 === 0) between.next(cut);
    };
    const follow = async (): Promise<void> => {
      const options = { after, types: ['product' as const], signal: end.signal };
      if (how === 'changePages') {
        for await (const { items } of uzel.changePages({ ...options, limit: 7 }))
          for (const { seq } of items) take(seq);
      } else if (how === 'changes') {
        for await (const { seq } of uzel.changes({ ...options, limit: 7 })) take(seq);
      } else for await (const { seq } of uzel.events(options)) take(seq);
    };
    const following = follow();
    for (let lot = 0; lot < 4; lot++) {
      await tell(15);
      await tell(3, 'order');
      rest.parts.changes.wake();
    }
    await following;
    const { data } = await uzel.get('/v1/changes', { query: { after: String(after), types: 'product', limit: 1000 } });
    expect(seen).toEqual(data.items.map(({ seq }) => seq));
  });

  it('says with 410 that what it asks for is kept no more', async () => {
    await rest.knex('change_counters').where({ shop_id: 'main' }).update({ forgotten: 5 });
    const uzel = clientOf();
    const first = async (): Promise<void> => {
      for await (const _ of uzel[how]({ after: 2 })) return;
    };
    expect(await failureOf(first())).toMatchObject({ code: 'UZ1521', status: 410 });
    await rest.knex('change_counters').where({ shop_id: 'main' }).update({ forgotten: 0 });
  });
});

describe.each(['changePages', 'changes', 'events'] as const)('%s from the latest', (how) => {
  const numbers = async function* (after: number | 'latest', signal: AbortSignal, options = {}) {
    const uzel = clientOf(options);
    if (how === 'changePages') {
      for await (const { items } of uzel.changePages({ after, signal })) yield* items.map(({ seq }) => seq);
    } else for await (const { seq } of uzel[how]({ after, signal })) yield seq;
  };

  it('tells nothing of what was before, and nothing is lost though the first connections are', async () => {
    await tell(5);
    const place = await clientOf().lastChange();
    const end = new AbortController();
    const asked = between.came.length;
    // The place is read; what would tell the first change is cut before it has told anything.
    between.next('pass', (response) => {
      response.writeHead(200, { 'Content-Type': how === 'events' ? 'text/event-stream' : 'application/json' });
      void tell(3).then(() => response.destroy());
    });
    const seen: number[] = [];
    for await (const seq of numbers('latest', end.signal)) {
      seen.push(seq);
      if (seen.length === 3) end.abort();
    }
    expect(seen).toEqual([place + 1, place + 2, place + 3]);
    const questions = between.came.slice(asked).map(({ url }) => new URL(url, 'http://x').searchParams.get('after'));
    expect(questions).toEqual(['latest', String(place), String(place)]);
  });

  it('goes on behind the number that was seen last, and stops at once when it is told to', async () => {
    const place = await clientOf().lastChange();
    await tell(4);
    const seen: number[] = [];
    const first = new AbortController();
    for await (const seq of numbers(place, first.signal)) {
      seen.push(seq);
      if (how !== 'changePages' && seen.length === 2) break; // left in the midst
      if (seen.length === 4) break;
    }
    const retried: Retry[] = [];
    const end = new AbortController();
    const rest_ = (async () => {
      for await (const seq of numbers(seen.at(-1) ?? 0, end.signal, { onRetry: (retry: Retry) => retried.push(retry) }))
        seen.push(seq);
      return 'ended';
    })();
    const asked = between.came.length;
    while (between.came.length === asked || seen.length < 4) await sleep(10);
    await sleep(100); // it waits for more now
    const begun = Date.now();
    end.abort(new Error('enough'));
    expect(await rest_).toBe('ended');
    expect(Date.now() - begun).toBeLessThan(5000); // not the 15 s and more that it waits for
    expect(seen).toEqual([1, 2, 3, 4].map((n) => place + n));
    expect(retried).toEqual([]);
    const before = new AbortController();
    before.abort();
    for await (const _ of numbers('latest', before.signal)) throw new Error('it was told to stop');
  });

  it.each([
    ['120', 120],
    ['999999999', 3600],
  ])('waits as long as it is asked to, an hour at most: %s s', async (told, seconds) => {
    const end = new AbortController();
    const waits: number[] = [];
    between.next(json(503, {}, { 'Retry-After': told }));
    const onRetry = ({ waitMs }: Retry) => {
      waits.push(waitMs);
      end.abort();
    };
    for await (const _ of numbers(0, end.signal, { onRetry })) throw new Error('it did not wait');
    expect(waits.map((ms) => Math.floor(ms / 1000))).toEqual([seconds]);
  });
});

it('events over many connections leave nothing on the signal', async () => {
  const end = new AbortController();
  const warnings: Error[] = [];
  const warn = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warn);
  const place = await clientOf().lastChange();
  await tell(1);
  const listeners = () => getEventListeners(end.signal, 'abort').length;
  const counts: number[] = [];
  let connections = 0;
  const uzel = clientOf({
    fetch: async (...asked) => {
      connections += 1;
      if (connections <= 3) between.next((response) => void response.writeHead(200).end('retry: 1\n\n'));
      else counts.push(listeners());
      return await fetch(...asked);
    },
  });
  for await (const { seq } of uzel.events({ after: place, signal: end.signal })) {
    expect(seq).toBe(place + 1);
    break;
  }
  process.off('warning', warn);
  expect([connections, counts, listeners(), warnings]).toEqual([4, [1], 0, []]);
});

describe('an upload', () => {
  it('is sent whole again under the same key when its answer was lost, and is taken up once', async () => {
    await rest.services.db.transaction(
      async (tx) => await insertQuickNode(tx, 'main', { name: '1c', profile: 'trade', timeZone: 'UTC' }),
    );
    const form = new FormData();
    form.set('node', '1c');
    form.set('dryRun', 'true');
    const feed = `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08"><!--${'x'.repeat(200_000)}--></КоммерческаяИнформация>`;
    form.set('file', new Blob([feed]), 'import.xml');
    const asked = between.came.length;
    between.next(cut, lost(rest.url), json(429, { code: 'UZ1009' }, { 'Retry-After': '0' }), 'pass');
    const { status, headers } = await clientOf().post('/v1/feeds', { body: form });
    expect([status, headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    const sent = between.came.slice(asked);
    expect(sent).toHaveLength(4);
    for (const { body } of sent) expect(body).toContain(feed);
    expect(new Set(sent.map(({ headers: { 'idempotency-key': key } }) => key)).size).toBe(1);
    expect(await rest.knex('feed_requests')).toHaveLength(1);
  });
});

describe('verifyWebhook', () => {
  const secret = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
  const body = JSON.stringify({ type: 'order.created', timestamp: '2026-01-31T10:00:00.000Z', data: { id: 'ї' } });
  /** By node:crypto, as the specification says. */
  const signed = (key = secret, at = Math.floor(Date.now() / 1000), text = body) => {
    const hmac = createHmac('sha256', Buffer.from(key.slice(6), 'base64')).update(`msg_1.${at}.${text}`);
    return {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${hmac.digest('base64')}`,
    };
  };

  it('gives the message that a secret signed, of fetch and of node:http, while secrets are rotated too', () => {
    const message = { type: 'order.created', timestamp: '2026-01-31T10:00:00.000Z', data: { id: 'ї' }, id: 'msg_1' };
    expect(verifyWebhook(body, signed(), secret)).toEqual(message);
    expect(verifyWebhook(Buffer.from(body), new Headers(signed()), ['whsec_AAAA', secret])).toEqual(message);
  });

  it.each([
    ['another body', () => verifyWebhook(`${body} `, signed(), secret)],
    ['another secret', () => verifyWebhook(body, signed('whsec_AAAA'), secret)],
    ['an old one', () => verifyWebhook(body, signed(secret, Date.now() / 1000 - 400), secret)],
    ['no headers', () => verifyWebhook(body, {}, secret)],
    ['no secret', () => verifyWebhook(body, signed(), [])],
    ['bytes that are no text', () => verifyWebhook(Buffer.from([0xff, 0xfe]), signed(), secret)],
  ])('refuses %s', (_what, verify) => {
    expect(verify).toThrow(UzelWebhookError);
  });
});
