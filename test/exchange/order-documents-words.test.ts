import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applyDocument } from '../../src/exchange/orders-in/order-documents.js';
import { patchOrder } from '../../src/exchange/owners/order-desk.js';
import type { DocumentReading } from '../../src/nodes/node-kind.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { DocumentRecord } from '../../src/records.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { putEntry } from '../../src/store/customers/directories.js';
import { documentLine, ECHO } from './documents-world.js';
import { BUYER, orderDocument, SHOP } from './orders-world.js';
import { openRulesWorld, type RulesWorld } from './rules-world.js';

let world: RulesWorld;
beforeAll(async () => {
  world = await openRulesWorld();
});
afterAll(() => world.close());

const requisites = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, values: value === '' ? [] : [value] }));

describe('words of 1C', () => {
  it('become the shop’s, and of two for one the order keeps its own', async () => {
    const statuses = { new: 'Новый', packed: 'К отгрузке', ready: 'К отгрузке' };
    const { orderId } = await world.placeKnown({ status: 'ready' });
    await world.tellBy({ statuses }, { id: orderId, fate: { status: 'К ОТГРУЗКЕ' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'ready', version: 1 });
    await world.tellBy({ statuses }, { id: orderId, fate: { status: 'Новый' } });
    expect((await world.read(orderId)).status).toBe('new');
    await world.tellBy({ statuses }, { id: orderId, fate: { status: 'К отгрузке' } });
    expect((await world.read(orderId)).status).toBe('packed');
    await world.tellBy({ statuses }, { id: orderId, fate: { status: 'Чужой' } });
    expect((await world.read(orderId)).status).toBe('Чужой');
  });

  it('sent again take back nothing, also when two words of the shop stand for one', async () => {
    const statuses = { packed: 'К отгрузке', ready: 'К отгрузке', done: 'Закрыт' };
    const { orderId } = await world.placeKnown({ status: 'packed' });
    for (const status of ['ready', 'done'] as const) {
      await world.tellBy({ statuses }, { id: orderId, fate: { status: 'К отгрузке' } });
      await patchOrder(world.services, SHOP, orderId, { status });
      await world.exchangeOrders();
    }
    await world.tellBy({ statuses }, { id: orderId, fate: { status: 'К отгрузке' } });
    expect((await world.read(orderId)).status).toBe('done');
  });

  it('of deliveries, warehouses and organisations are taken when a setting names them', async () => {
    const settings = {
      deliveries: { courier: 'Доставка курьером' },
      warehouses: { kyiv: '5a4fc6dc-8034-11e4-a522-0050569c5934' },
      organisations: { shop: 'ТОВ «Крамниця»' },
    };
    const said = {
      'Способ доставки': 'Доставка курьером',
      Склад: '5A4FC6DC-8034-11e4-a522-0050569c5934',
      Организация: 'ТОВ «Крамниця»',
    };
    const { orderId } = await world.placeKnown({ delivery: { name: 'Самовивіз' } });
    await world.tellBy({}, { id: orderId, requisites: requisites(said) });
    expect(await world.read(orderId)).toMatchObject({
      delivery: { name: 'Самовивіз' },
      warehouse: null,
      organisation: null,
    });
    await world.tellBy(settings, { id: orderId, requisites: requisites(said) });
    expect(await world.read(orderId)).toMatchObject({
      delivery: { name: 'courier' },
      warehouse: 'kyiv',
      organisation: 'shop',
    });
  });

  it('of units and payment methods stand in new lines and in what 1C tells of payments', async () => {
    const settings = { units: { штука: '796' }, paymentMethods: { card: 'Эквайринг' } };
    const { orderId } = await world.placeKnown();
    await world.tellBy(settings, {
      id: orderId,
      lines: [
        ...ECHO,
        documentLine({ id: 'new', name: 'Ковдра', quantity: '1', price: '1', amount: '1', unit: { code: '796' } }),
      ],
      payments: [{ amount: '5', method: 'Эквайринг' }],
    });
    const order = await world.read(orderId);
    expect([order.lines[2]?.unit, order.oneC.payments]).toEqual([
      { code: '796', name: 'штука' },
      [{ amount: '5', method: 'card' }],
    ]);
  });

  it('change no status where the node reads none, and give that of a shipment where it has one', async () => {
    const { orderId } = await world.placeKnown({ status: 'new' });
    await world.tellBy({ readsStatus: false }, { id: orderId, fate: { status: 'Закрыт' } });
    expect((await world.read(orderId)).status).toBe('new');
    const settings = { readsStatus: false, statusWhenShipped: 'sent' };
    await world.tellBy(settings, { id: orderId, fate: { status: 'Закрыт', shipped: true } });
    expect(await world.read(orderId)).toMatchObject({ status: 'sent', shipped: true });
    await patchOrder(world.services, SHOP, orderId, { status: 'back' });
    await world.exchangeOrders();
    await world.tellBy(settings, { id: orderId, fate: { status: 'Закрыт', shipped: true } });
    expect((await world.read(orderId)).status).toBe('back');
  });

  it('a shipment’s own document gives that status too', async () => {
    const { orderId } = await world.placeKnown({ status: 'new' });
    const shipment = {
      id: 'ship-1',
      operation: 'shipment',
      basis: orderId,
      amount: '211',
      fate: { shipped: true },
    } as const;
    await world.tellBy({ statusWhenShipped: 'sent' }, shipment);
    expect(await world.read(orderId)).toMatchObject({ status: 'sent', shipped: true });
  });
});

describe('requisites that are fields of the order', () => {
  it('are read back: responsible, promo codes, bonuses; repeated they take back nothing', async () => {
    await world.services.db.transaction((tx) =>
      putEntry(tx, SHOP, 'employees', { key: '0017', name: 'Іван' }, { nodeId: null, exchangeId: null }),
    );
    const { orderId } = await world.placeKnown({ promoCodes: ['OLD'] });
    await world.told();
    const said = requisites({
      'Табельный номер ответственного': '0017',
      Промокод: 'SPRING, summer',
      'Номер бонусной карты': '777',
      'Оплачено бонусами': '1 200,50',
    });
    await world.tellBy({}, { id: orderId, requisites: said });
    const taken = {
      responsible: '0017',
      promoCodes: ['SPRING', 'summer'],
      bonus: { card: '777', amount: '1200.50' },
    };
    expect(await world.read(orderId)).toMatchObject(taken);
    expect((await world.read(orderId)).oneC.requisites).toBeUndefined();
    expect(await world.told()).toEqual([]);
    await patchOrder(world.services, SHOP, orderId, { responsible: '0042', bonus: { amount: null } });
    await world.exchangeOrders();
    await world.tellBy({}, { id: orderId, requisites: said });
    expect(await world.read(orderId)).toMatchObject({ responsible: '0042', bonus: { card: '777' } });
    await world.tellBy(
      {},
      { id: orderId, requisites: requisites({ 'Табельный номер ответственного': '', Промокод: '' }) },
    );
    expect(await world.read(orderId)).toMatchObject({ responsible: null, promoCodes: [] });
  });

  it('are looked at anew with the shop’s directory of promo codes', async () => {
    const source = { nodeId: null, exchangeId: null };
    await world.services.db.transaction((tx) => putEntry(tx, SHOP, 'promo-codes', { key: 'KNOWN', name: '' }, source));
    const { orderId } = await world.placeKnown({ promoCodes: ['UNKNOWN'] });
    const warned = async () =>
      (await world.read(orderId)).warnings.map((warning) => warning.text.match(/«(\w+)»/)?.[1]);
    expect(await warned()).toEqual(['UNKNOWN']);
    await world.tellBy({}, { id: orderId, requisites: requisites({ Промокод: 'KNOWN' }) });
    expect(await warned()).toEqual([]);
    await world.tellBy({}, { id: orderId, requisites: requisites({ Промокод: 'KNOWN, OTHER' }) });
    expect(await warned()).toEqual(['OTHER']);
  });

  it('stand under other names where the node says so; an unknown person is taken and told', async () => {
    const settings = { responsibleRequisite: 'Менеджер', promoCodeRequisite: 'Купон', lockRequisite: 'В работе' };
    const { orderId } = await world.placeKnown();
    await world.told();
    const said = requisites({ Менеджер: '99', Купон: 'X', 'Табельный номер ответственного': '1', 'В работе': 'true' });
    await world.tellBy(settings, { id: orderId, requisites: said });
    expect(await world.read(orderId)).toMatchObject({ responsible: '99', promoCodes: ['X'], lockedInOneC: true });
    expect((await world.told()).map((entry) => entry.code).sort()).toEqual(['employee-unknown', 'order-locked']);
  });

  it('lock an order in 1C, in any of its words, and unlock it; the journal says so once', async () => {
    const { orderId } = await world.placeKnown();
    await world.told();
    for (const [name, value, lockedInOneC] of [
      ['Заблокирован', 'true', true],
      ['Заблоковано', 'Так', true],
      ['Заказ заблокирован', 'Нет', false],
      ['Заблокирован', 'true', true],
      ['Заблокирован', '', false],
    ] as const) {
      await world.tellBy({}, { id: orderId, requisites: requisites({ [name]: value }) });
      expect(await world.read(orderId)).toMatchObject({ lockedInOneC });
    }
    const codes = ['order-locked', 'order-unlocked', 'order-locked', 'order-unlocked'];
    expect((await world.told()).map((entry) => entry.code)).toEqual(codes);
  });
});

describe('an order that is born in 1C', () => {
  it('has the shop’s words and what its requisites say; sent again it changes nothing', async () => {
    const settings = { statuses: { new: 'Новый' }, warehouses: { kyiv: 'w-1' }, organisations: { shop: 'ТОВ' } };
    const said = requisites({
      'Табельный номер ответственного': '0017',
      Промокод: 'SPRING',
      'Номер бонусной карты': '777',
      Заблокирован: 'true',
      Склад: 'w-1',
      Организация: 'ТОВ',
    });
    const document = { id: 'born-with-words', fate: { status: 'Новый' }, requisites: said, ...BUYER };
    expect(await world.tellBy(settings, document)).toBe('created');
    expect(await world.tellBy(settings, document)).toBe('unchanged');
    const { order_id: orderId } = await world.knex('orders').where({ one_c_id: 'born-with-words' }).first('order_id');
    expect(await world.read(orderId)).toMatchObject({
      status: 'new',
      warehouse: 'kyiv',
      organisation: 'shop',
      responsible: '0017',
      promoCodes: ['SPRING'],
      bonus: { card: '777' },
      lockedInOneC: true,
      version: 1,
    });
  });
});

describe('what the node’s kind reads', () => {
  it('is applied once: a repeated document takes back nothing that the shop changed since', async () => {
    const readings: DocumentReading[] = [
      { status: 'assembled', responsible: '5', lockedInOneC: true, requisites: { Коробка: '7', Старое: null } },
    ];
    const kind = { name: 'reader', apiVersion: 1 as const, readDocument: () => readings[0] ?? {} };
    const services = { ...world.services, kinds: createRegistry([kind]) };
    const node = { ...world.owner, kind: 'reader' };
    const tell = async (orderId: string, fields: Partial<DocumentRecord> = {}) => {
      const { exchangeId } = await world.exchange(world.owner);
      const changes: Change[] = [];
      await services.db.transaction(async (tx) => {
        const context = { services, node, exchangeId, feedId: '01900000-0000-7000-8000-000000000003', changes };
        await applyDocument(tx, context, orderDocument({ id: orderId, fate: { status: 'Открыт' }, ...fields }));
        await recordChanges(tx, SHOP, exchangeId, changes);
      });
    };
    const { orderId } = await world.placeKnown({ requisites: { Старое: '1', Свое: '2' } });
    await tell(orderId);
    const read = { status: 'assembled', responsible: '5', lockedInOneC: true };
    expect(await world.read(orderId)).toMatchObject({ ...read, requisites: { Свое: '2', Коробка: '7' } });
    await patchOrder(services, SHOP, orderId, { status: 'mine', requisites: { Коробка: '8' } });
    await tell(orderId);
    expect(await world.read(orderId)).toMatchObject({ status: 'mine', requisites: { Свое: '2', Коробка: '8' } });
    await tell('born-in-1c', BUYER);
    const born = await world.knex('orders').where({ one_c_id: 'born-in-1c' }).first('order_id');
    expect(await world.read(born.order_id)).toMatchObject({ ...read, requisites: { Коробка: '7' } });
  });
});
