import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { patchOrder } from '../../src/store/orders/orders.js';
import { type DocumentsWorld, ECHO, GUID, openDocumentsWorld } from './documents-world.js';
import { SHOP } from './orders-world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await openDocumentsWorld();
});
afterAll(() => world.close());

describe('the fate of an order', () => {
  const fate = {
    oneCNumber: 'БА-000017',
    oneCDate: '2026-11-01T09:51:39',
    posted: true,
    deleted: false,
    status: 'К выполнению',
    paid: true,
    paymentNumber: 'ПЛ-1',
    paymentDate: '2026-11-02',
    shipped: true,
    shipmentNumber: 'РН-1',
    shipmentDate: '2026-11-03',
  };

  it('comes with history and a change number, and is not offered back', async () => {
    const { orderId } = await world.placeKnown();
    const before = await world.lastChange();
    expect(await world.tell({ id: orderId, fate })).toEqual(['applied']);
    const order = await world.read(orderId);
    expect(order).toMatchObject({
      status: 'К выполнению',
      paid: true,
      shipped: true,
      cancelled: false,
      deleted: false,
      version: 2,
    });
    expect(order.oneC).toEqual({
      number: 'БА-000017',
      date: '2026-11-01T09:51:39',
      posted: true,
      paymentNumber: 'ПЛ-1',
      paymentDate: '2026-11-02',
      shipmentNumber: 'РН-1',
      shipmentDate: '2026-11-03',
    });
    expect([await world.isDue(orderId), await world.lastChange()]).toEqual([false, before + 1]);
    const history = await world.knex('order_history').first();
    expect(history).toMatchObject({
      version: 2,
      source: `node:${world.owner.name}`,
      changes: { paid: { from: false, to: true } },
    });
    expect(history.exchange_id).not.toBeNull();
  });

  it('sent again changes nothing at all, in any number of files', async () => {
    const { orderId } = await world.placeKnown();
    const document = { id: GUID, number: '', fate };
    await world.tell({
      ...document,
      id: orderId,
      lines: ECHO,
      amount: '211',
      requisites: [{ name: 'Менеджер', values: ['Іван'] }],
    });
    const before = await world.state();
    for (let i = 0; i < 3; i += 1) {
      expect(
        await world.tell({
          ...document,
          id: orderId,
          line: 100 + i,
          lines: ECHO,
          amount: '211.00',
          requisites: [{ name: 'Менеджер', values: ['Іван'] }],
        }),
      ).toEqual(['unchanged']);
    }
    expect(await world.state()).toEqual(before);
    expect((await world.told()).map((entry) => entry.code)).toEqual([]);
  });

  it('leaves what is not said, and takes an explicit false', async () => {
    const { orderId } = await world.placeKnown();
    await world.tell({ id: orderId, fate });
    await world.tell({ id: orderId, fate: { shipped: false } });
    expect(await world.read(orderId)).toMatchObject({
      paid: true,
      shipped: false,
      status: 'К выполнению',
      oneC: { number: 'БА-000017' },
    });
    await world.tell({ id: orderId, fate: { deleted: true, cancelled: true } });
    expect(await world.read(orderId)).toMatchObject({ deleted: true, cancelled: true });
    await world.tell({ id: orderId, fate: { deleted: false, cancelled: false } });
    expect(await world.read(orderId)).toMatchObject({ deleted: false, cancelled: false, paid: true });
  });

  it('prefers the site’s own status id, and keeps what has no field of its own', async () => {
    const { orderId } = await world.placeKnown();
    await world.tell({
      id: orderId,
      fate: { status: 'Открыт', statusId: 'P' },
      requisites: [
        { name: 'Статус заказа', values: ['Открыт'] },
        { name: 'Трек-номер', values: ['TTN-5'] },
        { name: 'Пусто', values: [''] },
      ],
    });
    expect(await world.read(orderId)).toMatchObject({
      status: 'P',
      requisites: {},
      oneC: { requisites: { 'Трек-номер': ['TTN-5'] } },
    });
    expect((await world.read(orderId)).oneC.requisites).toEqual({ 'Трек-номер': ['TTN-5'] });
  });

  it('leaves the customer and the comment to the shop', async () => {
    const { orderId, customer } = await world.placeKnown({ comment: 'дзвонити зранку' });
    await world.tell({
      id: orderId,
      comment: '№ 0000 xxx',
      counterparties: [{ type: 'company', name: 'Інший', contacts: [], extra: {} }],
    });
    expect(await world.read(orderId)).toMatchObject({ customer, comment: 'дзвонити зранку', version: 1 });
  });
});

describe('what the shop and 1C both may change', () => {
  it('stays the shop’s while 1C does not know of it, then 1C’s word counts again', async () => {
    const { orderId } = await world.placeKnown();
    await patchOrder(world.services.db, SHOP, orderId, { status: 'packed' });
    expect(await world.tell({ id: orderId, fate: { status: 'Открыт', paid: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ status: 'packed', paid: true });
    expect([await world.isDue(orderId), (await world.told()).map((entry) => entry.code)]).toEqual([
      true,
      ['order-conflict'],
    ]);
    await world.exchangeOrders();
    await world.tell({ id: orderId, fate: { status: 'Открыт', paid: true } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт' });
    expect(await world.isDue(orderId)).toBe(false);
  });

  it('is not taken back by a file that only repeats itself', async () => {
    const { orderId } = await world.placeKnown();
    await world.tell({ id: orderId, fate: { status: 'Открыт', paid: false } });
    await patchOrder(world.services.db, SHOP, orderId, { status: 'packed', paid: true });
    await world.exchangeOrders();
    expect(await world.tell({ id: orderId, fate: { status: 'Открыт', paid: false } })).toEqual(['unchanged']);
    expect(await world.read(orderId)).toMatchObject({ status: 'packed', paid: true });
    await world.tell({ id: orderId, fate: { status: 'Закрыт' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Закрыт', paid: true });
  });

  it('is not uncancelled or unpaid by a 1C that never said otherwise', async () => {
    const { orderId } = await world.placeKnown();
    await patchOrder(world.services.db, SHOP, orderId, { cancelled: true, paid: true });
    await world.exchangeOrders();
    expect(await world.tell({ id: orderId, fate: { cancelled: false, paid: false } })).toEqual(['unchanged']);
    expect(await world.read(orderId)).toMatchObject({ cancelled: true, paid: true });
  });

  it('does not become due by 1C, nor stops being due', async () => {
    const { orderId } = await world.placeKnown();
    await world.tell({ id: orderId, fate: { paid: true } });
    expect(await world.isDue(orderId)).toBe(false);
    await patchOrder(world.services.db, SHOP, orderId, { comment: 'ще' });
    await world.tell({ id: orderId, fate: { shipped: true } });
    expect(await world.isDue(orderId)).toBe(true);
    await world.exchangeOrders();
    expect(await world.isDue(orderId)).toBe(false);
  });
});
