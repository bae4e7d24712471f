import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Order } from '../../src/orders.js';
import { insertNode, updateNode } from '../../src/store/nodes.js';
import { contentOf } from '../../src/store/order-changes.js';
import { insertOrder } from '../../src/store/order-insert.js';
import { chooseOwner } from '../../src/store/order-owner.js';
import { assignUnowned } from '../../src/store/orders.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from '../exchange/orders-world.js';

let world: OrdersWorld;
beforeEach(async () => {
  world = await openOrdersWorld();
});
afterEach(() => world.close());

describe('the owner of an order', () => {
  it('is the first active node that receives orders', async () => {
    await world.node({ receivesOrders: false });
    await world.node({ state: 'paused' });
    const second = await world.node();
    await world.node();
    expect(await world.place()).toMatchObject({ ownerNodeId: second.nodeId });
  });

  it('is the node that appears, when there was none: once, with history and change numbers', async () => {
    const orders = [await world.place(), await world.place()];
    const before = await world.lastChange();
    const node = await world.node();
    for (const { orderId } of orders) {
      expect(await world.read(orderId)).toMatchObject({ ownerNodeId: node.nodeId, version: 2 });
    }
    expect(await world.lastChange()).toBe(before + 2);
    expect(await world.count('order_history')).toBe(2);
    expect(await world.services.db.transaction((tx) => assignUnowned(tx, SHOP))).toEqual({ orderIds: [], tooLong: [] });
  });

  it('is the node that is switched on', async () => {
    const node = await world.node({ state: 'paused' });
    const { orderId } = await world.place();
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, { state: 'active' }));
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: node.nodeId });
  });

  it('never is one whose prefix makes the number too long', async () => {
    const long = await world.place({ number: '1234567890' });
    const short = await world.place({ number: '12345' });
    const node = await world.node({ settings: { numberPrefix: 'S-' } });
    expect(await world.read(long.orderId)).toMatchObject({ ownerNodeId: null, version: 1 });
    expect(await world.read(short.orderId)).toMatchObject({ ownerNodeId: node.nodeId });
    expect(await world.services.db.transaction((tx) => assignUnowned(tx, SHOP))).toEqual({
      orderIds: [],
      tooLong: ['1234567890'],
    });
    await expect(world.place({ number: '1234567890-' })).rejects.toMatchObject({ code: 'UZ1504' });
    await expect(world.place({ number: '2234567890' })).rejects.toMatchObject({ code: 'UZ1504' });
    await expect(world.place({ number: '223456789' })).resolves.toMatchObject({ ownerNodeId: node.nodeId });
  });

  it('while there is none, all nodes that may become it are asked for the length of the number', async () => {
    await world.node({ state: 'paused', settings: { numberPrefix: 'S-' } });
    await expect(world.place({ number: '1234567890' })).rejects.toMatchObject({ code: 'UZ1504' });
  });

  it('is found for every order that is placed while the node appears', async () => {
    let placing: Promise<Order>[] = [];
    const node = await world.services.db.transaction(async (tx) => {
      const input = { name: 'late', profile: 'trade' as const, login: 'late', password: 'p', timeZone: 'UTC' };
      const made = await insertNode(tx, SHOP, input);
      placing = Array.from({ length: 6 }, () => world.place());
      await new Promise((resolve) => setTimeout(resolve, 200));
      return made;
    });
    for (const { orderId } of await Promise.all(placing)) {
      expect(await world.read(orderId)).toMatchObject({ ownerNodeId: node.nodeId });
    }
  });

  it('is found for an order that had seen no node when it appeared', async () => {
    const { orderId, ...placed } = await world.place();
    let appearing: Promise<ExchangeNode> | undefined;
    const late = await world.services.db.transaction(async (tx) => {
      expect(await chooseOwner(tx, SHOP)).toBeNull();
      appearing = world.node();
      await new Promise((resolve) => setTimeout(resolve, 500));
      const content = { ...contentOf({ orderId, ...placed }), number: 'late' };
      const order = {
        orderId: uuid(),
        ownerNodeId: null,
        currency: 'UAH',
        placedAt: new Date(),
        origin: 'shop' as const,
      };
      return await insertOrder(tx, SHOP, { ...order, said: {}, content });
    });
    const node = await appearing;
    expect((await world.read(late?.orderId ?? '')).ownerNodeId).toBe(node?.nodeId);
  });
});
