import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { type DocumentsWorld, GUID, OTHER_GUID, openDocumentsWorld } from './documents-world.js';
import { BUYER, orderDocument, SHOP } from './orders-world.js';

let world: DocumentsWorld;
beforeEach(async () => {
  world = await openDocumentsWorld();
});
afterEach(() => world.close());

describe('finding the order of a document', () => {
  it('by our id', async () => {
    const { orderId } = await world.placeKnown();
    expect(await world.tell({ id: orderId.toUpperCase(), fate: { paid: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ paid: true, version: 2 });
    expect((await world.read(orderId)).oneC).not.toHaveProperty('id');
  });

  it('by the number with the prefix; its guid is remembered, and finds the order from then on, in any case', async () => {
    const { orderId, number } = await world.placeKnown();
    expect(await world.tell({ id: GUID, number: `S-${number}` })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ oneC: { id: GUID } });
    expect(await world.tell({ id: GUID.toLowerCase(), fate: { shipped: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ shipped: true, oneC: { id: GUID } });
  });

  it('by the number under which it was offered, though the prefix has changed since', async () => {
    const { orderId, number } = await world.placeKnown();
    const renamed = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, world.owner.nodeId, { settings: { numberPrefix: 'T' } }),
    );
    await world.apply(renamed, orderDocument({ number: `S-${number}`, fate: { paid: true } }));
    expect(await world.read(orderId)).toMatchObject({ paid: true });
    await world.apply(renamed, orderDocument({ number: `T${number}`, fate: { shipped: true } }));
    expect(await world.read(orderId)).toMatchObject({ shipped: true });
  });

  it('never by the number of an order that this 1C was not offered', async () => {
    const { orderId, number } = await world.place();
    expect(await world.tell({ id: GUID, number: `S-${number}`, currency: 'UAH', ...BUYER })).toEqual(['created']);
    expect(await world.read(orderId)).toMatchObject({ version: 1, oneC: {} });
    const born = await world.knex('orders').where({ one_c_id: GUID.toLowerCase() }).first();
    expect(born.number).not.toBe(number);
  });

  it('never by a number whose order has another guid', async () => {
    const { orderId, number } = await world.placeKnown();
    await world.tell({ id: GUID, number: `S-${number}` });
    expect(
      await world.tell({ id: OTHER_GUID, number: `S-${number}`, currency: 'UAH', fate: { paid: true }, ...BUYER }),
    ).toEqual(['created']);
    expect(await world.read(orderId)).toMatchObject({ paid: false });
  });

  it('by the number of 1C, in its year and of this node only', async () => {
    const first = await world.placeKnown();
    const second = await world.placeKnown();
    await world.tell({ id: first.orderId, fate: { oneCNumber: 'БА-1', oneCDate: '2025-12-31T23:00:00' } });
    await world.tell({ id: second.orderId, fate: { oneCNumber: 'БА-1', oneCDate: '2026-01-10' } });
    await world.tell({ number: '', id: GUID, fate: { oneCNumber: 'БА-1', oneCDate: '2025-12-31', paid: true } });
    expect([(await world.read(first.orderId)).paid, (await world.read(second.orderId)).paid]).toEqual([true, false]);
    const other = await world.node();
    expect(
      await world.apply(
        other,
        orderDocument({
          number: 'x',
          currency: 'UAH',
          ...BUYER,
          fate: { oneCNumber: 'БА-1', oneCDate: '2026-01-10', paid: true },
        }),
      ),
    ).toEqual(['created']);
    expect((await world.read(second.orderId)).paid).toBe(false);
  });

  it('links a document about an order of another node to it, and applies nothing', async () => {
    const { orderId } = await world.placeKnown();
    const other = await world.node();
    expect(await world.apply(other, orderDocument({ id: orderId, fate: { cancelled: true } }))).toEqual(['ignored']);
    expect(await world.read(orderId)).toMatchObject({ cancelled: false, version: 1 });
    expect(await world.told()).toMatchObject([{ code: 'duplicate-linked', severity: 'info' }]);
  });

  it('ignores a payment of an order of another node, with a warning', async () => {
    const { orderId } = await world.placeKnown();
    const other = await world.node();
    const payment = orderDocument({
      id: GUID,
      operation: 'payment',
      basis: orderId,
      amount: '211',
      fate: { paid: true },
    });
    expect(await world.apply(other, payment)).toEqual(['ignored']);
    expect(await world.read(orderId)).toMatchObject({ paid: false, version: 1 });
    expect(await world.told()).toMatchObject([{ code: 'order-of-another-node', severity: 'warning' }]);
    const third = await world.node();
    for (const [copy, told] of [
      [other, []],
      [third, ['order-of-another-node']],
      [third, []],
      [other, []],
    ] as const) {
      expect(await world.apply(copy, { ...payment, line: 99 })).toEqual(['ignored']);
      expect((await world.told()).map((entry) => entry.code)).toEqual(told);
    }
  });

  it('ignores a document that names nothing, with a warning', async () => {
    expect(await world.tell({ fate: { paid: true } })).toEqual(['ignored']);
    expect(await world.told()).toMatchObject([{ code: 'document-without-id', severity: 'warning' }]);
    expect(await world.count('orders')).toBe(0);
  });
});
