import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { type DocumentsWorld, documentLine, ECHO, openDocumentsWorld } from './documents-world.js';
import { orderDocument, SHOP } from './orders-world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await openDocumentsWorld();
});
afterAll(() => world.close());

describe('the lines of an order', () => {
  it('stay as they are when 1C echoes them, discounts and delivery included', async () => {
    const order = await world.placeKnown({
      lines: [
        { externalId: 'a#b', name: 'Матрац', quantity: '3', price: '100', discount: '10' },
        { name: 'Без коду', quantity: '1', price: '10' },
      ],
      delivery: { name: 'Пошта', price: '45' },
    });
    const service = [{ name: 'ТипНоменклатуры', values: ['Услуга'] }];
    const lines = [
      documentLine({ id: 'own-guid', name: 'Доставка', quantity: '1', price: '45', amount: '45', requisites: service }),
      documentLine({ id: 'a#b', name: 'Матрац у 1С', quantity: '3', price: '96.67', amount: '290' }),
      documentLine({ name: 'без коду', quantity: '1', price: '10', amount: '10' }),
    ];
    expect(await world.tell({ id: order.orderId, lines, amount: '345' })).toEqual(['unchanged']);
    expect(await world.read(order.orderId)).toEqual(order);
  });

  it('of 1C that are new get no number that a shipment of the shop speaks of', async () => {
    const { orderId } = await world.placeKnown({
      lines: ['A', 'B'].map((name) => ({ name, quantity: '1', price: '10' })),
      delivery: null,
    });
    const [a, c] = ['A', 'C'].map((name) => documentLine({ name, quantity: '1', price: '10', amount: '10' }));
    if (!a || !c) throw new Error('no lines');
    const shipments = [{ key: 's', shippedAt: '2026-01-31T10:00:00.000Z', lines: [{ lineNo: 2, quantity: '1' }] }];
    await patchOrder(world.services.db, SHOP, orderId, { shipments });
    const numbers = async () => (await world.read(orderId)).lines.map(({ name, lineNo }) => [name, lineNo]);
    await world.tell({ id: orderId, lines: [a], amount: '10' });
    expect(await numbers()).toEqual([['A', 1]]);
    await world.tell({ id: orderId, lines: [a, c], amount: '20' });
    expect(await numbers()).toEqual([
      ['A', 1],
      ['C', 3],
    ]);
  });

  it('become what 1C says, amounts as it says them, and sent again do not change', async () => {
    const { orderId } = await world.placeKnown({ delivery: { name: 'Пошта', price: '45' } });
    const lines = [
      documentLine({ id: 'a#b', name: 'Матрац', quantity: '1', price: '100.50', amount: '90.45' }),
      documentLine({ id: 'ORDER_DELIVERY', name: 'Доставка заказа', quantity: '1', price: '60', amount: '60' }),
      documentLine({ id: 'new', name: 'Ковдра', sku: 'K-1', quantity: '2', amount: '33.33' }),
    ];
    expect(await world.tell({ id: orderId, lines, amount: '183.78' })).toEqual(['applied']);
    const order = await world.read(orderId);
    expect(order.lines).toMatchObject([
      { lineNo: 1, externalId: 'a#b', quantity: '1', price: '100.50', discount: '10.05', amount: '90.45' },
      {
        lineNo: 3, // 2 was that of a line which is gone now
        externalId: 'new',
        name: 'Ковдра',
        sku: 'K-1',
        quantity: '2',
        price: '16.665',
        amount: '33.33',
        kind: 'product',
      },
      { lineNo: 4, quantity: '1', price: '60.00', amount: '60.00', kind: 'delivery' },
    ]);
    expect(order).toMatchObject({ total: '183.78', delivery: { name: 'Пошта', price: '60.00' } });
    const before = await world.state();
    expect(await world.tell({ id: orderId, lines, amount: '183.78' })).toEqual(['unchanged']);
    expect(await world.state()).toEqual(before);
  });

  it('absent or empty are no empty order', async () => {
    const order = await world.placeKnown();
    expect(await world.tell({ id: order.orderId })).toEqual(['unchanged']);
    expect(await world.tell({ id: order.orderId, lines: [] })).toEqual(['unchanged']);
    expect(await world.read(order.orderId)).toEqual(order);
  });

  it('learn the id that 1C gave to goods which the shop knows by name only', async () => {
    const { orderId } = await world.placeKnown({ lines: [{ name: 'Свічка', quantity: '1', price: '10' }] });
    const lines = [documentLine({ id: 'guid-9', name: 'Свічка', quantity: '1', price: '10', amount: '10' })];
    await world.tell({ id: orderId, lines });
    expect((await world.read(orderId)).lines).toMatchObject([
      { lineNo: 1, externalId: 'guid-9', name: 'Свічка', amount: '10.00' },
    ]);
    expect(await world.tell({ id: orderId, lines })).toEqual(['unchanged']);
  });

  it('are not taken in another currency; in the node’s own spelling of the same they are', async () => {
    const { orderId, lines } = await world.placeKnown();
    const changed = [documentLine({ id: 'a#b', name: 'Матрац', quantity: '5', price: '1', amount: '5' })];
    await world.tell({ id: orderId, currency: 'USD', lines: changed, amount: '5', fate: { paid: true } });
    expect(await world.read(orderId)).toMatchObject({ lines, total: '211.00', paid: true });
    expect(await world.told()).toMatchObject([{ code: 'currency-differs', severity: 'warning' }]);
    for (const [currency, codes] of [
      ['USD', []],
      ['EUR', ['currency-differs']],
      ['UAH', []],
      ['EUR', ['currency-differs']],
    ] as const) {
      await world.tell({ id: orderId, currency });
      expect((await world.told()).map((entry) => entry.code)).toEqual(codes);
    }
    const spelled = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, world.owner.nodeId, { settings: { currencySpelling: { UAH: 'гр' } } }),
    );
    await world.apply(spelled, orderDocument({ id: orderId, currency: 'ГР', lines: changed, amount: '5' }));
    expect(await world.read(orderId)).toMatchObject({ total: '5.00' });
  });

  it('that the shop changed are not overwritten by a 1C that does not know of it', async () => {
    const { orderId } = await world.placeKnown();
    const after = await patchOrder(world.services.db, SHOP, orderId, {
      lines: [{ externalId: 'c', name: 'Подушка', quantity: '9', price: '10' }],
    });
    expect(await world.tell({ id: orderId, lines: ECHO, amount: '211' })).toEqual(['unchanged']);
    expect(await world.read(orderId)).toEqual(after);
    await world.exchangeOrders();
    await world.tell({ id: orderId, lines: ECHO, amount: '211' });
    expect(await world.read(orderId)).toMatchObject({ total: '90.00', lines: [{ quantity: '9' }] });
    await world.tell({ id: orderId, lines: ECHO.slice(1), amount: '10' });
    expect(await world.read(orderId)).toMatchObject({ total: '10.00', lines: [{ quantity: '1' }] });
  });
});
