import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import { v7 as uuid } from 'uuid';
import { placeOrder } from '../../src/exchange/owners/order-desk.js';
import { type OrdersWorld, openOrdersWorld, orderInput, SHOP } from '../exchange/orders-world.js';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

const code = (code: string, text?: string) =>
  expect.objectContaining({ code, ...(text === undefined ? {} : { publicMessage: expect.stringContaining(text) }) });

describe('placing an order', () => {
  it('computes amounts and total, numbers the lines, and puts the delivery last', async () => {
    const order = await world.place({
      lines: [
        { name: 'А', quantity: '3', price: '0.335' },
        { name: 'Б', quantity: '2.500', price: '10', discount: '1.01', tax: { rate: '20', included: false } },
        { name: 'В', quantity: '1', price: '120', tax: { rate: '20' } },
      ],
      delivery: { name: 'Кур’єр', price: '50' },
    });
    expect(
      order.lines.map(({ lineNo, quantity, price, amount, kind, tax }) => [
        lineNo,
        quantity,
        price,
        amount,
        kind,
        tax?.amount,
      ]),
    ).toEqual([
      [1, '3', '0.335', '1.01', 'product', undefined],
      [2, '2.5', '10.00', '28.79', 'product', '4.80'],
      [3, '1', '120.00', '120.00', 'product', '20.00'],
      [4, '1', '50.00', '50.00', 'delivery', undefined],
    ]);
    expect(order.total).toBe('199.80');
    expect(order).toMatchObject({ version: 1, paid: false, shipped: false, cancelled: false, ownerNodeId: null });
  });

  it('rounds half up, to kopecks', async () => {
    for (const [quantity, price, amount] of [
      ['1', '0.005', '0.01'],
      ['1', '0.0049', '0.00'],
      ['0.5', '0.03', '0.02'],
      ['3', '33.335', '100.01'],
    ] as const) {
      const order = await world.place({ lines: [{ name: 'А', quantity, price }] });
      expect(order.total).toBe(amount);
      expect(order.total).toBe(new Big(quantity).times(price).round(2, Big.roundHalfUp).toFixed(2));
    }
  });

  it('refuses amounts and totals that do not add up, naming both numbers', async () => {
    const line = { name: 'А', quantity: '2', price: '100.50' };
    await expect(world.place({ lines: [{ ...line, amount: '200.00' }] })).rejects.toEqual(code('UZ1505', '200.00'));
    await expect(world.place({ lines: [{ ...line, amount: '200.00' }] })).rejects.toEqual(code('UZ1505', '201.00'));
    await expect(world.place({ lines: [line], total: '201.01' })).rejects.toEqual(code('UZ1505', '201.01'));
    await expect(world.place({ lines: [{ ...line, discount: '201.01' }] })).rejects.toEqual(code('UZ1505'));
    await expect(world.place({ lines: [{ ...line, tax: { rate: '20', amount: '40.00' } }] })).rejects.toEqual(
      code('UZ1505', '33.50'),
    );
    const fair = await world.place({ lines: [{ ...line, amount: '201' }], total: '201.0', delivery: { price: '0' } });
    expect(fair).toMatchObject({ total: '201.00', lines: [{ amount: '201.00' }] });
  });

  it('fills lines from the catalogue, and names the line whose offer it does not know', async () => {
    await world.node({ state: 'paused' });
    const offerId = uuid();
    await world.knex('products').insert({
      shop_id: SHOP,
      product_id: uuid(),
      id_space: 'main',
      external_id: 'guid-1',
      name: 'Матрац',
      sku: 'M-1',
      unit: JSON.stringify({ code: '2009', name: 'шт' }),
    });
    await world.knex('offers').insert({
      shop_id: SHOP,
      offer_id: offerId,
      id_space: 'main',
      product_external_id: 'guid-1',
      characteristic_id: 'x',
      name: 'Матрац (160)',
    });
    const order = await world.place({
      lines: [
        { offerId, quantity: '1', price: '5' },
        { externalId: 'guid-1#x', quantity: '1', price: '5' },
        { externalId: 'guid-1#', quantity: '1', price: '5' },
        { externalId: 'unknown', name: 'Інше', quantity: '1', price: '5' },
      ],
    });
    expect(order.lines).toMatchObject([
      { offerId, externalId: 'guid-1#x', name: 'Матрац (160)', sku: 'M-1', unit: { code: '2009', name: 'шт' } },
      { offerId, externalId: 'guid-1#x', name: 'Матрац (160)' },
      { externalId: 'guid-1#', name: 'Матрац', sku: 'M-1' },
      { externalId: 'unknown', name: 'Інше' },
    ]);
    expect(order.lines[3]).not.toHaveProperty('offerId');
    const known = { offerId, quantity: '1', price: '5' };
    await expect(world.place({ lines: [known, { ...known, offerId: uuid() }] })).rejects.toEqual(
      code('UZ1501', 'Line 2'),
    );
    await expect(world.place({ lines: [{ ...known, offerId: 'no-uuid' }] })).rejects.toEqual(code('UZ1501', 'Line 1'));
    await expect(world.place({ lines: [{ ...known, externalId: 'guid-1#y' }] })).rejects.toEqual(
      code('UZ1501', 'guid-1#x'),
    );
    await expect(world.place({ lines: [{ externalId: 'unknown', quantity: '1', price: '5' }] })).rejects.toEqual(
      code('UZ1501', 'Line 1'),
    );
  });

  it('keeps the moment of the customer', async () => {
    const order = await world.place({ placedAt: '2026-01-31T10:00:00+02:00' });
    expect(order.placedAt.toISOString()).toBe('2026-01-31T08:00:00.000Z');
    await expect(world.place({ placedAt: 'yesterday' })).rejects.toEqual(code('UZ1501'));
  });
});

describe('order numbers', () => {
  it('takes a given one, trimmed, once in the shop', async () => {
    expect(await world.place({ number: ' А-77 ' })).toMatchObject({ number: 'А-77' });
    await expect(world.place({ number: 'А-77' })).rejects.toEqual(code('UZ1503'));
    await expect(world.place({ number: '  ' })).rejects.toEqual(code('UZ1501'));
    await expect(world.place({ number: '123456789012' })).rejects.toEqual(code('UZ1504'));
  });

  it('counts on, past those that are taken', async () => {
    const first = Number((await world.place()).number);
    await world.place({ number: String(first + 1) });
    await world.place({ number: String(first + 2) });
    expect(Number((await world.place()).number)).toBe(first + 3);
  });

  it('finds a free one beyond a thousand that are taken', async () => {
    const first = Number((await world.place()).number);
    await world.knex.raw(
      `insert into orders (shop_id, order_id, number, customer, currency, lines, total, placed_at)
       select 'main', gen_random_uuid(), n::text, '{}', 'UAH', '[]', 0, now() from generate_series(?::int, ?::int) n`,
      [first + 1, first + 2500],
    );
    expect(Number((await world.place()).number)).toBe(first + 2501);
  });

  it('are all different for orders that come at once, with and without a number of their own', async () => {
    const next = Number((await world.place()).number) + 1;
    const results = await Promise.allSettled(
      Array.from({ length: 24 }, (_, index) => world.place(index % 4 === 0 ? { number: String(next + 3) } : {})),
    );
    const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.number] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThanOrEqual(18);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(code('UZ1503'));
  });
});

describe('an Idempotency-Key', () => {
  const key = { key: 'one', bodyHash: 'hash' };

  it('gives the same answer to the same body, though the order has changed since', async () => {
    const first = await placeOrder(world.services, SHOP, orderInput(), key);
    await world.knex('orders').where({ order_id: first.order.orderId }).update({ status: 'changed', version: 2 });
    const second = await placeOrder(world.services, SHOP, orderInput(), key);
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(second.order).toEqual(first.order);
    await expect(placeOrder(world.services, SHOP, orderInput(), { ...key, bodyHash: 'other' })).rejects.toEqual(
      code('UZ1502'),
    );
  });

  it('makes one order of many requests at the same time', async () => {
    const before = [await world.count('orders'), await world.lastChange()];
    const same = { key: 'race', bodyHash: 'hash' };
    const placed = await Promise.all(
      Array.from({ length: 8 }, () => placeOrder(world.services, SHOP, orderInput(), same)),
    );
    expect(new Set(placed.map(({ order }) => order.orderId)).size).toBe(1);
    expect(placed.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect([await world.count('orders'), await world.lastChange()]).toEqual([
      (before[0] ?? 0) + 1,
      (before[1] ?? 0) + 1,
    ]);
  });

  it('is free again when the order was refused', async () => {
    const refused = { key: 'refused', bodyHash: 'hash' };
    await expect(placeOrder(world.services, SHOP, { ...orderInput(), total: '1' }, refused)).rejects.toEqual(
      code('UZ1505'),
    );
    expect(await placeOrder(world.services, SHOP, orderInput(), refused)).toMatchObject({ repeated: false });
  });
});
