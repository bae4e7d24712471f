import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { patchOrder, placeOrder } from '../../src/exchange/owners/order-desk.js';
import { createUnownedSweep, routeUnowned } from '../../src/exchange/owners/routing-again.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { defineNodeKind, NODE_KIND_API } from '../../src/nodes/node-kind.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { Order } from '../../src/orders.js';
import type { Services } from '../../src/services.js';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { updateShop } from '../../src/store/nodes/shops.js';
import type { OrderInput } from '../../src/store/orders/orders.js';
import { type OrdersWorld, openOrdersWorld, orderInput, SHOP } from './orders-world.js';

/** Answers what the node's name says; keeps back what is commented so. */
const opinionated = defineNodeKind({
  name: 'opinionated',
  apiVersion: NODE_KIND_API,
  wantsOrder: ({ node }) => {
    if (node.name.startsWith('broken')) throw new Error('no idea');
    if (node.name.startsWith('no')) return { wants: false, reason: 'не моё' };
    return node.name.startsWith('yes') ? { wants: true, reason: 'моё' } : { wants: null };
  },
  checkOrder: async (_, order) => {
    if (order.comment === 'slow') {
      checked.push(order.number);
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    return order.comment === 'back' ? [{ code: 'kept-back', text: 'Исправьте комментарий.' }] : [];
  },
});

/** Numbers of the orders that were checked slowly, and what ends the check. */
const checked: string[] = [];
let goOn: () => void = () => undefined;

let world: OrdersWorld;
let services: Services;
let placed = 0;

beforeAll(async () => {
  world = await openOrdersWorld();
  services = { ...world.services, kinds: createRegistry([opinionated]) };
});
afterAll(() => world.close());
beforeEach(async () => {
  await world
    .knex('orders')
    .whereNull('owner_node_id')
    .update({ routing: JSON.stringify({ by: 'moved' }) });
  await world.knex('nodes').update({ state: 'paused' });
  await setShop({});
});

const setShop = async (settings: object) => await services.db.transaction((tx) => updateShop(tx, SHOP, { settings }));

const node = async (name: string, more: object = {}): Promise<ExchangeNode> => {
  placed += 1;
  return await world.node({ login: undefined, name: `${name} ${placed}`, kind: 'opinionated', ...more });
};

const place = async (input: Partial<OrderInput> = {}): Promise<Order> => {
  placed += 1;
  const key = { key: `routing-${placed}`, bodyHash: 'same' };
  return (await placeOrder(services, SHOP, { ...orderInput(), ...input }, key)).order;
};

const change = async (of: ExchangeNode, changes: object) =>
  await services.db.transaction((tx) => updateNode(tx, SHOP, of.nodeId, changes));

describe('who gets an order', () => {
  it('never is a node that does not want it, and the order says who was asked', async () => {
    const no = await node('no', { priority: 9 });
    const maybe = await node('maybe');
    expect(await place()).toMatchObject({
      ownerNodeId: maybe.nodeId,
      routing: {
        by: 'only',
        candidates: [
          { nodeId: no.nodeId, wants: false, reason: 'не моё' },
          { nodeId: maybe.nodeId, wants: null },
        ],
      },
    });
  });

  it('is of several the one of the highest priority, before one that wants it', async () => {
    await node('yes');
    const high = await node('maybe', { priority: 5 });
    expect(await place()).toMatchObject({ ownerNodeId: high.nodeId, routing: { by: 'priority' } });
  });

  it('is of equal priority the one that says that it wants it, with its reason', async () => {
    await node('maybe');
    const yes = await node('yes');
    expect(await place()).toMatchObject({ ownerNodeId: yes.nodeId, routing: { by: 'wanted', reason: 'моё' } });
  });

  it('else is the least loaded, of equal load the oldest; orders that are done are no load', async () => {
    const [one, two] = [await node('maybe'), await node('maybe')];
    const first = await place();
    expect(first).toMatchObject({ ownerNodeId: one.nodeId, routing: { by: 'load' } });
    expect(await place()).toMatchObject({ ownerNodeId: two.nodeId, routing: { by: 'load' } });
    expect(await place()).toMatchObject({ ownerNodeId: one.nodeId });
    await patchOrder(services, SHOP, first.orderId, { shipped: true });
    expect(await place()).toMatchObject({ ownerNodeId: one.nodeId });
  });

  it('belongs to the customer whom the rules of its owner find, also after a change', async () => {
    await node('maybe', { settings: { customerRules: ['email'] } });
    const customer = (phone: string, email: string) => ({ type: 'person' as const, name: 'Олена', phone, email });
    const first = await place({ customer: customer('+380501110001', 'one@example.com') });
    const second = await place({ customer: customer('+380501110001', 'two@example.com') });
    expect(first.customerId).not.toBeNull();
    expect(second.customerId).not.toBe(first.customerId);
    const patch = { customer: { email: 'one@example.com', phone: '+380501110009' } };
    expect((await patchOrder(services, SHOP, second.orderId, patch)).customerId).toBe(first.customerId);
  });

  it('goes in turns between nodes whose 1C never tell that anything is done', async () => {
    const [one, two] = [await node('maybe'), await node('maybe')];
    const { orderId } = await place();
    await world.knex.raw(
      `insert into orders select (jsonb_populate_record(o, jsonb_build_object('order_id', gen_random_uuid(), 'number', n.name || g,
           'owner_node_id', n.node_id))).*
         from orders o, nodes n, generate_series(1, 1100) g where o.order_id = ? and n.node_id in (?, ?)`,
      [orderId, one.nodeId, two.nodeId],
    );
    // As if they had been placed before.
    await world.knex.raw(
      `update orders set order_id = cast('00' || substr(cast(order_id as text), 3) as uuid) where order_id <> ? and number like 'maybe%'`,
      [orderId],
    );
    const owners: (string | null)[] = [];
    for (let each = 0; each < 4; each += 1) owners.push((await place()).ownerNodeId);
    expect(owners).toEqual([two.nodeId, one.nodeId, two.nodeId, one.nodeId]);
    expect((await place()).routing?.reason).toContain('дольше всех не получал нового');
  });

  it('is told in the language of the shop', async () => {
    const only = await node('maybe');
    for (const [language, word] of [
      ['ru', 'никто'],
      ['uk', 'ніхто'],
      ['en', 'No node but'],
    ]) {
      await setShop({ language });
      const { routing } = await place();
      expect(routing?.reason).toContain(word);
      expect(routing?.reason).toContain(only.name);
    }
  });

  it('is chosen by the settings of the built-in kind as well', async () => {
    await world.node({ login: undefined, settings: { orderSites: ['b2b'] } });
    const retail = await world.node({ login: undefined, settings: { orderSites: ['shop.example'] } });
    expect(await place({ site: 'shop.example' })).toMatchObject({
      ownerNodeId: retail.nodeId,
      routing: { by: 'only' },
    });
    expect(await place({ site: 'other' })).toMatchObject({ ownerNodeId: null, routing: { by: 'none' } });
  });
});

describe('an owner named in the request', () => {
  it('gets the order, by id or name, whatever its kind wants', async () => {
    await node('yes', { priority: 7 });
    const no = await node('no');
    for (const owner of [no.nodeId, no.name]) {
      expect(await place({ owner })).toMatchObject({ ownerNodeId: no.nodeId, routing: { by: 'given' } });
    }
  });

  it.each([
    [{ state: 'paused' }, 'paused'],
    [{ receivesOrders: false }, 'receives no orders'],
    [{ receivesOnlyOwn: true }, 'made in it'],
  ])('is refused when it takes no orders: %j', async (flags, word) => {
    const { name } = await node('maybe', flags);
    await expect(place({ owner: name })).rejects.toMatchObject({
      code: 'UZ1520',
      publicMessage: expect.stringContaining(word),
    });
  });

  it('is refused when there is none', async () => {
    await expect(place({ owner: 'nobody' })).rejects.toMatchObject({ code: 'UZ1520' });
  });
});

describe('an order that nobody wants', () => {
  it('is routed again when a node is resumed, and as often as asked stays as it is', async () => {
    const paused = await node('yes', { state: 'paused' });
    const { orderId } = await place();
    expect((await routeUnowned(services, SHOP)).orderIds).toEqual([]);
    await change(paused, { state: 'active' });
    expect((await routeUnowned(services, SHOP)).orderIds).toEqual([orderId]);
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: paused.nodeId, version: 2 });
  });

  it('finds its owner once, though two look for one at the same time', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => place()));
    await node('no');
    const maybe = await services.db.transaction(async (tx) => {
      const [row] = await tx('nodes').where({ state: 'active' }).update({ name: 'yes at last' }).returning('node_id');
      return row.node_id as string;
    });
    const both = await Promise.all([routeUnowned(services, SHOP), routeUnowned(services, SHOP)]);
    expect(both.flatMap(({ orderIds }) => orderIds).sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
    for (const { orderId } of orders) {
      expect(await world.read(orderId)).toMatchObject({ ownerNodeId: maybe, version: 2 });
    }
  });

  it('is routed again when it is changed', async () => {
    const wanting = await world.node({ login: undefined, settings: { orderSites: ['b2b'] } });
    const { orderId } = await place();
    expect(await patchOrder(services, SHOP, orderId, { site: 'B2B ' })).toMatchObject({ ownerNodeId: wanting.nodeId });
  });

  it('is found by the sweep when nodes have changed, and only then', async () => {
    const sweep = createUnownedSweep(services);
    const no = await node('no');
    const { orderId } = await place();
    await sweep();
    await world
      .knex('orders')
      .where({ order_id: orderId })
      .update({ routing: JSON.stringify({ by: 'none', reason: 'then' }) });
    await sweep();
    expect((await world.read(orderId)).routing?.reason).toBe('then');
    await change(no, { name: 'yes, by now' });
    await sweep();
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: no.nodeId });
  });

  it('waits for a kind that fails: the placing goes on', async () => {
    const broken = await node('broken');
    const order = await place();
    expect(order).toMatchObject({
      ownerNodeId: null,
      routing: { candidates: [{ nodeId: broken.nodeId, wants: false }] },
    });
  });
});

describe('the desk', () => {
  it('writes on the order what keeps it back, and takes it away when the order is mended', async () => {
    await node('maybe');
    const order = await place({ comment: 'back' });
    expect(order.held).toMatchObject([{ code: 'kept-back', text: 'Исправьте комментарий.' }]);
    expect((await world.read(order.orderId)).held).toHaveLength(1);
    expect((await patchOrder(services, SHOP, order.orderId, { comment: null })).held).toEqual([]);
    expect((await patchOrder(services, SHOP, order.orderId, { comment: 'back' })).held).toHaveLength(1);
  });

  it('waits for a slow kind with one order, and makes others meanwhile', async () => {
    await node('maybe');
    const { number } = await place();
    const slow = place({ comment: 'slow' });
    while (checked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const quick = await place();
    goOn();
    expect(quick.number).toBe(String(Number(number) + 1));
    expect(checked).toEqual([quick.number]); // it came first
    expect((await slow).number).toBe(String(Number(number) + 2));
  });

  it('warns of promo codes, ignores them or refuses the order, as the shop is set', async () => {
    await node('maybe');
    const input = { promoCodes: ['NEVER'] };
    const order = await place(input);
    expect(order.warnings).toMatchObject([{ code: 'promo-code-unknown' }]);
    expect((await patchOrder(services, SHOP, order.orderId, { promoCodes: [] })).warnings).toEqual([]);
    await setShop({ promoCodes: 'ignore' });
    expect((await place(input)).warnings).toEqual([]);
    await setShop({ promoCodes: 'refuse' });
    await expect(place(input)).rejects.toMatchObject({ code: 'UZ1517' });
    await expect(patchOrder(services, SHOP, order.orderId, input)).rejects.toMatchObject({ code: 'UZ1517' });
    expect(await world.read(order.orderId)).toMatchObject({ promoCodes: [] });
  });

  it('finds the customer: two orders of one are of one', async () => {
    await node('maybe');
    const [one, two] = [await place(), await place()];
    expect(one.customerId).not.toBeNull();
    expect(two.customerId).toBe(one.customerId);
    const other = { customer: { phone: '+380671112233', email: 'o@example.com' } };
    expect((await patchOrder(services, SHOP, two.orderId, other)).customerId).not.toBe(one.customerId);
  });
});
