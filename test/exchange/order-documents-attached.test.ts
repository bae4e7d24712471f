import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Order } from '../../src/orders.js';
import type { DocumentRecord } from '../../src/records.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { type DocumentsWorld, documentLine, GUID, OTHER_GUID, openDocumentsWorld } from './documents-world.js';
import { orderDocument, SHOP } from './orders-world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await openDocumentsWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.knex.raw('truncate orders, other_records cascade');
  await world.told();
});

describe('documents that belong to an order', () => {
  const payment = (fields: Partial<DocumentRecord> = {}): Partial<DocumentRecord> => ({
    operation: 'payment',
    operationText: 'Выплата безналичных денег',
    id: OTHER_GUID,
    number: '000000005',
    amount: '211',
    currency: 'UAH',
    ...fields,
  });
  let order: Order;
  beforeEach(async () => {
    order = await world.placeKnown();
  });

  it('are kept with it, by their basis: our id, or 1C’s', async () => {
    await world.tell({ id: GUID, number: `S-${order.number}` });
    expect(await world.tell(payment({ basis: order.orderId }))).toEqual(['applied']);
    expect(
      await world.tell(payment({ basis: GUID, id: 'p-2', operation: 'return', operationText: 'Возврат товара' })),
    ).toEqual(['applied']);
    const kept = await world.knex('order_documents').whereNot('operation', 'order').orderBy('operation');
    expect(kept).toMatchObject([
      {
        order_id: order.orderId,
        document_id: OTHER_GUID,
        operation: 'payment',
        node_id: world.owner.nodeId,
        content: { amount: '211' },
      },
      { order_id: order.orderId, document_id: 'p-2', operation: 'return' },
    ]);
    expect(kept[0].content).not.toHaveProperty('line');
    expect(await world.read(order.orderId)).toMatchObject({ paid: false });
  });

  it('are found by the order’s number when they name no basis', async () => {
    expect(await world.tell(payment({ number: `S-${order.number}` }))).toEqual(['applied']);
    const stranger = payment({ id: 'p-9', number: `S-${order.number}`, basis: 'somebody-else' });
    expect(await world.tell(stranger)).toEqual(['ignored']);
  });

  it('sent again are not written again', async () => {
    const shipment = payment({
      basis: order.orderId,
      operation: 'shipment',
      lines: [documentLine({ id: 'c', quantity: '1' })],
    });
    await world.tell(shipment);
    const before = await world.state();
    expect(
      await world.tell({ ...shipment, line: 500, lines: [documentLine({ id: 'c', quantity: '1', line: 501 })] }),
    ).toEqual(['unchanged']);
    expect(await world.state()).toEqual(before);
  });

  it('make the order paid only when they say so and are worth all of it', async () => {
    await world.tell(payment({ basis: order.orderId, id: 'p-1', amount: '100', fate: { paid: true } }));
    await world.tell(payment({ basis: order.orderId, id: 'p-2', currency: 'USD', fate: { paid: true } }));
    await world.tell(payment({ basis: order.orderId, id: 'p-3', fate: { paid: true, deleted: true } }));
    await world.tell(payment({ basis: order.orderId, id: 'p-4' }));
    expect(await world.read(order.orderId)).toMatchObject({ paid: false, deleted: false, version: 5 });
    const whole = payment({
      basis: order.orderId,
      id: 'p-5',
      fate: { paid: true, oneCNumber: 'ПЛ-7', oneCDate: '2026-11-02' },
    });
    expect(await world.tell(whole)).toEqual(['applied']);
    expect(await world.read(order.orderId)).toMatchObject({
      paid: true,
      version: 6,
      oneC: { paymentNumber: 'ПЛ-7', paymentDate: '2026-11-02' },
    });
    expect(await world.isDue(order.orderId)).toBe(false);
  });

  it('and the order itself, sent again together, do not quarrel', async () => {
    const file = [
      orderDocument({ id: order.orderId, fate: { paid: false } }),
      orderDocument(payment({ basis: order.orderId, fate: { paid: true } })),
    ];
    expect(await world.apply(world.owner, ...file)).toEqual(['unchanged', 'applied']);
    expect(await world.read(order.orderId)).toMatchObject({ paid: true });
    const before = await world.state();
    expect(await world.apply(world.owner, ...file)).toEqual(['unchanged', 'unchanged']);
    expect(await world.state()).toEqual(before);
  });

  it('stand inside the order as well', async () => {
    const subordinate = [
      orderDocument(payment({ fate: { paid: true } })),
      orderDocument({
        ...payment({ id: 's-1' }),
        operation: 'shipment',
        fate: { shipped: true, shipmentNumber: 'РН-1' },
      }),
    ];
    expect(await world.tell({ id: order.orderId, subordinate })).toEqual(['applied']);
    expect(await world.read(order.orderId)).toMatchObject({
      paid: true,
      shipped: true,
      oneC: { shipmentNumber: 'РН-1' },
    });
    expect(await world.knex('order_documents').whereNot('operation', 'order')).toHaveLength(2);
    expect(await world.tell({ id: order.orderId, subordinate })).toEqual(['unchanged']);
  });

  it('make a change of the order each, for REST shows them with it', async () => {
    const before = await world.lastChange();
    await world.tell(payment({ basis: order.orderId, id: 'p-1' }));
    await world.tell(payment({ basis: order.orderId, id: 'p-1' }));
    await world.tell(payment({ basis: order.orderId, id: 'p-1', amount: '5' }));
    expect(await world.read(order.orderId)).toMatchObject({ version: 3, paid: false });
    expect(await world.lastChange()).toBe(before + 2);
    expect(await world.isDue(order.orderId)).toBe(false);
  });

  it('have counters of their own: a payment and a shipment of one id do not take each other’s place', async () => {
    const both = [
      orderDocument(payment({ basis: order.orderId, id: '5' })),
      orderDocument(payment({ basis: order.orderId, id: '5', operation: 'shipment', operationText: 'Отпуск товара' })),
    ];
    await world.apply(world.owner, ...both);
    const before = await world.state();
    expect(await world.apply(world.owner, ...both)).toEqual(['unchanged', 'unchanged']);
    expect(await world.state()).toEqual(before);
  });

  it('are found by a document of the order as well: a return names its shipment', async () => {
    await world.tell(payment({ basis: order.orderId, id: GUID, operation: 'shipment' }));
    const back = payment({
      basis: GUID.toUpperCase(),
      id: 'r-1',
      operation: 'return',
      operationText: 'Возврат товара',
    });
    expect(await world.tell(back)).toEqual(['applied']);
    expect(await world.knex('order_documents').where({ operation: 'return' })).toMatchObject([
      { order_id: order.orderId, document_id: 'r-1' },
    ]);
  });

  it('that 1C removes come as stubs that name only themselves: what was known of them stays, marked', async () => {
    await world.tell(payment({ basis: order.orderId, id: 'p-1', amount: '100' }));
    await world.tell(payment({ basis: order.orderId, id: 'p-1', operation: 'shipment', amount: '7' }));
    const stub = { ...payment({ id: 'p-1', number: '' }), amount: undefined, fate: { deleted: true } };
    const { amount: _, ...without } = stub;
    expect(await world.tell(without)).toEqual(['applied']);
    const before = await world.state();
    expect(await world.tell(without)).toEqual(['unchanged']);
    expect(await world.state()).toEqual(before);
    expect(await world.knex('order_documents').orderBy('operation')).toMatchObject([
      { operation: 'payment', content: { amount: '100', fate: { deleted: true } } },
      { operation: 'shipment', content: { amount: '7', fate: {} } },
    ]);
  });

  it('are not taken for another kind of document that has their id: they go where their number tells', async () => {
    const other = await world.placeKnown();
    await world.tell(payment({ basis: order.orderId, id: '5', operation: 'shipment' }));
    expect(await world.tell(payment({ id: '5', number: `S-${other.number}` }))).toEqual(['applied']);
    expect(await world.tell(payment({ id: '5', operation: 'return', number: '', fate: { deleted: true } }))).toEqual([
      'ignored',
    ]);
    expect(await world.knex('order_documents').orderBy('operation')).toMatchObject([
      { operation: 'payment', order_id: other.orderId },
      { operation: 'shipment', order_id: order.orderId },
    ]);
  });

  it('that 1C moved to an order that nobody knows do not make their former one paid; removed ones are found all the same', async () => {
    await world.tell(payment({ basis: order.orderId, id: 'p-1', amount: '100' }));
    const before = await world.state();
    const moved = payment({ basis: OTHER_GUID, id: 'p-1', amount: '500', fate: { paid: true } });
    expect(await world.tell(moved)).toEqual(['ignored']);
    expect(await world.state()).toEqual(before);
    expect((await world.told()).map(({ code }) => code)).toContain('document-unmatched');
    const { amount: _, ...stub } = { ...moved, fate: { deleted: true } };
    expect(await world.tell(stub)).toEqual(['applied']);
    expect(await world.read(order.orderId)).toMatchObject({ paid: false });
    expect(await world.knex('order_documents')).toMatchObject([
      { content: { amount: '100', fate: { deleted: true } } },
    ]);
  });

  it('the order’s own document is kept whole, the parts that a minimal one leaves out too', async () => {
    const full = {
      id: order.orderId,
      extra: { Соглашение: { Наименование: 'Стандартное' } },
      discounts: [{ name: 'Акция', amount: '5', included: true, comment: 'лето' }],
    };
    await world.tell(full);
    await world.tell({ id: order.orderId, comment: 'перезвонить', subordinate: [orderDocument(payment({}))] });
    const [kept] = await world.knex('order_documents').where({ operation: 'order' });
    expect(kept).toMatchObject({ order_id: order.orderId, content: { ...full, comment: 'перезвонить' } });
    expect(kept.content).not.toHaveProperty('subordinate');
    const written = async () =>
      (await world.knex.raw(`select ctid::text, xmin::text from order_documents order by document_id, operation`)).rows;
    const before = await written();
    await world.tell(full);
    expect(await written()).toEqual(before);
  });

  it('Оплаты of the order document are kept with what 1C knows; the shop’s own payments stay as they are', async () => {
    const paid = await world.placeKnown({ payments: [{ amount: '100', number: 'K-1' }] });
    const payments = [
      { number: 'K-1', amount: '100.00', date: '2026-11-02T10:00:00', method: 'Картка' },
      { number: 'B-2', amount: '11', transaction: 't' },
    ];
    expect(await world.tell({ id: paid.orderId, amount: '211', payments })).toEqual(['applied']);
    expect(await world.read(paid.orderId)).toMatchObject({
      paid: false,
      payments: [{ number: 'K-1' }],
      oneC: { payments },
    });
    const before = await world.state();
    expect(await world.tell({ id: paid.orderId, amount: '211', payments })).toEqual(['unchanged']);
    expect(await world.state()).toEqual(before);
    expect(await world.tell({ id: paid.orderId })).toEqual(['unchanged']);
    const all = [...payments, { number: 'B-3', amount: '100' }];
    expect(await world.tell({ id: paid.orderId, amount: '211', payments: all })).toEqual(['applied']);
    expect(await world.read(paid.orderId)).toMatchObject({ paid: true, oneC: { payments: all } });
    expect((await world.read(paid.orderId)).payments).toHaveLength(1);
  });

  it('Оплаты worth what the document says make nothing paid while that is in another currency, or is not what the shop says now', async () => {
    const pay = (amount: string) => ({ id: order.orderId, amount, payments: [{ number: 'K-1', amount: '211' }] });
    await world.tell({ ...pay('5'), currency: 'USD' });
    expect(await world.read(order.orderId)).toMatchObject({ paid: false, total: '211.00' });
    const lines = [{ name: 'Матрац', quantity: '3', price: '100' }];
    await patchOrder(world.services.db, SHOP, order.orderId, { lines }, {});
    await world.tell(pay('211'));
    expect(await world.read(order.orderId)).toMatchObject({ paid: false, total: '300.00' });
    await world.exchangeOrders();
    await world.tell(pay('300'));
    expect(await world.read(order.orderId)).toMatchObject({ paid: false });
    await world.tell(pay('211'));
    expect(await world.read(order.orderId)).toMatchObject({ paid: true, total: '211.00' });
  });

  it('of another node’s order are refused', async () => {
    const other = await world.node();
    expect(await world.apply(other, orderDocument(payment({ basis: order.orderId, fate: { paid: true } })))).toEqual([
      'ignored',
    ]);
    expect(await world.count('order_documents')).toBe(0);
  });
});
