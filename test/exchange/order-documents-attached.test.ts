import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Order } from '../../src/orders.js';
import type { DocumentRecord } from '../../src/records.js';
import { type DocumentsWorld, documentLine, GUID, OTHER_GUID, openDocumentsWorld } from './documents-world.js';
import { orderDocument } from './orders-world.js';

let world: DocumentsWorld;
beforeEach(async () => {
  world = await openDocumentsWorld();
});
afterEach(() => world.close());

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
    const kept = await world.knex('order_documents').orderBy('operation');
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
    expect(await world.tell(payment({ number: `S-${order.number}`, basis: 'somebody-else' }))).toEqual(['ignored']);
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
    expect(await world.read(order.orderId)).toMatchObject({ paid: false, deleted: false, version: 1 });
    const whole = payment({
      basis: order.orderId,
      id: 'p-5',
      fate: { paid: true, oneCNumber: 'ПЛ-7', oneCDate: '2026-11-02' },
    });
    expect(await world.tell(whole)).toEqual(['applied']);
    expect(await world.read(order.orderId)).toMatchObject({
      paid: true,
      version: 2,
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
    expect(await world.count('order_documents')).toBe(2);
    expect(await world.tell({ id: order.orderId, subordinate })).toEqual(['unchanged']);
  });

  it('of another node’s order are refused', async () => {
    const other = await world.node();
    expect(await world.apply(other, orderDocument(payment({ basis: order.orderId, fate: { paid: true } })))).toEqual([
      'ignored',
    ]);
    expect(await world.count('order_documents')).toBe(0);
  });
});
