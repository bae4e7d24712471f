import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { insertNodeRow } from '../api/catalogue-rows.js';
import type { Received } from '../support/webhook-receiver.js';
import { openWorld, type World } from './world.js';

interface OrderData {
  readonly order: { readonly id: string; readonly version: number; readonly status: string | null };
  readonly version: number;
  readonly changes: Record<string, { from: unknown; to: unknown }>;
  readonly source: string | null;
}

const dataOf = ({ body }: Received): OrderData => body.data as unknown as OrderData;

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => await world.close());

const told = () => world.receiver.received.map((one) => [one.body.type, dataOf(one).version]);
/** Whatever else is told comes before it. */
const settled = async (): Promise<void> => {
  const id = await world.place({ comment: 'the last one' });
  await world.receiver.until(() => world.receiver.received.some((one) => dataOf(one).order.id === id));
};

describe('what is told of orders', () => {
  it('is each version once, in their order, with what changed, and the order as GET gives it', async () => {
    await world.hook();
    const id = await world.place({ status: 'new' });
    await world.receiver.has(1);
    expect(world.receiver.received[0]?.body.data).toEqual({
      order: await world.get(`/v1/orders/${id}`),
      version: 1,
      changes: {},
      source: null,
      node: null,
      exchange: null,
    });
    await world.patch(id, { comment: 'one' });
    await world.receiver.has(2);
    await world.patch(id, { status: 'paid', paid: true });
    await world.receiver.has(5);
    expect(told()).toEqual([
      ['order.created', 1],
      ['order.updated', 2],
      ['order.updated', 3],
      ['order.status_changed', 3],
      ['order.paid', 3],
    ]);
    const last = dataOf(world.receiver.received[4] as Received);
    expect(last.changes).toMatchObject({ status: { from: 'new', to: 'paid' }, paid: { from: false, to: true } });
    expect(last.source).toBe('api');
    expect(last.order).toEqual(await world.get(`/v1/orders/${id}`));
    expect(world.receiver.unsigned).toEqual([]);
    expect(new Set(world.receiver.received.map((one) => one.id)).size).toBe(5);
  });

  it('is each version though they were made while nothing was told', async () => {
    await world.hook({ events: ['order.created', 'order.updated'] });
    let id = '';
    await world.restart(async () => {
      id = await world.place();
      for (const status of ['a', 'b', 'c', 'd']) await world.patch(id, { status });
    });
    await world.receiver.has(5);
    await settled();
    expect(told().slice(0, 5)).toEqual([
      ['order.created', 1],
      ...[2, 3, 4, 5].map((version) => ['order.updated', version]),
    ]);
    expect(told()).toHaveLength(6);
  });

  it('is nothing twice when the log says that an order changed, and it has not', async () => {
    await world.hook();
    const id = await world.place();
    await world.receiver.has(1);
    await world.rest.services.db.transaction(
      async (tx) => await recordChanges(tx, 'main', null, [{ entity: 'order', entityId: id, action: 'written' }]),
    );
    await settled();
    expect(told()).toEqual([
      ['order.created', 1],
      ['order.created', 1],
    ]);
  });

  it('is what has no version, too: a lock, a new owner', async () => {
    const [one, other] = [
      await insertNodeRow(world.rest.knex, { name: 'one' }),
      await insertNodeRow(world.rest.knex, { name: 'other' }),
    ];
    await world.hook();
    const id = await world.place({ owner: one });
    await world.receiver.has(1);
    expect((await world.post(`/v1/orders/${id}/lock`, { seconds: 60, by: 'Анна' })).status).toBeLessThan(300);
    await world.receiver.has(2);
    expect(world.receiver.types()[1]).toBe('order.updated');
    await world.rest.knex('orders').where({ order_id: id }).update({ owner_node_id: other });
    await world.rest.services.db.transaction(
      async (tx) => await recordChanges(tx, 'main', null, [{ entity: 'order', entityId: id, action: 'written' }]),
    );
    await world.receiver.has(4);
    expect(world.receiver.types().slice(2)).toEqual(['order.updated', 'order.owner_changed']);
    expect(dataOf(world.receiver.received[3] as Received).changes).toEqual({ owner: { from: one, to: other } });
  });

  it('of an order that was there before the webhook, is what changed since', async () => {
    const id = await world.place();
    await world.patch(id, { comment: 'before' });
    const hour = "interval '1 hour'";
    await world.rest.knex.raw(`update orders set created_at = created_at - ${hour}`);
    await world.rest.knex.raw(`update order_history set at = at - ${hour}`);
    await world.hook();
    await world.patch(id, { comment: 'after' });
    await world.receiver.has(1);
    await settled();
    expect(told().slice(0, 1)).toEqual([['order.updated', 3]]);
    expect(told()).toHaveLength(2);
  });

  it('is only what the webhook asked for', async () => {
    await world.hook({ events: ['order.paid', 'order.cancelled'] });
    const id = await world.place();
    await world.patch(id, { comment: 'x' });
    await world.patch(id, { paid: true });
    await world.patch(id, { cancelled: true });
    await world.receiver.has(2);
    expect(told()).toEqual([
      ['order.paid', 3],
      ['order.cancelled', 4],
    ]);
  });

  it('is only of orders that pass the filter, as they are when they are told', async () => {
    await world.hook({ events: ['order.*'], filter: { sites: ['a', 'b'], statuses: ['new', 'done'] } });
    const first = await world.place({ site: 'a', status: 'new' });
    await world.place({ site: 'c', status: 'new' });
    await world.place({ status: 'new' });
    const late = await world.place({ site: 'b', status: 'draft' });
    await world.receiver.has(1);
    await world.allTold(); // as a draft, it did not pass
    await world.patch(late, { status: 'done' });
    await world.receiver.has(3);
    expect(world.receiver.received.map((one) => [dataOf(one).order.id, one.body.type])).toEqual([
      [first, 'order.created'],
      [late, 'order.updated'],
      [late, 'order.status_changed'],
    ]);
  });
});

describe('what is told of goods', () => {
  it('is many things in a message, in the order of the log', async () => {
    await world.hook({ events: ['product.*', 'offer.changed'] });
    const [products, offers] = [700, 3].map((count) => Array.from({ length: count }, () => randomUUID()));
    const change = (entity: 'product' | 'offer' | 'group', ids: readonly string[] = []) =>
      ids.map((entityId) => ({ entity, entityId, action: 'written' as const }));
    await world.rest.services.db.transaction(
      async (tx) =>
        await recordChanges(tx, 'main', null, [
          ...change('product', products),
          ...change('group', [randomUUID()]),
          ...change('offer', offers),
        ]),
    );
    await world.receiver.has(3);
    const items = world.receiver.received.map(
      ({ body }) => (body.data as unknown as { items: { id: string; seq: number }[] }).items,
    );
    expect(world.receiver.types()).toEqual(['product.changed', 'product.changed', 'offer.changed']);
    expect(items.map((each) => each.length)).toEqual([500, 200, 3]);
    expect(items.flat().map(({ id }) => id)).toEqual([...(products ?? []), ...(offers ?? [])]);
    const seqs = items.flat().map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });

  it('says that something is missing when the log does not reach back so far', async () => {
    const id = await world.hook({ events: ['product.changed'] });
    await world.restart(async () => {
      await world.rest.knex.raw('update change_counters set last = last + 50, forgotten = last + 50');
    });
    await world.receiver.has(1);
    expect(world.receiver.types()).toEqual(['webhook.missed']);
    const { after, upTo } = (world.receiver.received[0] as Received).body.data as unknown as Record<
      'after' | 'upTo',
      number
    >;
    expect(upTo - after).toBe(50);
    const rows = await world.rest.knex('webhooks').where({ webhook_id: id }).select('after_no');
    expect(Number(rows[0].after_no)).toBe(upTo);
  });
});

describe('what is told of exchanges', () => {
  it('is each end and each import that failed, once', async () => {
    const { knex } = world.rest;
    await world.hook({ events: ['exchange.ended', 'import.failed'] });
    const node = await insertNodeRow(knex, { name: '1c' });
    const [exchange, feed] = [randomUUID(), randomUUID()];
    const key = { shop_id: 'main', exchange_id: exchange, node_id: node };
    await knex('exchanges').insert({ ...key, type: 'catalog', cookie_hash: exchange, sessid_hash: exchange });
    await knex('feeds').insert({
      ...key,
      feed_id: feed,
      type: 'catalog',
      name: 'import.xml',
      generation: 0,
      stored_as: feed,
    });
    await knex('jobs').insert({
      ...{ ...key, feed_id: feed, job_id: randomUUID(), kind: 'import', state: 'failed' },
      ...{ error_code: 'UZ1301', error_text: 'Строка 5', finished_at: knex.fn.now() },
    });
    await world.receiver.has(1);
    expect(world.receiver.received[0]?.body).toMatchObject({
      type: 'import.failed',
      data: { exchange, node: '1c', feed: { name: 'import.xml' }, error: { code: 'UZ1301', message: 'Строка 5' } },
    });
    await knex('exchanges').where(key).update({ ended_at: knex.fn.now() });
    await world.receiver.has(2);
    expect(world.receiver.received[1]?.body).toMatchObject({
      type: 'exchange.ended',
      data: { id: exchange, node: '1c' },
    });
    await world.restart();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(world.receiver.types()).toEqual(['import.failed', 'exchange.ended']);
  });
});
