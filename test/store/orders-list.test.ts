import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../src/store/list-page.js';
import {
  findOrderByNumber,
  getOrder,
  listOrders,
  type OrderFilter,
  patchOrder,
} from '../../src/store/orders/orders.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from '../exchange/orders-world.js';

let world: OrdersWorld;
let numbers: string[];
beforeAll(async () => {
  world = await openOrdersWorld();
  numbers = [];
  for (let i = 0; i < 7; i += 1) numbers.push((await world.place({ status: i % 2 ? 'odd' : 'even' })).number);
});
afterAll(() => world.close());

async function pages(filter: OrderFilter, limit: number, updatedAfter: string | null = null): Promise<string[][]> {
  const seen: string[][] = [];
  let after: Position | null = null;
  do {
    const page = await listOrders(world.knex, SHOP, filter, { limit, after, updatedAfter });
    seen.push(page.items.map((order) => order.number));
    after = page.next;
  } while (after);
  return seen;
}

describe('listing orders', () => {
  it('gives each order once, in pages, in the order of placing', async () => {
    expect(await pages({}, 3)).toEqual([numbers.slice(0, 3), numbers.slice(3, 6), numbers.slice(6)]);
    expect(await pages({}, 7)).toEqual([numbers]);
  });

  it('filters by status and owner', async () => {
    expect((await pages({ status: 'odd' }, 2)).flat()).toEqual(numbers.filter((_, index) => index % 2 === 1));
    expect(await pages({ owner: 'nobody' }, 2)).toEqual([[]]);
    const node = await world.node();
    expect((await pages({ owner: node.nodeId }, 4)).flat()).toEqual(numbers);
  });

  it('gives what was changed after a moment, in the order of change', async () => {
    const moment = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const number of [numbers[4], numbers[1], numbers[2]]) {
      const order = await findOrderByNumber(world.knex, SHOP, number ?? '');
      await patchOrder(world.services.db, SHOP, order?.orderId ?? '', { status: 'touched' });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await pages({}, 2, moment)).flat()).toEqual([numbers[4], numbers[1], numbers[2]]);
    const last = await findOrderByNumber(world.knex, SHOP, numbers[2] ?? '');
    expect(await pages({}, 2, last?.updatedAt.toISOString())).toEqual([[]]);
  });

  it('finds one by id and by number', async () => {
    const order = await findOrderByNumber(world.knex, SHOP, ` ${numbers[0]} `);
    expect(order?.number).toBe(numbers[0]);
    expect(await getOrder(world.knex, SHOP, order?.orderId ?? '')).toEqual(order);
    expect(await getOrder(world.knex, 'other', order?.orderId ?? '')).toBeNull();
    expect(await getOrder(world.knex, SHOP, 'nonsense')).toBeNull();
    expect(await findOrderByNumber(world.knex, SHOP, 'nobody')).toBeNull();
  });
});
