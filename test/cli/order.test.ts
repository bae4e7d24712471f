import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { type OrdersWorld, openOrdersWorld, seenIn } from '../exchange/orders-world.js';
import { type Environment, runUzel, uzelJson } from './support/run-uzel.js';

let world: OrdersWorld;
let env: Environment;
beforeAll(async () => {
  world = await openOrdersWorld();
  env = { DATABASE_URL: world.services.db.url, DATA_DIR: world.services.config.DATA_DIR };
});
afterAll(() => world.close());

describe('uzel order resend', () => {
  it('tells when an order has no node yet', async () => {
    const { number } = await world.place();
    const { code, stdout } = await runUzel(env, 'order', 'resend', number);
    expect(code).toBe(0);
    expect(stdout).toMatch(/has no node yet/);
  });

  it('gives an acknowledged order to its 1C once more', async () => {
    const node = await world.node({ name: 'Магазин' });
    const { orderId, number } = await world.place({ number: 'W-77' });
    const offered = async () => {
      const exchange = await world.exchange(node);
      const { body } = await queryOrders(world.services, exchange, node);
      await acknowledge(world.services, exchange, node);
      return seenIn(body).map((document) => document.number);
    };
    expect(await offered()).toContain(number);
    expect(await offered()).toEqual([]);
    expect(await uzelJson(env, 'order', 'resend', 'W-77')).toEqual({
      id: orderId,
      number: 'W-77',
      owner: { id: node.nodeId, name: 'Магазин' },
      version: 2,
      held: [],
    });
    expect(await offered()).toEqual(['W-77']);
    const history = await world.knex('order_history').where({ order_id: orderId, version: 2 });
    expect(history).toMatchObject([{ source: 'cli' }]);
    expect((await runUzel(env, 'order', 'resend', 'W-77')).stdout).toMatch(/goes to "Магазин"/);
  });

  it('says why its 1C does not get it: the node gets no orders, or is paused', async () => {
    const { nodeId } = await world.node({ name: 'Схід' });
    const { number } = await world.place({ owner: 'Схід' });
    const resent = async (node: object) => {
      await world.knex('nodes').where({ node_id: nodeId }).update(node);
      return (await runUzel(env, 'order', 'resend', number)).stdout;
    };
    expect(await resent({ receives_orders: false })).toMatch(/but that node gets no orders \(receivesOrders=false\)/);
    expect(await resent({ receives_orders: true, state: 'paused' })).toMatch(
      /but that node is paused\. Switch it on: uzel node resume "Схід"/,
    );
    expect(await resent({ state: 'active' })).toMatch(/goes to "Схід"/);
  });

  it('refuses an unknown number', async () => {
    const { code, stdout, stderr } = await runUzel(env, 'order', 'resend', '99999');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/"99999".*\(UZ1507\)\n$/);
  });
});

describe('uzel order move', () => {
  it('gives an order to another node, and refuses what a 1C may have without --force', async () => {
    const node = await world.node({ name: 'Север' });
    const { orderId, ownerNodeId } = await world.place({ number: 'W-78', owner: 'Магазин' });
    const moved = await uzelJson(env, 'order', 'move', 'W-78', '--to', 'Север');
    expect(moved).toMatchObject({ id: orderId, owner: { id: node.nodeId, name: 'Север' }, version: 2 });
    await queryOrders(world.services, await world.exchange(node), node);
    const refused = await runUzel(env, 'order', 'move', 'W-78', '--to', 'Магазин');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/UZ1515/)]);
    const { stdout } = await runUzel(env, 'order', 'move', orderId, '--to', 'Магазин', '--force');
    expect(stdout).toMatch(/W-78 belongs to "Магазин"/);
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId, routing: { by: 'moved' } });
  });

  it('wants to know where to', async () => {
    const { code, stderr } = await runUzel(env, 'order', 'move', 'W-78');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/--to/);
  });
});
