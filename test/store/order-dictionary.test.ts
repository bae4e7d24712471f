import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readOrderDictionary } from '../../src/store/orders/order-dictionary.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let placed = 0;

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => await test.close());
beforeEach(async () => {
  await test.db.knex.raw('truncate order_words');
  await test.db.knex('orders').del();
});

/** One order for each of these deliveries. */
async function place(...deliveries: readonly string[]): Promise<void> {
  const rows = deliveries.map((name) => {
    placed += 1;
    return {
      shop_id: 'main',
      order_id: `0190a000-0000-7000-8000-${String(placed).padStart(12, '0')}`,
      number: `N-${placed}`,
      status: 'Принят',
      customer: '{}',
      currency: 'UAH',
      lines: '[]',
      total: '1',
      delivery: JSON.stringify({ name }),
      placed_at: new Date(),
    };
  });
  await test.db.knex('orders').insert(rows);
}
const read = async () => await readOrderDictionary(test.db.knex, 'main');
/** What a storefront makes that writes the number of a parcel into the name. */
const parcels = (prefix: string) => Array.from({ length: 600 }, (_, n) => `${prefix} ${n}`);

describe('too many words of a kind', () => {
  it('never push out one that was listed: it may be mapped in 1C', async () => {
    await place('Нова пошта');
    await read();
    await place(...parcels('AA'));
    const { deliveries } = await read();
    expect(deliveries).toHaveLength(500);
    expect(deliveries).toContain('Нова пошта');
    await place(...parcels('A'));
    expect((await read()).deliveries).toEqual(deliveries);
    expect(await test.db.knex('order_words').where({ kind: 'delivery' }).count()).toEqual([{ count: '500' }]);
  });

  it('leave their places to those that most orders use', async () => {
    await place(...parcels('AA'), 'Самовивіз', 'Самовивіз');
    expect((await read()).deliveries).toContain('Самовивіз');
  });
});

it('a word that no index takes stops none of the others', async () => {
  await place('Нова пошта', randomBytes(3000).toString('hex'));
  expect(await read()).toEqual({ statuses: ['Принят'], payments: [], deliveries: ['Нова пошта'] });
});

it('calls at the same time list the same and do not stop each other', async () => {
  await place(...parcels('B'));
  const lists = await Promise.all([read(), read(), read(), read()]);
  for (const list of lists) expect(list.statuses).toEqual(['Принят']);
  const { deliveries } = await read();
  expect(deliveries).toHaveLength(500);
  expect((await read()).deliveries).toEqual(deliveries);
});
