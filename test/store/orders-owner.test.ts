import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { insertNode, updateNode } from '../../src/store/nodes.js';
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
    await world.node({ active: false });
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
    const node = await world.node({ active: false });
    const { orderId } = await world.place();
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, { active: true }));
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
    await world.node({ active: false, settings: { numberPrefix: 'S-' } });
    await expect(world.place({ number: '1234567890' })).rejects.toMatchObject({ code: 'UZ1504' });
  });

  it('is found for every order that is placed while the node appears', async () => {
    const placing = Array.from({ length: 12 }, () => world.place());
    const node = await world.services.db.transaction(async (tx) => {
      const made = await insertNode(tx, SHOP, {
        name: 'late',
        profile: 'trade',
        login: 'late',
        password: 'p',
        timeZone: 'UTC',
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return made;
    });
    for (const { orderId } of await Promise.all(placing)) {
      expect(await world.read(orderId)).toMatchObject({ ownerNodeId: node.nodeId });
    }
  });
});
