import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acknowledge, type OrdersAnswer, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { deleteEmptyBatches, deleteRepeatedOffers } from '../../src/store/orders/batch-retention.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { type OrdersWorld, openOrdersWorld, SHOP, seenIn } from './orders-world.js';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

const numbers = (answer: OrdersAnswer) => seenIn(answer.body).map((document) => document.number);
const query = async (node: ExchangeNode, exchange: Exchange) => await queryOrders(world.services, exchange, node);
/** A whole exchange: the answer goes out to its last byte, or breaks off. */
async function fetchOrders(node: ExchangeNode, whole = true): Promise<(string | undefined)[]> {
  const answer = await query(node, await world.exchange(node));
  if (whole) await answer.sending.whole();
  return numbers(answer);
}
const due = async (node: ExchangeNode) =>
  await world
    .knex('orders')
    .where({ owner_node_id: node.nodeId })
    .whereRaw('due_version > acknowledged_version')
    .orderBy('number')
    .pluck('number');

describe('confirmBy=next-query', () => {
  const made = () => world.node({ settings: { confirmBy: 'next-query' } });

  it('acknowledges what an earlier exchange was sent whole with the next query, and gives it no more', async () => {
    const node = await made();
    const order = await world.place({ owner: node.name });
    expect(await fetchOrders(node)).toEqual([order.number]);
    expect(await due(node)).toEqual([order.number]);
    expect(await fetchOrders(node)).toEqual([]);
    expect(await due(node)).toEqual([]);
  });

  it('offers again what broke off', async () => {
    const node = await made();
    const order = await world.place({ owner: node.name });
    expect(await fetchOrders(node, false)).toEqual([order.number]);
    expect(await fetchOrders(node, false)).toEqual([order.number]);
    expect(await fetchOrders(node)).toEqual([order.number]);
    expect(await fetchOrders(node)).toEqual([]);
  });

  it('offers again what turned out to be lost after it had gone out', async () => {
    const node = await made();
    const order = await world.place({ owner: node.name });
    const { sending } = await query(node, await world.exchange(node));
    await sending.whole();
    await sending.lost();
    expect(await fetchOrders(node)).toEqual([order.number]);
  });

  it('gives the same bytes again within the exchange, which acknowledges nothing', async () => {
    const node = await made();
    const order = await world.place({ owner: node.name });
    const exchange = await world.exchange(node);
    const first = await query(node, exchange);
    await first.sending.whole();
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'інакше' });
    const again = await query(node, exchange);
    expect(again.body.equals(first.body)).toBe(true);
    await again.sending.whole();
    expect(await due(node)).toEqual([order.number]);
  });

  it('keeps a change due that came after the answer', async () => {
    const node = await made();
    const order = await world.place({ owner: node.name });
    await fetchOrders(node);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'інакше' });
    expect(await fetchOrders(node)).toEqual([order.number]);
    expect(await fetchOrders(node)).toEqual([]);
  });

  it('takes nothing for stored that an exchange was given which still runs beside this one', async () => {
    const node = await made();
    const order = await world.place({ owner: node.name });
    const [one, beside] = [await world.exchange(node), await world.exchange(node)];
    await (await query(node, one)).sending.whole();
    expect(numbers(await query(node, beside))).toEqual([order.number]);
    expect(await due(node)).toEqual([order.number]);
  });

  it('still hears a success', async () => {
    const node = await made();
    await world.place({ owner: node.name });
    const exchange = await world.exchange(node);
    await query(node, exchange);
    await acknowledge(world.services, exchange, node);
    expect(await due(node)).toEqual([]);
  });

  it('says nothing of answers of another node', async () => {
    const [node, other] = [await made(), await made()];
    const order = await world.place({ owner: node.name });
    await fetchOrders(node);
    await fetchOrders(other);
    expect(await due(node)).toEqual([order.number]);
  });
});

describe('a node that is never heard to say success', () => {
  const told = async (node: ExchangeNode) =>
    await world
      .knex('journal')
      .where({ node_id: node.nodeId, code: 'success-never-sent' })
      .select('severity', 'message');

  it('is told of once, after three exchanges that were sent orders whole; nothing is switched', async () => {
    const node = await world.node();
    const order = await world.place({ owner: node.name });
    for (let round = 0; round < 3; round += 1) await fetchOrders(node);
    expect(await told(node)).toEqual([]); // the success of the third may still come
    for (let round = 0; round < 3; round += 1) expect(await fetchOrders(node)).toEqual([order.number]);
    const message = expect.stringContaining(`uzel node set "${node.name}" confirmBy=next-query`);
    expect(await told(node)).toEqual([{ severity: 'warning', message }]);
    expect(await due(node)).toEqual([order.number]);
  });

  it('is told of also when it comes seldom, and what it was given again and again is cleared away meanwhile', async () => {
    const node = await world.node();
    await world.place({ owner: node.name });
    for (let round = 0; round < 4; round += 1) {
      await fetchOrders(node);
      await world.knex.raw(`update exchanges set ended_at = now() - interval '2 hours' where node_id = ?`, [
        node.nodeId,
      ]);
      await deleteRepeatedOffers(world.knex);
      await deleteEmptyBatches(world.knex);
    }
    expect(await told(node)).toHaveLength(1);
    expect(await world.knex('batches').where({ node_id: node.nodeId }).pluck('orders_count')).toEqual([1]);
  });

  it('is not one that was heard once', async () => {
    const node = await world.node();
    const order = await world.place({ owner: node.name });
    const exchange = await world.exchange(node);
    await query(node, exchange);
    await acknowledge(world.services, exchange, node);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'інакше' });
    for (let round = 0; round < 5; round += 1) await fetchOrders(node);
    expect(await told(node)).toEqual([]);
  });

  it('is not one whose answers broke off, held no orders, or were repeated in one exchange', async () => {
    const node = await world.node();
    for (let round = 0; round < 4; round += 1) await fetchOrders(node);
    await world.place({ owner: node.name });
    for (let round = 0; round < 4; round += 1) await fetchOrders(node, false);
    const exchange = await world.exchange(node);
    for (let round = 0; round < 4; round += 1) await (await query(node, exchange)).sending.whole();
    await fetchOrders(node);
    expect(await told(node)).toEqual([]);
  });
});
