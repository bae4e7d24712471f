import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v4 as guid } from 'uuid';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { type MoveOptions, moveOrder } from '../../src/exchange/owners/move-order.js';
import { patchOrder } from '../../src/exchange/owners/order-desk.js';
import { routeUnowned } from '../../src/exchange/owners/routing-again.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { removeNode, updateNode } from '../../src/store/nodes/nodes.js';
import { insertBatch, lockOrdersOfNode } from '../../src/store/orders/batches.js';
import { GUID, OTHER_GUID } from './documents-world.js';
import {
  BUYER,
  type OrdersWorld,
  openOrdersWorld,
  orderDocument,
  type SeenDocument,
  SHOP,
  seenIn,
} from './orders-world.js';

let world: OrdersWorld;
let from: ExchangeNode;
let to: ExchangeNode;

beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.knex('nodes').update({ state: 'paused' });
  from = await world.node({ login: undefined, priority: 9, settings: { numberPrefix: 'A-' } });
  to = await world.node({ login: undefined, settings: { numberPrefix: 'B-' } });
});

const move = async (orderId: string, options: MoveOptions) => await moveOrder(world.services, SHOP, orderId, options);

const ask = async (exchange: Exchange, of: ExchangeNode): Promise<SeenDocument[]> =>
  seenIn((await queryOrders(world.services, exchange, of)).body);

/** query and, unless it is told otherwise, success. */
async function fetchOrders(of: ExchangeNode, success = true): Promise<string[]> {
  const exchange = await world.exchange(of);
  const seen = await ask(exchange, of);
  if (success) await acknowledge(world.services, exchange, of);
  return seen.map(({ number }) => number);
}

const moves = async () =>
  await world.knex('journal').where({ code: 'order-moved' }).whereNull('exchange_id').orderBy('entry_id');

describe('an order that no 1C was offered', () => {
  it('is moved: the other 1C gets it, both journals and the history say so', async () => {
    const { orderId, number, version } = await world.place();
    const before = (await moves()).length;
    const moved = await move(orderId, { node: to.name, by: 'cli' });
    expect(moved).toMatchObject({ ownerNodeId: to.nodeId, version: version + 1, routing: { by: 'moved' } });
    expect((await moves()).slice(before).map(({ node_id }) => node_id)).toEqual([from.nodeId, to.nodeId]);
    const [history] = await world.knex('order_history').where({ order_id: orderId });
    expect(history).toMatchObject({ source: 'cli', changes: { owner: { from: from.nodeId, to: to.nodeId } } });
    expect(await fetchOrders(from)).toEqual([]);
    expect(await fetchOrders(to)).toEqual([`B-${number}`]);
  });

  it('is moved from a paused node by its number, and to the node that has it already without a change', async () => {
    const { number, version } = await world.place();
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, from.nodeId, { state: 'paused' }));
    expect(await move(number, { node: to.nodeId })).toMatchObject({ version: version + 1 });
    expect(await move(number, { node: to.nodeId })).toMatchObject({ version: version + 1, ownerNodeId: to.nodeId });
  });

  it('is taken away, and waits for a person: nobody routes it', async () => {
    const { orderId } = await world.place();
    expect(await move(orderId, { node: null })).toMatchObject({ ownerNodeId: null, routing: { by: 'moved' } });
    expect((await routeUnowned(world.services, SHOP)).orderIds).not.toContain(orderId);
    expect(await patchOrder(world.services, SHOP, orderId, { comment: 'ще' })).toMatchObject({ ownerNodeId: null });
    expect(await move(orderId, { node: to.nodeId })).toMatchObject({ ownerNodeId: to.nodeId });
  });

  it.each([
    ['UZ1520', { state: 'paused' as const }],
    ['UZ1520', { receivesOrders: false }],
    ['UZ1520', { receivesOnlyOwn: true }],
    ['UZ1504', { settings: { numberPrefix: 'LONG-PREFIX-' } }],
  ])('is not moved to a node that cannot take it: %s %j', async (code, flags) => {
    const { orderId } = await world.place();
    const other = await world.node({ login: undefined, ...flags });
    await expect(move(orderId, { node: other.nodeId, force: true })).rejects.toMatchObject({ code });
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: from.nodeId, version: 1 });
  });

  it('must be known, and so must the node', async () => {
    const { orderId } = await world.place();
    await expect(move(orderId, { node: 'nobody' })).rejects.toMatchObject({ code: 'UZ1520' });
    await expect(move(GUID, { node: to.nodeId })).rejects.toMatchObject({ code: 'UZ1507' });
    await expect(move('no such', { node: to.nodeId })).rejects.toMatchObject({ code: 'UZ1507' });
  });
});

describe('an order that a 1C may have', () => {
  it('is moved by force only, though its success never came', async () => {
    const { orderId } = await world.place();
    await fetchOrders(from, false);
    await expect(move(orderId, { node: to.nodeId })).rejects.toMatchObject({ code: 'UZ1515' });
    expect(await move(orderId, { node: to.nodeId, force: true })).toMatchObject({ ownerNodeId: to.nodeId });
    // Moved once by force, it is still known to a 1C.
    await expect(move(orderId, { node: from.nodeId })).rejects.toMatchObject({ code: 'UZ1515' });
  });

  it('is due for its new owner, and a late success of the former one acknowledges nothing of it', async () => {
    const [one, two] = [await world.place(), await world.place()];
    const exchange = await world.exchange(from);
    expect(await ask(exchange, from)).toHaveLength(2);
    await move(one.orderId, { node: to.nodeId, force: true });
    await acknowledge(world.services, exchange, from);
    expect(await world.knex('orders').where({ order_id: one.orderId }).first()).toMatchObject({
      acknowledged_version: 0,
    });
    expect(await fetchOrders(to)).toEqual([`B-${one.number}`]);
    // What was offered together with it is offered again, under its number.
    expect(await fetchOrders(from)).toEqual([`A-${two.number}`]);
    expect(await fetchOrders(from)).toEqual([]);
    expect(await fetchOrders(to)).toEqual([]);
  });

  it('is no more in what the former owner is answered in the same exchange', async () => {
    const { orderId, number } = await world.place();
    const exchange = await world.exchange(from);
    expect((await ask(exchange, from)).map((seen) => seen.number)).toEqual([`A-${number}`]);
    await move(orderId, { node: to.nodeId, force: true });
    expect(await ask(exchange, from)).toEqual([]);
  });

  it('is changed by the former owner no more: neither by our id, nor by number, nor by guid', async () => {
    const { orderId, number } = await world.place();
    await fetchOrders(from);
    await world.apply(
      from,
      orderDocument({ id: GUID, number: `A-${number}`, fate: { oneCNumber: 'У-1', oneCDate: '2026-02-03' } }),
    );
    await move(orderId, { node: to.nodeId, force: true });
    expect((await world.read(orderId)).oneC).toEqual({});
    const orders = await world.count('orders');
    const names = [{ id: GUID }, { id: orderId }, { number: `A-${number}` }, { id: GUID, number: `A-${number}` }];
    for (const name of [...names, ...names]) {
      const document = orderDocument({ ...name, ...BUYER, currency: 'UAH', fate: { cancelled: true } });
      expect(await world.apply(from, document)).toEqual(['ignored']);
    }
    expect(await world.read(orderId)).toMatchObject({ cancelled: false });
    expect(await world.count('orders')).toBe(orders);
    // Once for each document, however often it comes.
    const told = await world.knex('journal').where({ node_id: from.nodeId, code: 'order-of-another-node' });
    expect(told).toHaveLength(3);
    await fetchOrders(to);
    await world.apply(to, orderDocument({ id: OTHER_GUID, number: `B-${number}`, fate: { paid: true } }));
    expect(await world.read(orderId)).toMatchObject({ paid: true, oneC: { id: OTHER_GUID } });
  });

  it('loses the mark of deletion that its former 1C gave it, and what that 1C told comes back with the order', async () => {
    const { orderId, number } = await world.place();
    const id = GUID.replace('91777CE0', '11111111');
    await fetchOrders(from);
    await world.apply(from, orderDocument({ id, number: `A-${number}`, fate: { deleted: true } }));
    expect(await world.read(orderId)).toMatchObject({ deleted: true });
    expect(await move(orderId, { node: to.nodeId, force: true })).toMatchObject({ deleted: false, oneC: {} });
    expect(await move(orderId, { node: from.nodeId, force: true })).toMatchObject({ oneC: { id } });
    expect(await fetchOrders(from)).toEqual([`A-${number}`]);
  });

  it('that was made in 1C goes back to it under the number that it has there', async () => {
    const document = orderDocument({
      id: OTHER_GUID.replace('5a4', '000'),
      number: 'УТ-77',
      currency: 'UAH',
      amount: '5',
      ...BUYER,
    });
    await world.apply(from, document);
    const { order_id: orderId, number } = await world.knex('orders').where({ one_c_id: document.id }).first();
    await expect(move(orderId, { node: to.nodeId })).rejects.toMatchObject({ code: 'UZ1515' });
    await move(orderId, { node: to.nodeId, force: true });
    expect(await fetchOrders(to)).toEqual([`B-${number}`]);
    await move(orderId, { node: from.nodeId, force: true });
    expect(await fetchOrders(from)).toEqual(['УТ-77']);
  });
});

describe('the former owner', () => {
  const ownOrders = async (of: ExchangeNode) =>
    await world.knex('orders').where({ owner_node_id: of.nodeId }).orderBy('order_id');

  it('makes no second order, though its 1C tells its guid only when the new owner has told another', async () => {
    const { orderId, number } = await world.place({ customer: { type: 'person', name: 'Иван' } });
    await fetchOrders(from, false);
    await move(orderId, { node: to.nodeId, force: true });
    await fetchOrders(to);
    const document = { ...BUYER, currency: 'UAH', amount: '211' };
    await world.apply(to, orderDocument({ ...document, id: guid(), number: `B-${number}` }));
    expect(await world.apply(from, orderDocument({ ...document, id: guid(), number: `A-${number}` }))).toEqual([
      'ignored',
    ]);
    expect(await ownOrders(from)).toEqual([]);
  });

  it('may make an order of another document of that number, when its guid for the moved one is known', async () => {
    const { orderId, number } = await world.place({ customer: { type: 'person', name: 'Иван' } });
    await fetchOrders(from);
    await world.apply(from, orderDocument({ id: guid(), number: `A-${number}` }));
    await move(orderId, { node: to.nodeId, force: true });
    const other = orderDocument({ ...BUYER, id: guid(), number: `A-${number}`, currency: 'UAH' });
    expect(await world.apply(from, other)).toEqual(['created']);
  });

  it.each([
    ['its number and year', { id: '', number: 'УТ-901' }, { date: '2026-05-02' }],
    ['an id that is no guid', { id: '902', number: 'УТ-902' }, { number: 'УТ-903' }],
  ])('makes no second order of a document without a guid: %s', async (_, named, edited) => {
    const document = orderDocument({ ...BUYER, ...named, date: '2026-03-01', currency: 'UAH', amount: '5' });
    expect(await world.apply(from, document)).toEqual(['created']);
    const [{ order_id: orderId }] = await ownOrders(from);
    await move(orderId, { node: to.nodeId, force: true });
    await fetchOrders(to);
    await world.apply(to, orderDocument({ id: guid(), number: `B-${(await world.read(orderId)).number}` }));
    for (const again of [document, { ...document, ...edited }]) {
      expect(await world.apply(from, again)).toEqual(['ignored']);
    }
    expect(await ownOrders(from)).toEqual([]);
    await move(orderId, { node: from.nodeId, force: true });
    expect(await world.apply(from, { ...document, ...edited, fate: { paid: true } })).toEqual(['applied']);
    expect(await ownOrders(from)).toMatchObject([{ order_id: orderId, paid: true }]);
  });

  it('gets back what was made in it, though it takes only its own; the one in between does not', async () => {
    const [first, later] = ['ffffffff-81cc-11e4-a522-0050569c5934', '00000000-81cc-11e4-a522-0050569c5934'];
    await world.apply(from, orderDocument({ ...BUYER, id: first, number: 'УТ-904', currency: 'UAH' }));
    const [{ order_id: orderId, number }] = await ownOrders(from);
    await move(orderId, { node: to.nodeId, force: true });
    await fetchOrders(to);
    await world.apply(to, orderDocument({ id: later, number: `B-${number}` }));
    await move(orderId, { node: null, force: true });
    await world.knex('nodes').update({ receives_only_own: true });
    await expect(move(orderId, { node: to.nodeId, force: true })).rejects.toMatchObject({ code: 'UZ1520' });
    expect(await move(orderId, { node: from.nodeId, force: true })).toMatchObject({ ownerNodeId: from.nodeId });
    expect(await fetchOrders(from)).toEqual(['УТ-904']);
  });
});

describe('at the same time', () => {
  it('a node that is removed, or paused, while the order waits to be moved to it does not get it', async () => {
    const { orderId } = await world.place();
    const { outcome } = await world.services.db.transaction(async (tx) => {
      await removeNode(tx, SHOP, to.nodeId);
      const moving = move(orderId, { node: to.name }).catch((error: { code: string }) => error.code);
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { outcome: moving };
    });
    expect(await outcome).toBe('UZ1520');
    expect(await world.read(orderId)).toMatchObject({ ownerNodeId: from.nodeId });
  });

  it('a move waits for an answer that is being made, and sees it', async () => {
    const { orderId, number } = await world.place();
    const { exchangeId } = await world.exchange(from);
    const moving = await world.services.db.transaction(async (tx) => {
      await lockOrdersOfNode(tx, SHOP, from.nodeId);
      const outcome = move(orderId, { node: to.nodeId }).then(
        () => 'moved',
        (error: { code: string }) => error.code,
      );
      await new Promise((resolve) => setTimeout(resolve, 150));
      const answer = { body: Buffer.from(''), contentType: 'application/xml' };
      const offered = { orderId, number: `A-${number}`, version: 1 };
      await insertBatch(tx, { shopId: SHOP, nodeId: from.nodeId, exchangeId }, answer, [offered]);
      return { outcome };
    });
    expect(await moving.outcome).toBe('UZ1515');
  });

  it('a query and a move: the order is in one 1C, or the move is refused', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { orderId, number } = await world.place();
      const exchange = await world.exchange(from);
      const pause = (round % 4) * 3;
      const [seen, moved] = await Promise.all([
        ask(exchange, from),
        new Promise((resolve) => setTimeout(resolve, pause))
          .then(() => move(orderId, { node: to.nodeId }))
          .then(
            () => 'moved',
            (error: { code: string }) => error.code,
          ),
      ]);
      await acknowledge(world.services, exchange, from);
      const given = seen.some((document) => document.number === `A-${number}`);
      expect(moved).toBe(given ? 'UZ1515' : 'moved');
      expect(await fetchOrders(to)).toEqual(given ? [] : [`B-${number}`]);
    }
  });

  it('moves there and back end with one owner, and each order is given to that one only', async () => {
    const orders = await Promise.all(Array.from({ length: 4 }, () => world.place()));
    await Promise.all(
      orders.flatMap(({ orderId }, index) => [
        move(orderId, { node: to.nodeId }),
        move(orderId, { node: index % 2 === 0 ? from.nodeId : null }),
        patchOrder(world.services, SHOP, orderId, { comment: 'тим часом' }),
      ]),
    );
    const given = [...(await fetchOrders(from)), ...(await fetchOrders(to))];
    for (const { orderId, number } of orders) {
      const { ownerNodeId } = await world.read(orderId);
      const prefix = ownerNodeId === from.nodeId ? 'A-' : 'B-';
      const expected = ownerNodeId === null ? [] : [`${prefix}${number}`];
      expect(given.filter((each) => each.endsWith(`-${number}`))).toEqual(expected);
    }
  });

  it('a node that is paused and an order that is placed: the order has an owner that a person can move it from', async () => {
    const placing = Array.from({ length: 5 }, () => world.place());
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, from.nodeId, { state: 'paused' }));
    for (const { orderId, ownerNodeId } of await Promise.all(placing)) {
      expect([from.nodeId, to.nodeId]).toContain(ownerNodeId);
      if (ownerNodeId === from.nodeId) await move(orderId, { node: to.nodeId });
    }
    expect(await fetchOrders(to)).toHaveLength(5);
  });
});
