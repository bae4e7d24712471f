import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { routeUnowned } from '../../src/exchange/owners/routing-again.js';
import type { Order } from '../../src/orders.js';
import { insertNode, updateNode } from '../../src/store/nodes/nodes.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from '../exchange/orders-world.js';
import { someoneWaits } from '../support/lock-waits.js';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
beforeEach(() => world.knex.raw('truncate orders, nodes cascade'));
afterAll(() => world.close());

describe('the owner of an order', () => {
  it('is the first active node that receives orders', async () => {
    await world.node({ login: undefined, receivesOrders: false });
    await world.node({ login: undefined, receivesOnlyOwn: true });
    await world.node({ login: undefined, state: 'paused' });
    const second = await world.node({ login: undefined });
    expect(await world.place()).toMatchObject({ ownerNodeId: second.nodeId });
  });

  it('is the node that appears, when there was none: once, with history and change numbers', async () => {
    const orders = [await world.place(), await world.place()];
    expect(orders[0]).toMatchObject({ ownerNodeId: null, routing: { by: 'none' } });
    const before = await world.lastChange();
    const node = await world.node({ login: undefined });
    for (const { orderId } of orders) {
      expect(await world.read(orderId)).toMatchObject({
        ownerNodeId: node.nodeId,
        version: 2,
        routing: { by: 'only', candidates: [{ nodeId: node.nodeId, wants: null }] },
      });
    }
    expect(await world.lastChange()).toBe(before + 2);
    expect(await world.count('order_history')).toBe(2);
    expect(await routeUnowned(world.services, SHOP)).toEqual({ orderIds: [], tooLong: [] });
  });

  it('is the node that is switched on', async () => {
    const node = await world.node({ login: undefined, state: 'paused' });
    const { orderId } = await world.place();
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, { state: 'active' }));
    expect(await routeUnowned(world.services, SHOP)).toEqual({ orderIds: [orderId], tooLong: [] });
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: node.nodeId });
  });

  it('never is one whose prefix makes the number too long', async () => {
    const long = await world.place({ number: '1234567890' });
    const short = await world.place({ number: '12345' });
    const node = await world.node({ login: undefined, settings: { numberPrefix: 'S-' } });
    expect(await world.read(long.orderId)).toMatchObject({
      ownerNodeId: null,
      version: 1,
      routing: { by: 'none', reason: expect.stringContaining('1234567890') },
    });
    expect(await world.read(short.orderId)).toMatchObject({ ownerNodeId: node.nodeId });
    expect(await routeUnowned(world.services, SHOP)).toEqual({ orderIds: [], tooLong: ['1234567890'] });
    await expect(world.place({ number: '1234567890-' })).rejects.toMatchObject({ code: 'UZ1504' });
    await expect(world.place({ number: '2234567890' })).rejects.toMatchObject({ code: 'UZ1504' });
    await expect(world.place({ number: '223456789' })).resolves.toMatchObject({ ownerNodeId: node.nodeId });
  });

  it('while there is none, all nodes that may become it are asked for the length of the number', async () => {
    await world.node({ login: undefined, state: 'paused', settings: { numberPrefix: 'S-' } });
    await expect(world.place({ number: '1234567890' })).rejects.toMatchObject({ code: 'UZ1504' });
  });

  it('is found for every order that is placed while the node appears', async () => {
    let placing: Promise<Order>[] = [];
    const node = await world.services.db.transaction(async (tx) => {
      const input = { name: 'late', profile: 'trade' as const, login: 'late', password: 'p', timeZone: 'UTC' };
      const made = await insertNode(tx, SHOP, input);
      placing = Array.from({ length: 6 }, () => world.place());
      await Promise.race(placing); // one has been placed, the others are being
      return made;
    });
    const routed = await routeUnowned(world.services, SHOP);
    for (const { orderId } of await Promise.all(placing)) {
      expect(await world.read(orderId)).toMatchObject({ ownerNodeId: node.nodeId });
    }
    expect(routed.orderIds.length).toBeGreaterThan(0);
  });

  it('is found for an order that had seen no node when the node appeared', async () => {
    let routed: Promise<unknown> | undefined;
    // The order is being placed, and has asked for its number, when the node appears: the routing waits for it.
    const held = await world.services.db.transaction(async (tx) => {
      await tx.raw('select from order_counters where shop_id = ? for update', [SHOP]);
      const placing = world.place();
      await someoneWaits(world.knex);
      const input = { name: 'late', profile: 'trade' as const, login: 'late2', password: 'p', timeZone: 'UTC' };
      const node = await world.services.db.transaction((other) => insertNode(other, SHOP, input));
      routed = routeUnowned(world.services, SHOP);
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { placing, node };
    });
    const { orderId, ownerNodeId } = await held.placing;
    expect(ownerNodeId).toBeNull();
    await routed;
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: held.node.nodeId });
  });
});
