import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { patchOrder } from '../../src/exchange/owners/order-desk.js';
import type { Order } from '../../src/orders.js';
import { readChanges } from '../../src/store/changes/read-changes.js';
import type { OrderPatch } from '../../src/store/orders/orders.js';
import { documentLine, ECHO } from './documents-world.js';
import { SHOP } from './orders-world.js';
import { openRulesWorld, type RulesWorld } from './rules-world.js';

let world: RulesWorld;
beforeAll(async () => {
  world = await openRulesWorld();
});
afterAll(() => world.close());

const patch = async (orderId: string, change: OrderPatch): Promise<Order> =>
  await patchOrder(world.services, SHOP, orderId, change);
const codes = async (): Promise<string[]> => (await world.told()).map((entry) => entry.code);
/** How often the log of changes tells of an order. */
const changed = async (orderId: string): Promise<number> =>
  (await readChanges(world.knex, SHOP, { after: 0, limit: 10_000, types: ['order'] })).items.filter(
    ({ id }) => id === orderId,
  ).length;
const PAST = '2020-01-01T00:00:00';
const FUTURE = '2090-01-01T00:00:00';

describe('what both sides changed', () => {
  it('stays the shop’s by `site`, both versions kept once, however often the file comes', async () => {
    const { orderId } = await world.placeKnown({ status: 'new' });
    await patch(orderId, { status: 'packed' });
    await world.told();
    const before = await changed(orderId);
    for (let i = 0; i < 3; i += 1) await world.tellBy({}, { id: orderId, fate: { status: 'Закрыт' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'packed', version: 2 });
    expect(await changed(orderId)).toBe(before + 1); // orders show how many conflicts they have
    expect(await world.conflicts(orderId)).toEqual([
      { group: 'status', fields: { status: { site: 'packed', oneC: 'Закрыт' } }, rule: 'site', winner: 'site' },
    ]);
    const told = await world.told();
    expect(told.map((entry) => entry.code)).toEqual(['order-conflict']);
    expect(told[0]?.message).toMatch(/статус .*«packed».*«Закрыт».*«site»/);
    await patch(orderId, { comment: 'інше' });
    await world.tellBy({}, { id: orderId, fate: { status: 'Закрыт' } });
    expect([await codes(), (await world.conflicts(orderId)).length]).toEqual([[], 1]);
  });

  it('becomes 1C’s by `1c`: the shop’s change is not sent back over it, and is contested no more', async () => {
    const { orderId } = await world.placeKnown({ status: 'new' });
    await patch(orderId, { status: 'packed' });
    await world.tellBy({ winners: { status: '1c' } }, { id: orderId, fate: { status: 'Закрыт' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Закрыт', version: 3 });
    expect(await world.conflicts(orderId)).toMatchObject([{ rule: '1c', winner: '1c' }]);
    await world.tellBy({ winners: { status: 'site' } }, { id: orderId, fate: { status: 'Открыт' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт' });
    expect((await world.conflicts(orderId)).length).toBe(1);
  });

  it('is no conflict when 1C only says what it was told before', async () => {
    const { orderId } = await world.placeKnown({ status: 'new' });
    await patch(orderId, { status: 'packed', shipped: true });
    await patch(orderId, { status: 'sent' });
    await world.told();
    for (const status of ['new', 'packed']) {
      await world.tellBy({ winners: { status: '1c' } }, { id: orderId, fate: { status, shipped: false } });
    }
    expect(await world.read(orderId)).toMatchObject({ status: 'sent', shipped: true, version: 3 });
    expect([await codes(), await world.conflicts(orderId)]).toEqual([[], []]);
  });

  it.each([
    ['1c', { shipment: '1c' }],
    ['site', { shipment: 'site' }],
    ['1c', {}],
  ] as const)('of the shipment is decided for %s by %j', async (winner, winners) => {
    const { orderId } = await world.placeKnown();
    await world.tellBy({}, { id: orderId, fate: { shipped: true } });
    await world.exchangeOrders();
    await patch(orderId, { shipped: false, delivery: { trackingNumber: 'OURS' } });
    const requisites = [{ name: 'Трек-номер', values: ['THEIRS'] }];
    await world.tellBy({ winners }, { id: orderId, requisites });
    const trackingNumber = winner === '1c' ? 'THEIRS' : 'OURS';
    expect(await world.read(orderId)).toMatchObject({ shipped: false, delivery: { trackingNumber } });
    expect(await world.conflicts(orderId)).toMatchObject([{ group: 'shipment', winner }]);
  });

  it.each([
    ['1c', FUTURE],
    ['site', PAST],
  ] as const)('by `newest` goes to %s when the file was made at %s', async (winner, madeAt) => {
    const settings = { winners: { status: 'newest', payment: 'newest' } } as const;
    const { orderId } = await world.placeKnown({ status: 'new' });
    await patch(orderId, { status: 'packed' });
    await world.tellBy(settings, { id: orderId, fate: { status: 'Закрыт' } }, madeAt);
    expect((await world.read(orderId)).status).toBe(winner === '1c' ? 'Закрыт' : 'packed');
    expect(await world.conflicts(orderId)).toMatchObject([{ rule: 'newest', winner }]);
  });

  it('by `newest` stays the shop’s against an old file that comes after 1C knows of the change', async () => {
    const settings = { winners: { status: 'newest' } } as const;
    const { orderId } = await world.placeKnown({ status: 'new' });
    await patch(orderId, { status: 'packed' });
    await world.exchangeOrders();
    await world.tellBy(settings, { id: orderId, fate: { status: 'Закрыт' } }, PAST);
    expect((await world.read(orderId)).status).toBe('packed');
    await world.tellBy(settings, { id: orderId, fate: { status: 'Закрыт' } });
    expect((await world.read(orderId)).status).toBe('Закрыт');
  });

  it('of the lines is taken whole, lines and sum, by the default `1c`; by `site` none of it is', async () => {
    const lines = [documentLine({ id: 'c', name: 'Подушка', quantity: '3', price: '10', amount: '30' })];
    const ours = [{ externalId: 'c', name: 'Подушка', quantity: '9', price: '10' }];
    for (const winner of ['1c', 'site'] as const) {
      const { orderId } = await world.placeKnown();
      await patch(orderId, { lines: ours });
      await world.tellBy(winner === '1c' ? {} : { winners: { lines: 'site' } }, { id: orderId, lines, amount: '30' });
      const [total, quantity] = winner === '1c' ? ['30.00', '3'] : ['90.00', '9'];
      expect(await world.read(orderId)).toMatchObject({ total, lines: [{ quantity }] });
      expect(await world.conflicts(orderId)).toMatchObject([
        { group: 'lines', winner, fields: { total: { site: '90.00', oneC: '30.00' } } },
      ]);
    }
  });

  it('is none where each changed another part, and 1C’s lines echoed by old habit do not come back', async () => {
    const { orderId } = await world.placeKnown();
    await patch(orderId, { delivery: { address: { text: 'Київ' } }, comment: 'інше' });
    await world.tellBy({}, { id: orderId, lines: ECHO.slice(1), amount: '10', fate: { paid: true } });
    expect(await world.read(orderId)).toMatchObject({
      total: '10.00',
      paid: true,
      delivery: { address: { text: 'Київ' } },
    });
    expect(await world.conflicts(orderId)).toEqual([]);
  });

  it.each(['1c', 'site'] as const)(
    'of the payment goes to %s also when a payment’s own document tells of it',
    async (winner) => {
      const { orderId } = await world.placeKnown();
      await world.tellBy({}, { id: orderId, fate: { paid: true } });
      await world.exchangeOrders();
      await patch(orderId, { paid: false });
      const payment = { id: `pay-${winner}`, operation: 'payment', basis: orderId, amount: '211' } as const;
      await world.tellBy({ winners: { payment: winner } }, { ...payment, fate: { paid: true, oneCNumber: 'ПЛ-1' } });
      const { paid, oneC } = await world.read(orderId);
      expect([paid, oneC.paymentNumber]).toEqual(winner === '1c' ? [true, 'ПЛ-1'] : [false, undefined]);
      expect(await world.conflicts(orderId)).toMatchObject([{ group: 'payment', winner }]);
    },
  );

  it('of the customer is the shop’s alone unless the node says otherwise', async () => {
    const contacts = [
      { type: 'Телефон', value: '+38 (050) 999-88-77' },
      { type: 'Почта', value: 'new@example.com' },
    ];
    const counterparties = [{ type: 'person' as const, name: 'Олена Нова', address: 'Львів', contacts, extra: {} }];
    const { orderId, customer } = await world.placeKnown();
    await world.tellBy({}, { id: orderId, counterparties });
    expect((await world.read(orderId)).customer).toEqual(customer);
    await world.tellBy({ winners: { contact: '1c' } }, { id: orderId, counterparties });
    const taken = {
      name: 'Олена Нова',
      phone: '+38 (050) 999-88-77',
      email: 'new@example.com',
      address: { text: 'Львів' },
    };
    expect((await world.read(orderId)).customer).toMatchObject(taken);
    await world.exchangeOrders();
    await patch(orderId, { customer: { phone: '+380501112233' } });
    await world.tellBy({ winners: { contact: '1c' } }, { id: orderId, counterparties });
    expect((await world.read(orderId)).customer).toMatchObject({ ...taken, phone: '+380501112233' });
  });
});

describe('the address of the customer', () => {
  const said = (address: string) => ({
    counterparties: [{ type: 'person' as const, name: 'Олена', address, contacts: [], extra: {} }],
  });

  it('keeps its parts when 1C only says back the line that it was given; a new one is taken, and so is its customer', async () => {
    const address = { city: 'Київ', street: 'Лесі Українки', house: '1', postalCode: '01001' };
    const { orderId } = await world.placeKnown({ customer: { type: 'person', name: 'Олена', address } });
    const settings = { winners: { contact: '1c' } } as const;
    await world.tellBy(settings, { id: orderId, ...said('01001, Київ,  Лесі Українки, 1') });
    expect(await world.read(orderId)).toMatchObject({ version: 1, customer: { address }, customerId: null });
    const [party] = said('Львів').counterparties;
    const contacts = [{ type: 'Телефон', value: '+380631234567' }];
    await world.tellBy(settings, { id: orderId, counterparties: party ? [{ ...party, contacts }] : [] });
    const taken = await world.read(orderId);
    expect(taken.customer).toMatchObject({ address: { text: 'Львів' }, phone: '+380631234567' });
    expect(await world.knex('customers').where({ phone_key: '+380631234567' }).first('customer_id')).toEqual({
      customer_id: taken.customerId,
    });
  });
});

describe('what the customer cancelled', () => {
  it('nobody takes back, by whatever rule; 1C hears of it again, once', async () => {
    const { orderId } = await world.placeKnown();
    await world.tellBy({}, { id: orderId, fate: { cancelled: true } });
    expect(await world.read(orderId)).toMatchObject({ cancelled: true, cancelledBy: 'node' });
    await patch(orderId, { cancelled: true, cancelledBy: 'customer' });
    await world.exchangeOrders();
    await world.told();
    for (let i = 0; i < 2; i += 1) {
      await world.tellBy({ winners: { status: '1c' } }, { id: orderId, fate: { cancelled: false } });
      expect(await world.read(orderId)).toMatchObject({ cancelled: true, cancelledBy: 'customer' });
      expect(await world.isDue(orderId)).toBe(i === 0);
      await world.exchangeOrders();
    }
    expect(await codes()).toEqual(['order-conflict']);
    expect(await world.conflicts(orderId)).toMatchObject([{ rule: 'customer-cancelled', winner: 'site' }]);
  });

  it('1C hears of it again also when the order is settled', async () => {
    const settings = { settledOrders: ['paid'] } as const;
    const { orderId } = await world.placeKnown();
    await world.tellBy({}, { id: orderId, fate: { cancelled: true, paid: true } });
    await patch(orderId, { cancelled: true, cancelledBy: 'customer' });
    await world.exchangeOrders();
    await world.tellBy(settings, { id: orderId, fate: { cancelled: false, paid: true } });
    expect(await world.read(orderId)).toMatchObject({ cancelled: true, cancelledBy: 'customer' });
    expect(await world.isDue(orderId)).toBe(true);
  });

  it('what the shop or 1C cancelled 1C takes back', async () => {
    const { orderId } = await world.placeKnown();
    await world.tellBy({}, { id: orderId, fate: { cancelled: true } });
    await world.tellBy({}, { id: orderId, fate: { cancelled: false } });
    expect(await world.read(orderId)).toMatchObject({ cancelled: false, cancelledBy: null });
  });
});

describe('an order that is settled', () => {
  const lines = [documentLine({ id: 'c', name: 'Подушка', quantity: '3', price: '10', amount: '30' })];

  it('takes only payment and shipment, and the journal says so once for each content', async () => {
    const settings = { settledOrders: ['final'], finalStatuses: ['done'], winners: { status: '1c' } } as const;
    const { orderId } = await world.placeKnown({ status: 'done' });
    const document = { id: orderId, lines, amount: '30', fate: { status: 'Открыт', cancelled: true, paid: true } };
    for (let i = 0; i < 3; i += 1) await world.tellBy(settings, document);
    expect(await world.read(orderId)).toMatchObject({ status: 'done', cancelled: false, paid: true, total: '211.00' });
    const told = await world.told();
    expect(told.filter((entry) => entry.code === 'order-settled').map((entry) => entry.severity)).toEqual(['warning']);
    await world.tellBy({ finalStatuses: ['done'] }, document);
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт', cancelled: true, total: '30.00' });
  });

  it.each(['paid', 'shipped'] as const)('because it is %s is open again when 1C takes that back', async (state) => {
    const settings = { settledOrders: [state] };
    const { orderId } = await world.placeKnown();
    await world.tellBy(settings, { id: orderId, fate: { [state]: true, status: 'Открыт' } });
    expect(await world.read(orderId)).toMatchObject({ [state]: true, status: 'Открыт' });
    await world.tellBy(settings, { id: orderId, fate: { status: 'Закрыт' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт' });
    await world.tellBy(settings, { id: orderId, fate: { [state]: false, status: 'Закрыт' } });
    expect(await world.read(orderId)).toMatchObject({ [state]: false, status: 'Закрыт' });
  });
});
