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

  it('from now on', async () => {
    const fresh = { consumer: 'fresh', begin: 'latest' };
    expect((await claim(fresh)).body.items).toEqual([]);
    const id = await place();
    expect((await claim(fresh)).body.items).toMatchObject([{ order: { id } }]);
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
