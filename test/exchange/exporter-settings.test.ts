import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { createOrderWatch } from '../../src/exchange/orders-out/order-watch.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import type { Order } from '../../src/orders.js';
import { updateNode } from '../../src/store/nodes/nodes.js';
import type { OrderInput, OrderPatch } from '../../src/store/orders/orders.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { BUYER, type OrdersWorld, openOrdersWorld, orderDocument, SHOP, seenIn } from './orders-world.js';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

const never = new AbortController().signal;
const set = async (node: ExchangeNode, changes: Parameters<typeof updateNode>[3]) =>
  await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, changes));
const place = async (node: ExchangeNode, input: Partial<OrderInput> = {}) =>
  await world.place({ owner: node.name, ...input });
const patch = async ({ orderId }: Order, changes: OrderPatch) =>
  await patchOrder(world.services.db, SHOP, orderId, changes);

/** What a query gives, after listening has said the same: it wakes exactly when there is something. */
async function given(node: ExchangeNode): Promise<(string | undefined)[]> {
  const woken = await createOrderWatch(world.services).wait(node, 0, never);
  const exchange = await world.exchange(node);
  const numbers = seenIn((await queryOrders(world.services, exchange, node)).body).map((document) => document.number);
  expect({ woken, numbers }).toEqual({ woken: numbers.length > 0, numbers });
  return numbers;
}
async function take(node: ExchangeNode): Promise<(string | undefined)[]> {
  const exchange = await world.exchange(node);
  const { body } = await queryOrders(world.services, exchange, node);
  await acknowledge(world.services, exchange, node);
  return seenIn(body).map((document) => document.number);
}

describe('an order that 1C has not got is given', () => {
  interface Case {
    readonly name: string;
    readonly settings: NodeSettings;
    readonly input: Partial<OrderInput>;
    /** Makes it fit. */
    readonly change: OrderPatch;
  }
  const cases: Case[] = [
    {
      name: 'from one of its statuses on (orderStatuses)',
      settings: { orderStatuses: ['Подтвержден', 'Собран'] },
      input: { status: 'Новый' },
      change: { status: 'Собран' },
    },
    {
      name: 'with any of its statuses, not without one',
      settings: { orderStatuses: ['Собран'] },
      input: {},
      change: { status: 'Собран' },
    },
    { name: 'when it is paid (onlyPaid)', settings: { onlyPaid: true }, input: {}, change: { paid: true } },
    {
      name: 'when its delivery is allowed (onlyDeliveryAllowed)',
      settings: { onlyDeliveryAllowed: true },
      input: {},
      change: { deliveryAllowed: true },
    },
    {
      name: 'when it was shipped, which allows the delivery',
      settings: { onlyDeliveryAllowed: true },
      input: {},
      change: { shipped: true },
    },
  ];
  it.each(cases)('$name', async ({ settings, input, change }) => {
    const node = await world.node({ settings });
    const order = await place(node, input);
    expect(await given(node)).toEqual([]);
    await patch(order, change);
    expect(await given(node)).toEqual([order.number]);
  });

  it.each(cases)('and from then on hears of all that becomes of it: $name', async ({ settings, input, change }) => {
    const node = await world.node();
    const order = await place(node, input);
    expect(await take(node)).toEqual([order.number]);
    const filtering = await set(node, { settings });
    await patch(order, { cancelled: true });
    expect(await given(filtering)).toEqual([order.number]);
    expect(change).toBeDefined();
  });

  it('also one that was given and never confirmed: 1C may have stored it', async () => {
    const node = await world.node();
    const order = await place(node, { status: 'Новый' });
    expect(await given(node)).toEqual([order.number]);
    const filtering = await set(node, { settings: { orderStatuses: ['Собран'] } });
    await patch(order, { cancelled: true });
    expect(await given(filtering)).toEqual([order.number]);
  });

  it('a filter of the node that the order was moved to counts, though the former 1C was given it', async () => {
    const node = await world.node({ settings: { onlyPaid: true } });
    const order = await place(node);
    const moved = { routing: JSON.stringify({ by: 'moved', reason: '', at: '', candidates: [] }), number_frozen: true };
    await world.knex('orders').where({ order_id: order.orderId }).update(moved);
    expect(await given(node)).toEqual([]);
    await patch(order, { paid: true });
    expect(await given(node)).toEqual([order.number]);
  });
});

it('as many as one answer may hold (ordersPerAnswer)', async () => {
  const node = await world.node({ settings: { ordersPerAnswer: 2 } });
  const orders = [await place(node), await place(node), await place(node)].map((order) => order.number);
  expect(await take(node)).toEqual(orders.slice(0, 2));
  expect(await take(node)).toEqual(orders.slice(2));
  expect(await take(node)).toEqual([]);
});

it('none at all to a node that receives none (receivesOrders)', async () => {
  const node = await world.node();
  const order = await place(node);
  const giving = await set(node, { receivesOrders: false });
  expect(await given(giving)).toEqual([]);
  expect(await given(await set(node, { receivesOrders: true }))).toEqual([order.number]);
});

it('those alone that were made in it, where it receives only its own (receivesOnlyOwn)', async () => {
  const node = await world.node();
  const ours = await place(node);
  const fate = { oneCNumber: 'УТ-77', oneCDate: '2026-01-05' };
  await world.apply(node, orderDocument({ id: 'own-guid', number: 'УТ-77', fate, ...BUYER }));
  const [born] = await world.knex('orders').where({ origin: 'node' }).pluck('order_id');
  await patchOrder(world.services.db, SHOP, born, { cancelled: true });
  expect((await given(node)).sort()).toEqual([ours.number, 'УТ-77'].sort());
  expect(await given(await set(node, { receivesOnlyOwn: true }))).toEqual(['УТ-77']);
});

describe('a locked order', () => {
  it.each([
    ['in the shop, until its time is over', { locked_until: new Date(Date.now() + 60_000), locked_by: 'anna' }],
    ['in 1C', { locked_in_one_c: true }],
  ])('%s, waits, though 1C has it already', async (_, lock) => {
    const node = await world.node();
    const order = await place(node);
    await take(node);
    await patch(order, { cancelled: true });
    await world.knex('orders').where({ order_id: order.orderId }).update(lock);
    expect(await given(node)).toEqual([]);
    expect(await world.knex('journal').where({ node_id: node.nodeId, code: 'order-held' })).toEqual([]);
    const free = { locked_until: new Date(Date.now() - 1), locked_in_one_c: false };
    await world.knex('orders').where({ order_id: order.orderId }).update(free);
    expect(await given(node)).toEqual([order.number]);
  });
});
