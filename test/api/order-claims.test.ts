import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Анна' },
  currency: 'RUB',
  lines: [{ name: 'Чашка', quantity: '1', price: '1' }],
};

describe('the queue of changed orders', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const place = async (): Promise<string> =>
    (await rest.request('post', '/v1/orders', { body: ORDER, headers: { 'Idempotency-Key': uuid() } })).body.id;
  const patch = async (id: string, comment: string) =>
    await rest.request('patch', `/v1/orders/${id}`, { body: { comment } });
  const claim = async (body: object) => await rest.request('post', '/v1/orders/changes/claim', { body });
  const ack = async (id: string | null) =>
    await rest.request('post', '/v1/orders/changes/ack', { body: { claim: id } });

  it('gives each order once, as it is now; confirmed it gives the next', async () => {
    const [a, b, c] = [await place(), await place(), await place()];
    await patch(a, 'first');
    await patch(a, 'second');
    const lot = await claim({ consumer: 'crm', limit: 2 });
    expect([lot.status, lot.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(lot.body.items.map(({ order }: { order: { id: string } }) => order.id)).toEqual([a, b]);
    expect(lot.body.items[0].order).toEqual((await rest.get(`/v1/orders/${a}`)).body);
    expect(Date.parse(lot.body.until) - Date.now()).toBeGreaterThan(290_000);

    const again = await claim({ consumer: 'crm' });
    expect(again.body).toEqual({ claim: null, items: [], until: lot.body.until });

    const confirmed = await ack(lot.body.claim);
    expect([confirmed.status, confirmed.body.consumer]).toEqual([200, 'crm']);
    expect((await ack(lot.body.claim)).body).toEqual(confirmed.body);

    const rest_ = await claim({ consumer: 'crm', lease: 1 });
    expect(rest_.body.items.map(({ order }: { order: { id: string } }) => order.id)).toEqual([c, a]);
    expect(rest_.body.items[1].order).toMatchObject({ comment: 'second', version: 3 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const repeated = await claim({ consumer: 'crm' });
    expect(repeated.body.items).toEqual(rest_.body.items);
    const late = await ack(rest_.body.claim);
    expect([late.status, late.body.code]).toEqual([409, 'UZ1522']);
    expect((await ack(repeated.body.claim)).status).toBe(200);
    expect((await claim({ consumer: 'crm' })).body).toEqual({ claim: null, items: [], until: null });
  });

  it('by GET, too; of another name from the beginning', async () => {
    const response = await rest.get('/v1/orders/changes/claim?consumer=mail&limit=1&lease=60');
    expect(response.body.items).toHaveLength(1);
    expect(response.headers['cache-control']).toBe('no-store');
    expect((await ack(response.body.claim)).body.consumer).toBe('mail');
  });

  it('HEAD takes nothing: it is refused', async () => {
    await place();
    const address = `${rest.url}/v1/orders/changes/claim?consumer=looking`;
    const { status, headers } = await fetch(address, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${rest.key}` },
    });
    expect([status, headers.get('allow')]).toEqual([405, 'POST, GET']);
    expect(await rest.knex('order_consumers').where({ consumer: 'looking' })).toEqual([]);
    expect((await rest.get('/v1/orders/changes/claim?consumer=looking')).body.claim).not.toBeNull();
  });

  it('from now on', async () => {
    const fresh = { consumer: 'fresh', begin: 'latest' };
    expect((await claim(fresh)).body.items).toEqual([]);
    const id = await place();
    expect((await claim(fresh)).body.items).toMatchObject([{ order: { id } }]);
  });

  it('takes a hundred names: one more only when another stayed away for a week, and that one is new when it comes back', async () => {
    const count = async () => (await rest.knex('order_consumers')).length;
    await rest.knex('order_consumers').delete();
    const names = Array.from({ length: 100 }, (_each, n) => `worker ${n}`);
    for (const consumer of names) expect((await claim({ consumer, limit: 1 })).status).toBe(200);
    const refused = await claim({ consumer: 'invented' });
    expect([refused.status, refused.body.code]).toEqual([409, 'UZ1524']);
    expect(refused.body.detail).toContain('100 consumers');
    expect(await count()).toBe(100);
    // Who is known goes on.
    expect((await claim({ consumer: 'worker 99' })).status).toBe(200);

    const away = async (consumer: string, days: number) =>
      await rest.knex.raw('update order_consumers set seen_at = now() - make_interval(days => ?) where consumer = ?', [
        days,
        consumer,
      ]);
    await away('worker 5', 6);
    expect((await claim({ consumer: 'invented' })).status).toBe(409);
    await away('worker 6', 8);
    await away('worker 7', 9);
    // Many at once are counted one by one.
    const storm = await Promise.all(['a', 'b', 'c', 'd'].map(async (consumer) => await claim({ consumer })));
    expect(storm.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    expect(await count()).toBe(100);
    const left = await rest.knex('order_consumers').pluck('consumer');
    expect(names.filter((name) => !left.includes(name))).toEqual(['worker 6', 'worker 7']);
    await rest.knex('order_consumers').delete();
  });

  it('one that comes, confirms or finds nothing does not stay away', async () => {
    const seen = async () => Number((await rest.knex('order_consumers').first()).seen_at);
    const away = async () => await rest.knex('order_consumers').update({ seen_at: new Date(0) });
    const lot = await claim({ consumer: 'steady' });
    await away();
    await ack(lot.body.claim);
    expect(await seen()).toBeGreaterThan(0);
    await away();
    expect((await claim({ consumer: 'steady' })).body.claim).toBeNull();
    expect(await seen()).toBeGreaterThan(0);
    await place();
    await away();
    expect((await claim({ consumer: 'steady' })).body.claim).not.toBeNull();
    expect(await seen()).toBeGreaterThan(0);
  });

  it('refuses what it cannot read', async () => {
    for (const [body, path] of [
      [{}, 'consumer'],
      [{ consumer: ' ' }, 'consumer'],
      [{ consumer: 'x', limit: 501 }, 'limit'],
      [{ consumer: 'x', limit: '5' }, 'limit'],
      [{ consumer: 'x', lease: 3601 }, 'lease'],
      [{ consumer: 'x', begin: 'now' }, 'begin'],
      [{ consumer: 'x', more: 1 }, 'more'],
    ] as const) {
      const { status, body: problem } = await claim(body);
      expect([status, problem.errors[0].path]).toEqual([422, path]);
    }
    expect((await rest.get('/v1/orders/changes/claim?consumer=x&limit=x')).status).toBe(422);
    expect((await ack('x')).status).toBe(422);
    expect((await ack(uuid())).body.code).toBe('UZ1522');
  });
});
