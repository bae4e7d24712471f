import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOrderWatch } from '../../src/exchange/orders-out/order-watch.js';
import type { NodeSettings } from '../../src/nodes/exchange-node.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { someoneWaits } from '../support/lock-waits.js';
import { type OrdersWorld, openOrdersWorld } from './orders-world.js';

let test: OrdersWorld;
const never = new AbortController().signal;

beforeAll(async () => {
  test = await openOrdersWorld();
});
afterAll(async () => await test.close());

const addNode = async (name: string, numberPrefix = '', settings: NodeSettings = {}) =>
  await test.services.db.transaction(
    async (tx) =>
      await insertNode(tx, 'main', {
        name,
        login: name,
        password: 'x',
        profile: 'trade',
        timeZone: 'UTC',
        settings: numberPrefix ? { ...settings, numberPrefix } : settings,
      }),
  );
let orders = 0;
const addOrder = async (nodeId: string, more: object = {}) => {
  orders += 1;
  await test.knex('orders').insert({
    shop_id: 'main',
    order_id: `0190a000-0000-7000-8000-${String(orders).padStart(12, '0')}`,
    number: `N-${orders}`,
    owner_node_id: nodeId,
    customer: '{}',
    currency: 'UAH',
    lines: '[]',
    total: '1',
    placed_at: new Date(),
    ...more,
  });
};

/** Resolves when somebody begins to listen to the signal: who waits does, as soon as it stands in the queue. */
const listenedTo = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...listener: Parameters<typeof add>) => {
      add(...listener);
      resolve();
    };
  });

describe('who waits for orders', () => {
  it('is told at once of those that are due, and soon of those that fall due; others are not', async () => {
    const watch = createOrderWatch(test.services, { looksEvery: 20 });
    const [mine, other] = [await addNode('mine'), await addNode('other')];
    const waiting = [watch.wait(mine, 10_000, never), watch.wait(mine, 10_000, never)];
    const others = watch.wait(other, 300, never);
    await addOrder(mine.nodeId);
    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(await watch.wait(mine, 0, never)).toBe(true);
    expect(await others).toBe(false);
  });

  it('is told soon although one look took long', async () => {
    const watch = createOrderWatch(test.services, { looksEvery: 20 });
    const node = await addNode('slow');
    const end = new AbortController();
    const isWaiting = listenedTo(end.signal);
    const waiting = watch.wait(node, 60_000, end.signal);
    await isWaiting;
    await test.services.db.transaction(async (tx) => {
      await tx.raw('lock table orders in access exclusive mode');
      await someoneWaits(test.knex);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    });
    const begun = Date.now();
    await addOrder(node.nodeId);
    expect(await waiting).toBe(true);
    expect(Date.now() - begun).toBeLessThan(12_000); // ten times as long as that look would be 20 s
  });

  it('is told false when the signal fires, before or while it waits', async () => {
    const watch = createOrderWatch(test.services);
    const node = await addNode('patient');
    expect(await watch.wait(node, 60_000, AbortSignal.abort())).toBe(false);
    expect(await watch.wait(node, 60_000, AbortSignal.timeout(30))).toBe(false);
  });

  it('gives its place to a new one when there are too many', async () => {
    const watch = createOrderWatch(test.services, { inAll: 3 });
    const ended: number[] = [];
    const ends: AbortController[] = [];
    const waiting: Promise<number>[] = [];
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
      const node = await addNode(name);
      const end = new AbortController();
      const isWaiting = listenedTo(end.signal);
      ends.push(end);
      waiting.push(watch.wait(node, 60_000, end.signal).then(() => ended.push(index)));
      await isWaiting;
    }
    await waiting[0];
    expect(ended).toEqual([0]);
    for (const end of ends) end.abort();
    await Promise.all(waiting);
  });

  it('is one of few of a node: with the next look the oldest beyond them are let go', async () => {
    const watch = createOrderWatch(test.services, { looksEvery: 100 });
    const node = await addNode('busy');
    const ended: number[] = [];
    const ends: AbortController[] = [];
    const waiting: Promise<number>[] = [];
    for (const index of [0, 1, 2, 3, 4, 5]) {
      const end = new AbortController();
      const isWaiting = listenedTo(end.signal);
      ends.push(end);
      waiting.push(watch.wait(node, 60_000, end.signal).then(() => ended.push(index)));
      await isWaiting;
    }
    await Promise.all(waiting.slice(0, 2));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ended.sort()).toEqual([0, 1]);
    for (const end of ends) end.abort();
    await Promise.all(waiting);
  });

  it('is not called for an order that no query would give: its number is too long for 1C', async () => {
    const watch = createOrderWatch(test.services);
    const node = await addNode('prefixed', 'SITE-');
    await addOrder(node.nodeId, { number: 'LONG-NUMBER' });
    expect(await watch.wait(node, 30, never)).toBe(false);
    await test
      .knex('orders')
      .where({ number: 'LONG-NUMBER' })
      .update({ number_frozen: true, origin: 'node', one_c_number: 'LONG-NUMBER' });
    expect(await watch.wait(node, 30, never)).toBe(true);
  });

  it('is not called for an order of before the day of start, unless its 1C has it', async () => {
    const watch = createOrderWatch(test.services, { looksEvery: 20 });
    const node = await addNode('started', '', { ordersFrom: '2026-01-31' });
    await addOrder(node.nodeId, { number: 'OLD', placed_at: new Date('2026-01-30T23:59:59Z') });
    expect(await watch.wait(node, 100, never)).toBe(false);
    const waiting = watch.wait(node, 10_000, never);
    await addOrder(node.nodeId, { placed_at: new Date('2026-01-31T00:00:00Z') });
    expect(await waiting).toBe(true);
    await test
      .knex('orders')
      .where({ owner_node_id: node.nodeId })
      .update({ acknowledged_version: 1, number_frozen: true });
    expect(await watch.wait(node, 30, never)).toBe(false);
    await test.knex('orders').where({ number: 'OLD' }).update({ due_version: 2 });
    expect(await watch.wait(node, 30, never)).toBe(true);
  });

  it('waits on while the database is away, and hears of the order when it is back', async () => {
    const node = await addNode('brave');
    let away = false;
    const knex = new Proxy(test.knex, {
      get: (target, name) => {
        if (away && name === 'raw') throw new Error('the database is away');
        return Reflect.get(target, name);
      },
    });
    const watch = createOrderWatch({ ...test.services, db: { ...test.services.db, knex } }, { looksEvery: 20 });
    const waiting = watch.wait(node, 10_000, never);
    await new Promise((resolve) => setTimeout(resolve, 50));
    away = true;
    await addOrder(node.nodeId);
    await new Promise((resolve) => setTimeout(resolve, 100));
    away = false;
    expect(await waiting).toBe(true);
  });
});
