import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { orderOfferedAs } from '../../src/store/orders/order-finding.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { SHOP, seenIn } from './orders-world.js';
import { OLD, openRetentionWorld, type RetentionWorld, YOUNG } from './retention-world.js';

let world: RetentionWorld;
beforeEach(async () => {
  world = await openRetentionWorld();
});
afterEach(() => world.close());

const HOURS = 1 / 24;
/** What was sent of each order: version, and whether it was acknowledged; oldest first. */
const offers = async () =>
  (await world.knex('batch_orders').orderBy('batch_id')).map(
    (row: { version: number; acknowledged_at: Date | null }) => [row.version, row.acknowledged_at !== null],
  );

describe('retention of what was sent of orders', () => {
  it('takes the empty batches of a polling 1C an hour after its exchange ended', async () => {
    await world.fetchOrders(true, 2 * HOURS);
    await world.fetchOrders(false, 2 * HOURS);
    await world.fetchOrders(true, 0.5 * HOURS);
    const live = await world.open();
    await queryOrders(world.services, live, world.oneC);
    expect(await world.sweep()).toEqual({ emptyBatches: 2 });
    await expect(acknowledge(world.services, live, world.oneC)).resolves.toBeUndefined();
    expect(await world.exchanges()).toHaveLength(4);
  });

  it('keeps one row of an order that 1C fetched again and again without confirming', async () => {
    const order = await world.place();
    for (const days of [3, 2, 1]) await world.fetchOrders(false, days);
    expect(await world.sweep()).toEqual({ repeatedOffers: 2, emptyBatches: 2 });
    expect(await offers()).toEqual([[1, false]]);
    expect((await orderOfferedAs(world.knex, SHOP, world.oneC.nodeId, order.number))?.orderId).toBe(order.orderId);
    expect(await world.sweep()).toEqual({});
  });

  it('keeps each version that was sent, and each that was acknowledged', async () => {
    const order = await world.place();
    await world.fetchOrders(false, 5);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'ring twice' });
    await world.fetchOrders(true, 4);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'ring thrice' });
    await world.fetchOrders(false, 3);
    expect(await world.sweep()).toEqual({});
    expect(await offers()).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });

  it('never an offer whose exchange lives: its success still counts', async () => {
    const order = await world.place();
    const live = await world.open();
    await queryOrders(world.services, live, world.oneC);
    await world.fetchOrders(false, 1);
    expect(await world.sweep()).toEqual({});
    await acknowledge(world.services, live, world.oneC);
    expect((await world.knex('orders').first('acknowledged_version')).acknowledged_version).toBe(order.version);
  });

  it('drops the bytes of old batches, and keeps who was sent what', async () => {
    await world.place();
    const old = await world.fetchOrders(true, OLD);
    await world.place();
    const young = await world.fetchOrders(true, YOUNG);
    expect(await world.sweep()).toEqual({ batchBytes: 1 });
    const bodyOf = async (exchangeId: string) =>
      await world.knex('batches').where({ exchange_id: exchangeId }).first('body', 'sha256');
    expect(await bodyOf(old.exchangeId)).toEqual({ body: Buffer.alloc(0), sha256: expect.stringMatching(/^\w{64}$/) });
    expect(seenIn((await bodyOf(young.exchangeId)).body)).toHaveLength(1);
    expect(await offers()).toEqual([
      [1, true],
      [1, true],
    ]);
    expect(await world.exchanges()).toContain(old.exchangeId);
  });

  it('an order that was not confirmed in all that time is given again, as it is', async () => {
    const order = await world.place();
    await world.fetchOrders(false, OLD);
    expect(await world.sweep()).toEqual({ batchBytes: 1 });
    const { body } = await queryOrders(world.services, await world.open(), world.oneC);
    expect(seenIn(body).map((document) => document.number)).toEqual([order.number]);
  });

  it('forgets Idempotency-Keys of that age', async () => {
    await world.place();
    await world.place();
    await world.knex.raw(
      `update idempotency_keys set created_at = now() - make_interval(days => ?)
       where key = (select min(key) from idempotency_keys)`,
      [OLD],
    );
    expect(await world.sweep()).toEqual({ idempotencyKeys: 1 });
    expect(await world.count('idempotency_keys')).toBe(1);
    expect(await world.count('orders')).toBe(2);
  });

  it('forgets answers to other writes of that age', async () => {
    const answer = { shop_id: 'main', request_hash: '', status: 204, headers: {} };
    await world.knex('kept_answers').insert([
      { ...answer, key: 'new' },
      { ...answer, key: 'old', created_at: world.knex.raw('now() - make_interval(days => ?)', [OLD]) },
    ]);
    expect(await world.sweep()).toEqual({ idempotencyKeys: 1 });
    expect((await world.knex('kept_answers')).map(({ key }) => key)).toEqual(['new']);
  });
});
