import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { queryOrders } from '../../src/exchange/orders-out/exporter.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { type OrderPatch, patchOrder, resendOrder } from '../../src/store/orders/orders.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from '../exchange/orders-world.js';

let world: OrdersWorld;
let node: ExchangeNode;
beforeAll(async () => {
  world = await openOrdersWorld();
  node = await world.node();
});
afterAll(() => world.close());

const patch = (orderId: string, change: OrderPatch, ifVersion?: number) =>
  patchOrder(world.services.db, SHOP, orderId, change, { ifVersion });

const stateOf = async (orderId: string) =>
  await world
    .knex('orders')
    .where({ order_id: orderId })
    .first('version', 'due_version as due', 'acknowledged_version as acknowledged');

describe('changing an order', () => {
  it('raises the version, makes it due and tells the history what changed', async () => {
    const { orderId } = await world.place();
    const before = await world.lastChange();
    const changed = await patch(orderId, {
      status: 'packed',
      paid: true,
      comment: 'дзвонити',
      requisites: { Промокод: 'ОСІНЬ' },
    });
    expect(changed).toMatchObject({
      version: 2,
      status: 'packed',
      paid: true,
      comment: 'дзвонити',
      requisites: { Промокод: 'ОСІНЬ' },
    });
    expect(await world.read(orderId)).toEqual(changed);
    expect(await stateOf(orderId)).toEqual({ version: 2, due: 2, acknowledged: 0 });
    expect(await world.lastChange()).toBe(before + 1);
    const history = await world.knex('order_history').where({ order_id: orderId });
    expect(history).toMatchObject([
      {
        version: 2,
        source: 'api',
        exchange_id: null,
        changes: { status: { from: null, to: 'packed' }, paid: { from: false, to: true } },
      },
    ]);
    expect(Object.keys(history[0].changes).sort()).toEqual(['comment', 'paid', 'requisites', 'status']);
  });

  it('writes nothing when nothing differs', async () => {
    const order = await world.place({ status: 'new', delivery: { name: 'Пошта', price: '45.5' } });
    const before = await world.lastChange();
    const { customer, lines, number } = order;
    const goods = lines.filter((line) => line.kind === 'product');
    const same = await patch(order.orderId, {
      customer,
      number: ` ${number} `,
      status: 'new',
      lines: goods.map(({ externalId, name, quantity, price }) => ({
        externalId,
        name,
        quantity: `${quantity}.0`,
        price,
      })),
      delivery: { name: 'Пошта', price: '45.5' },
      paid: false,
      total: order.total,
    });
    expect(same).toEqual(order);
    expect([await world.lastChange(), await world.count('order_history')]).toEqual([before, 1]);
  });

  it('merges objects, takes away by null, replaces lists', async () => {
    const order = await world.place({
      customer: { type: 'person', name: 'Олена', phone: '1', address: { city: 'Київ', street: 'Хрещатик' } },
      delivery: { name: 'Пошта', price: '45', address: { city: 'Київ' } },
      requisites: { А: '1', Б: '2' },
      comment: 'так',
    });
    const changed = await patch(order.orderId, {
      customer: { phone: null, email: 'o@example.com', address: { street: null, house: '1' } },
      delivery: { trackingNumber: 'TTN-1' },
      requisites: { А: null, В: '3' },
      comment: null,
    });
    expect(changed.customer).toEqual({
      type: 'person',
      name: 'Олена',
      email: 'o@example.com',
      address: { city: 'Київ', house: '1' },
    });
    expect(changed.delivery).toEqual({
      name: 'Пошта',
      price: '45',
      trackingNumber: 'TTN-1',
      address: { city: 'Київ' },
    });
    expect(changed.requisites).toEqual({ Б: '2', В: '3' });
    expect([changed.comment, changed.total]).toEqual([null, order.total]);
    expect(changed.lines).toEqual(order.lines);
    const odd = await patch(order.orderId, { requisites: JSON.parse('{"__proto__": "так"}') });
    expect(Object.entries(odd.requisites)).toContainEqual(['__proto__', 'так']);
    await expect(patch(order.orderId, { customer: { name: null } })).rejects.toMatchObject({ code: 'UZ1501' });
  });

  it('computes the sums anew when lines or delivery change; lines keep their numbers', async () => {
    const order = await world.place({ delivery: { name: 'Пошта', price: '45' } });
    const fewer = await patch(order.orderId, {
      lines: [
        { externalId: 'c', name: 'Подушка', quantity: '2', price: '10' },
        { externalId: 'd', name: 'Ковдра', quantity: '1', price: '7.5' },
      ],
    });
    expect(fewer.lines.map(({ lineNo, externalId, amount, kind }) => [lineNo, externalId, amount, kind])).toEqual([
      [2, 'c', '20.00', 'product'],
      [3, 'd', '7.50', 'product'],
      [4, undefined, '45.00', 'delivery'],
    ]);
    expect(fewer.total).toBe('72.50');
    expect((await patch(order.orderId, { delivery: { price: '50' } })).total).toBe('77.50');
    const picked = await patch(order.orderId, { delivery: null, total: '27.5' });
    expect(picked).toMatchObject({ delivery: null, total: '27.50' });
    expect(picked.lines).toHaveLength(2);
    await expect(patch(order.orderId, { total: '1' })).rejects.toMatchObject({ code: 'UZ1505' });
  });

  it('is refused for another version, and for an order that is not there', async () => {
    const { orderId } = await world.place();
    await expect(patch(orderId, { status: 'a' }, 2)).rejects.toMatchObject({ code: 'UZ1506' });
    await expect(patch(orderId, { status: 'a' }, 1)).resolves.toMatchObject({ version: 2 });
    await expect(patch(uuid(), { status: 'a' })).rejects.toMatchObject({ code: 'UZ1507' });
    await expect(patch('nonsense', { status: 'a' })).rejects.toMatchObject({ code: 'UZ1507' });
  });

  it('loses no change of two that come at once', async () => {
    const { orderId } = await world.place();
    await Promise.all(
      Array.from({ length: 6 }, (_, index) => patch(orderId, { requisites: { [`р${index}`]: 'так' } })),
    );
    const order = await world.read(orderId);
    expect([order.version, Object.keys(order.requisites).length]).toEqual([7, 6]);
    const versions = await world.knex('order_history').where({ order_id: orderId }).orderBy('version').pluck('version');
    expect(versions).toEqual([2, 3, 4, 5, 6, 7]);
  });
});

describe('the number of an order', () => {
  it('may be changed until 1C was offered it, to one that is free and fits', async () => {
    const order = await world.place({ number: 'Z-1' });
    await world.place({ number: 'Z-2' });
    await expect(patch(order.orderId, { number: 'Z-2' })).rejects.toMatchObject({ code: 'UZ1503' });
    await expect(patch(order.orderId, { number: '123456789012' })).rejects.toMatchObject({ code: 'UZ1504' });
    expect(await patch(order.orderId, { number: ' Z-3 ' })).toMatchObject({ number: 'Z-3', version: 2 });
    await queryOrders(world.services, await world.exchange(node), node);
    await expect(patch(order.orderId, { number: 'Z-4' })).rejects.toMatchObject({ code: 'UZ1508' });
    expect(await patch(order.orderId, { number: 'Z-3', status: 'x' })).toMatchObject({ number: 'Z-3', version: 3 });
  });
});

describe('sending an order again', () => {
  it('makes it due, by id and by number', async () => {
    const order = await world.place();
    await world.knex('orders').where({ order_id: order.orderId }).update({ acknowledged_version: 1 });
    expect(await resendOrder(world.services.db, SHOP, order.orderId)).toMatchObject({ version: 2 });
    expect(await resendOrder(world.services.db, SHOP, order.number, 'cli')).toMatchObject({ version: 3 });
    expect(await stateOf(order.orderId)).toEqual({ version: 3, due: 3, acknowledged: 1 });
    const sources = await world
      .knex('order_history')
      .where({ order_id: order.orderId })
      .orderBy('version')
      .pluck('source');
    expect(sources).toEqual(['api', 'cli']);
    await expect(resendOrder(world.services.db, SHOP, 'nobody')).rejects.toMatchObject({ code: 'UZ1507' });
  });
});
