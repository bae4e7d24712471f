import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { acknowledge, queryOrders } from '../../src/exchange/exporter.js';
import type { ExchangeNode } from '../../src/nodes/node-kind.js';
import type { Order } from '../../src/orders.js';
import type { DocumentLine, DocumentRecord } from '../../src/records.js';
import { updateNode } from '../../src/store/nodes.js';
import { patchOrder } from '../../src/store/orders.js';
import { type OrdersWorld, openOrdersWorld, orderDocument, SHOP } from './orders-world.js';

const GUID = '91777CE0-81cc-11e4-a522-0050569c5934';
const OTHER_GUID = '5a4fc6dc-8034-11e4-a522-0050569c5934';

let world: OrdersWorld;
let node: ExchangeNode;
beforeEach(async () => {
  world = await openOrdersWorld();
  node = await world.node({ settings: { numberPrefix: 'S-' } });
});
afterEach(() => world.close());

/** query and success: 1C has the orders. */
const exchangeOrders = async (of: ExchangeNode = node) => {
  const exchange = await world.exchange(of);
  await queryOrders(world.services, exchange, of);
  await acknowledge(world.services, exchange, of);
};
const placeKnown = async (input = {}) => {
  const order = await world.place(input);
  await exchangeOrders();
  return order;
};
const apply = (document: Partial<DocumentRecord>) => world.apply(node, orderDocument(document));
const isDue = async (orderId: string) =>
  (await world.knex('orders').where({ order_id: orderId }).whereRaw('due_version > acknowledged_version')).length === 1;
const codes = async () => (await world.journal()).map((entry) => entry.code);

/** Everything that a repeated file must leave alone. */
const state = async () => ({
  orders: await world.knex('orders').select('*').orderBy('order_id'),
  written: (await world.knex.raw('select ctid::text, xmin::text from orders order by order_id')).rows,
  history: await world.count('order_history'),
  documents: await world.knex('order_documents').select('*'),
  lastChange: await world.lastChange(),
});

const line = (fields: Partial<DocumentLine>): DocumentLine => ({
  line: 9,
  id: '',
  taxes: [],
  discounts: [],
  requisites: [],
  extra: {},
  ...fields,
});
/** What 1C sends back of the order of `orderInput` when nothing changed. */
const echo = [
  line({ id: 'a#b', name: 'Матрац', quantity: '2', price: '100.5', amount: '201' }),
  line({ id: 'c', name: 'Подушка', quantity: '1.000', price: '10', amount: '10' }),
];

describe('finding the order of a document', () => {
  it('by our id', async () => {
    const { orderId } = await placeKnown();
    expect(await apply({ id: orderId.toUpperCase(), fate: { paid: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ paid: true, version: 2 });
    expect((await world.read(orderId)).oneC).not.toHaveProperty('id');
  });

  it('by the number with the prefix; its guid is remembered, and finds the order from then on, in any case', async () => {
    const { orderId, number } = await placeKnown();
    expect(await apply({ id: GUID, number: `S-${number}` })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ oneC: { id: GUID } });
    expect(await apply({ id: GUID.toLowerCase(), fate: { shipped: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ shipped: true, oneC: { id: GUID } });
  });

  it('by the number under which it was offered, though the prefix has changed since', async () => {
    const { orderId, number } = await placeKnown();
    const renamed = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, node.nodeId, { settings: { numberPrefix: 'T' } }),
    );
    await world.apply(renamed, orderDocument({ number: `S-${number}`, fate: { paid: true } }));
    expect(await world.read(orderId)).toMatchObject({ paid: true });
    await world.apply(renamed, orderDocument({ number: `T${number}`, fate: { shipped: true } }));
    expect(await world.read(orderId)).toMatchObject({ shipped: true });
  });

  it('never by the number of an order that this 1C was not offered', async () => {
    const { orderId, number } = await world.place();
    expect(await apply({ id: GUID, number: `S-${number}`, currency: 'UAH' })).toEqual(['created']);
    expect(await world.read(orderId)).toMatchObject({ version: 1, oneC: {} });
    const born = await world.knex('orders').where({ one_c_id: GUID.toLowerCase() }).first();
    expect(born.number).not.toBe(number);
  });

  it('never by a number whose order has another guid', async () => {
    const { orderId, number } = await placeKnown();
    await apply({ id: GUID, number: `S-${number}` });
    expect(await apply({ id: OTHER_GUID, number: `S-${number}`, currency: 'UAH', fate: { paid: true } })).toEqual([
      'created',
    ]);
    expect(await world.read(orderId)).toMatchObject({ paid: false });
  });

  it('by the number of 1C, in its year and of this node only', async () => {
    const first = await placeKnown();
    const second = await placeKnown();
    await apply({ id: first.orderId, fate: { oneCNumber: 'БА-1', oneCDate: '2025-12-31T23:00:00' } });
    await apply({ id: second.orderId, fate: { oneCNumber: 'БА-1', oneCDate: '2026-01-10' } });
    await apply({ number: '', id: GUID, fate: { oneCNumber: 'БА-1', oneCDate: '2025-12-31', paid: true } });
    expect([(await world.read(first.orderId)).paid, (await world.read(second.orderId)).paid]).toEqual([true, false]);
    const other = await world.node();
    expect(
      await world.apply(
        other,
        orderDocument({
          number: 'x',
          currency: 'UAH',
          fate: { oneCNumber: 'БА-1', oneCDate: '2026-01-10', paid: true },
        }),
      ),
    ).toEqual(['created']);
    expect((await world.read(second.orderId)).paid).toBe(false);
  });

  it('ignores a document about an order of another node, with a warning', async () => {
    const { orderId } = await placeKnown();
    const other = await world.node();
    expect(await world.apply(other, orderDocument({ id: orderId, fate: { cancelled: true } }))).toEqual(['ignored']);
    expect(await world.read(orderId)).toMatchObject({ cancelled: false, version: 1 });
    expect(await world.journal()).toMatchObject([{ code: 'order-of-another-node', severity: 'warning' }]);
  });

  it('ignores a document that names nothing, with a warning', async () => {
    expect(await apply({ fate: { paid: true } })).toEqual(['ignored']);
    expect(await world.journal()).toMatchObject([{ code: 'document-without-id', severity: 'warning' }]);
    expect(await world.count('orders')).toBe(0);
  });
});

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
    const { orderId } = await placeKnown();
    const before = await world.lastChange();
    expect(await apply({ id: orderId, fate })).toEqual(['applied']);
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
    expect([await isDue(orderId), await world.lastChange()]).toEqual([false, before + 1]);
    const history = await world.knex('order_history').first();
    expect(history).toMatchObject({
      version: 2,
      source: `node:${node.name}`,
      changes: { paid: { from: false, to: true } },
    });
    expect(history.exchange_id).not.toBeNull();
  });

  it('sent again changes nothing at all, in any number of files', async () => {
    const { orderId } = await placeKnown();
    const document = { id: GUID, number: '', fate, basis: undefined };
    await apply({
      ...document,
      id: orderId,
      lines: echo,
      amount: '211',
      requisites: [{ name: 'Менеджер', values: ['Іван'] }],
    });
    const before = await state();
    for (let i = 0; i < 3; i += 1) {
      expect(
        await apply({
          ...document,
          id: orderId,
          line: 100 + i,
          lines: echo,
          amount: '211.00',
          requisites: [{ name: 'Менеджер', values: ['Іван'] }],
        }),
      ).toEqual(['unchanged']);
    }
    expect(await state()).toEqual(before);
    expect(await codes()).toEqual([]);
  });

  it('leaves what is not said, and takes an explicit false', async () => {
    const { orderId } = await placeKnown();
    await apply({ id: orderId, fate });
    await apply({ id: orderId, fate: { shipped: false } });
    expect(await world.read(orderId)).toMatchObject({
      paid: true,
      shipped: false,
      status: 'К выполнению',
      oneC: { number: 'БА-000017' },
    });
    await apply({ id: orderId, fate: { deleted: true, cancelled: true } });
    expect(await world.read(orderId)).toMatchObject({ deleted: true, cancelled: true });
    await apply({ id: orderId, fate: { deleted: false, cancelled: false } });
    expect(await world.read(orderId)).toMatchObject({ deleted: false, cancelled: false, paid: true });
  });

  it('prefers the site’s own status id, and keeps what has no field of its own', async () => {
    const { orderId } = await placeKnown();
    await apply({
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
    const { orderId, customer } = await placeKnown({ comment: 'дзвонити зранку' });
    await apply({
      id: orderId,
      comment: '№ 0000 xxx',
      counterparties: [{ type: 'company', name: 'Інший', contacts: [], extra: {} }],
    });
    expect(await world.read(orderId)).toMatchObject({ customer, comment: 'дзвонити зранку', version: 1 });
  });
});

describe('what the shop and 1C both may change', () => {
  it('stays the shop’s while 1C does not know of it, then 1C’s word counts again', async () => {
    const { orderId } = await placeKnown();
    await patchOrder(world.services.db, SHOP, orderId, { status: 'packed' });
    expect(await apply({ id: orderId, fate: { status: 'Открыт', paid: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ status: 'packed', paid: true });
    expect([await isDue(orderId), await codes()]).toEqual([true, ['order-change-pending']]);
    await exchangeOrders();
    await apply({ id: orderId, fate: { status: 'Открыт', paid: true } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт' });
    expect(await isDue(orderId)).toBe(false);
  });

  it('is not taken back by a file that only repeats itself', async () => {
    const { orderId } = await placeKnown();
    await apply({ id: orderId, fate: { status: 'Открыт', paid: false } });
    await patchOrder(world.services.db, SHOP, orderId, { status: 'packed', paid: true });
    await exchangeOrders();
    expect(await apply({ id: orderId, fate: { status: 'Открыт', paid: false } })).toEqual(['unchanged']);
    expect(await world.read(orderId)).toMatchObject({ status: 'packed', paid: true });
    await apply({ id: orderId, fate: { status: 'Закрыт' } });
    expect(await world.read(orderId)).toMatchObject({ status: 'Закрыт', paid: true });
  });

  it('is not uncancelled or unpaid by a 1C that never said otherwise', async () => {
    const { orderId } = await placeKnown();
    await patchOrder(world.services.db, SHOP, orderId, { cancelled: true, paid: true });
    await exchangeOrders();
    expect(await apply({ id: orderId, fate: { cancelled: false, paid: false } })).toEqual(['unchanged']);
    expect(await world.read(orderId)).toMatchObject({ cancelled: true, paid: true });
  });

  it('does not become due by 1C, nor stops being due', async () => {
    const { orderId } = await placeKnown();
    await apply({ id: orderId, fate: { paid: true } });
    expect(await isDue(orderId)).toBe(false);
    await patchOrder(world.services.db, SHOP, orderId, { comment: 'ще' });
    await apply({ id: orderId, fate: { shipped: true } });
    expect(await isDue(orderId)).toBe(true);
    await exchangeOrders();
    expect(await isDue(orderId)).toBe(false);
  });
});

describe('the lines of an order', () => {
  it('stay as they are when 1C echoes them, discounts and delivery included', async () => {
    const order = await placeKnown({
      lines: [
        { externalId: 'a#b', name: 'Матрац', quantity: '3', price: '100', discount: '10' },
        { name: 'Без коду', quantity: '1', price: '10' },
      ],
      delivery: { name: 'Пошта', price: '45' },
    });
    const service = [{ name: 'ТипНоменклатуры', values: ['Услуга'] }];
    const lines = [
      line({ id: 'own-guid', name: 'Доставка', quantity: '1', price: '45', amount: '45', requisites: service }),
      line({ id: 'a#b', name: 'Матрац у 1С', quantity: '3', price: '96.67', amount: '290' }),
      line({ name: 'без коду', quantity: '1', price: '10', amount: '10' }),
    ];
    expect(await apply({ id: order.orderId, lines, amount: '345' })).toEqual(['unchanged']);
    expect(await world.read(order.orderId)).toEqual(order);
  });

  it('become what 1C says, amounts as it says them, and sent again do not change', async () => {
    const { orderId } = await placeKnown({ delivery: { name: 'Пошта', price: '45' } });
    const lines = [
      line({ id: 'a#b', name: 'Матрац', quantity: '1', price: '100.50', amount: '90.45' }),
      line({ id: 'ORDER_DELIVERY', name: 'Доставка заказа', quantity: '1', price: '60', amount: '60' }),
      line({ id: 'new', name: 'Ковдра', sku: 'K-1', quantity: '2', amount: '33.33' }),
    ];
    expect(await apply({ id: orderId, lines, amount: '183.78' })).toEqual(['applied']);
    const order = await world.read(orderId);
    expect(order.lines).toMatchObject([
      { lineNo: 1, externalId: 'a#b', quantity: '1', price: '100.50', discount: '10.05', amount: '90.45' },
      {
        lineNo: 2,
        externalId: 'new',
        name: 'Ковдра',
        sku: 'K-1',
        quantity: '2',
        price: '16.665',
        amount: '33.33',
        kind: 'product',
      },
      { lineNo: 3, quantity: '1', price: '60.00', amount: '60.00', kind: 'delivery' },
    ]);
    expect(order).toMatchObject({ total: '183.78', delivery: { name: 'Пошта', price: '60.00' } });
    const before = await state();
    expect(await apply({ id: orderId, lines, amount: '183.78' })).toEqual(['unchanged']);
    expect(await state()).toEqual(before);
  });

  it('absent or empty are no empty order', async () => {
    const order = await placeKnown();
    expect(await apply({ id: order.orderId })).toEqual(['unchanged']);
    expect(await apply({ id: order.orderId, lines: [] })).toEqual(['unchanged']);
    expect(await world.read(order.orderId)).toEqual(order);
  });

  it('learn the id that 1C gave to goods which the shop knows by name only', async () => {
    const { orderId } = await placeKnown({ lines: [{ name: 'Свічка', quantity: '1', price: '10' }] });
    const lines = [line({ id: 'guid-9', name: 'Свічка', quantity: '1', price: '10', amount: '10' })];
    await apply({ id: orderId, lines });
    expect((await world.read(orderId)).lines).toMatchObject([
      { lineNo: 1, externalId: 'guid-9', name: 'Свічка', amount: '10.00' },
    ]);
    expect(await apply({ id: orderId, lines })).toEqual(['unchanged']);
  });

  it('are not taken in another currency; in the node’s own spelling of the same they are', async () => {
    const { orderId, lines } = await placeKnown();
    const changed = [line({ id: 'a#b', name: 'Матрац', quantity: '5', price: '1', amount: '5' })];
    await apply({ id: orderId, currency: 'USD', lines: changed, amount: '5', fate: { paid: true } });
    expect(await world.read(orderId)).toMatchObject({ lines, total: '211.00', paid: true });
    expect(await world.journal()).toMatchObject([{ code: 'currency-differs', severity: 'warning' }]);
    const spelled = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, node.nodeId, { settings: { currencySpelling: { UAH: 'гр' } } }),
    );
    await world.apply(spelled, orderDocument({ id: orderId, currency: 'ГР', lines: changed, amount: '5' }));
    expect(await world.read(orderId)).toMatchObject({ total: '5.00' });
  });

  it('that the shop changed are not overwritten by a 1C that does not know of it', async () => {
    const { orderId } = await placeKnown();
    const after = await patchOrder(world.services.db, SHOP, orderId, {
      lines: [{ externalId: 'c', name: 'Подушка', quantity: '9', price: '10' }],
    });
    expect(await apply({ id: orderId, lines: echo, amount: '211' })).toEqual(['unchanged']);
    expect(await world.read(orderId)).toEqual(after);
    await exchangeOrders();
    await apply({ id: orderId, lines: echo, amount: '211' });
    expect(await world.read(orderId)).toMatchObject({ total: '211.00', lines: [{ quantity: '2' }, { quantity: '1' }] });
  });
});

describe('an order that was made in 1C', () => {
  const document: Partial<DocumentRecord> = {
    id: GUID,
    number: 'УТ-00000077',
    date: '2026-07-01',
    time: '12:30:00',
    currency: 'UAH',
    amount: '55.5',
    counterparties: [
      { type: 'company', name: 'Ми', role: 'Продавец', contacts: [], extra: {} },
      {
        type: 'person',
        id: 'k-1',
        name: 'Іван',
        role: 'Покупатель',
        taxId: '123',
        address: 'Київ',
        contacts: [
          { type: 'Электронная почта', value: 'i@example.com' },
          { type: 'Телефон рабочий', value: '+380' },
        ],
        extra: {},
      },
    ],
    lines: [line({ id: 'a', name: 'Матрац', quantity: '1', price: '55.5', amount: '55.5' })],
    fate: { status: 'Открыт', paid: true },
  };

  it('is this node’s from birth, with its number, and not offered back until the shop changes it', async () => {
    const other = await world.node({ settings: {} });
    expect(await world.apply(other, orderDocument(document))).toEqual(['created']);
    const row = await world.knex('orders').first();
    const order = await world.read(row.order_id);
    expect(order).toMatchObject({
      number: 'УТ-00000077',
      ownerNodeId: other.nodeId,
      currency: 'UAH',
      total: '55.50',
      status: 'Открыт',
      paid: true,
      version: 1,
      customer: {
        id: 'k-1',
        type: 'person',
        name: 'Іван',
        phone: '+380',
        email: 'i@example.com',
        taxId: '123',
        address: { text: 'Київ' },
      },
      lines: [{ lineNo: 1, externalId: 'a', amount: '55.50' }],
      oneC: { id: GUID, number: 'УТ-00000077', date: '2026-07-01' },
    });
    expect(order.placedAt.toISOString()).toBe('2026-07-01T09:30:00.000Z'); // Kyiv, summer
    expect(row).toMatchObject({ origin: 'node', number_frozen: true });
    expect(await isDue(order.orderId)).toBe(false);
    expect(await world.journal()).toMatchObject([{ code: 'order-created', severity: 'info' }]);
    await patchOrder(world.services.db, SHOP, order.orderId, { status: 'packed' });
    expect(await isDue(order.orderId)).toBe(true);
  });

  it('sent again changes nothing', async () => {
    await apply(document);
    const before = await state();
    expect(await apply({ ...document, line: 77 })).toEqual(['unchanged']);
    expect(await state()).toEqual(before);
  });

  it('without an id is found again by its number in its year', async () => {
    const { id: _, ...anonymous } = document;
    await apply(anonymous);
    const before = await state();
    expect(await apply(anonymous)).toEqual(['unchanged']);
    expect(await state()).toEqual(before);
    expect(await apply({ ...anonymous, date: '2027-07-01' })).toEqual(['created']);
  });

  it('gets a number of ours when its own is taken, too long with the prefix, or not there', async () => {
    await world.place({ number: '5' });
    const numberOf = async (id: string) => (await world.knex('orders').where({ one_c_id: id }).first('number')).number;
    for (const [id, number] of [
      ['i', 'S-5'],
      ['j', '1234567890'],
      ['k', ''],
    ] as const) {
      expect(await apply({ ...document, id, number })).toEqual(['created']);
    }
    expect([await numberOf('i'), await numberOf('j'), await numberOf('k')]).toEqual(['1', '2', '3']);
    expect(await apply({ ...document, id: 'l', number: 'S-6' })).toEqual(['created']);
    expect(await numberOf('l')).toBe('6');
  });

  it('finds its offers in the node’s id space', async () => {
    for (const id_space of ['main', 'other']) {
      await world.knex('offers').insert({
        shop_id: SHOP,
        offer_id: world.knex.raw('gen_random_uuid()'),
        id_space,
        product_external_id: 'a',
        name: id_space,
      });
    }
    const other = await world.node({ idSpace: 'other', settings: {} });
    await world.apply(other, orderDocument(document));
    const offer = await world.knex('offers').where({ id_space: 'other' }).first('offer_id');
    expect((await world.knex('orders').first('lines')).lines).toMatchObject([{ offerId: offer.offer_id }]);
  });

  it('is not born of a document that is no order', async () => {
    expect(await apply({ ...document, operation: 'payment', operationText: 'Выплата наличных денег' })).toEqual([
      'ignored',
    ]);
    expect(await world.count('orders')).toBe(0);
    const [entry] = await world.knex('journal').select('code', 'severity', 'detail');
    expect(entry).toMatchObject({ code: 'document-unmatched', severity: 'info', detail: { id: GUID, amount: '55.5' } });
  });
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
    order = await placeKnown();
  });

  it('are kept with it, by their basis: our id, or 1C’s', async () => {
    await apply({ id: GUID, number: `S-${order.number}` });
    expect(await apply(payment({ basis: order.orderId }))).toEqual(['applied']);
    expect(
      await apply(payment({ basis: GUID, id: 'p-2', operation: 'return', operationText: 'Возврат товара' })),
    ).toEqual(['applied']);
    const kept = await world.knex('order_documents').orderBy('operation');
    expect(kept).toMatchObject([
      {
        order_id: order.orderId,
        document_id: OTHER_GUID,
        operation: 'payment',
        node_id: node.nodeId,
        content: { amount: '211' },
      },
      { order_id: order.orderId, document_id: 'p-2', operation: 'return' },
    ]);
    expect(kept[0].content).not.toHaveProperty('line');
    expect(await world.read(order.orderId)).toMatchObject({ paid: false });
  });

  it('are found by the order’s number when they name no basis', async () => {
    expect(await apply(payment({ number: `S-${order.number}` }))).toEqual(['applied']);
    expect(await apply(payment({ number: `S-${order.number}`, basis: 'somebody-else' }))).toEqual(['ignored']);
  });

  it('sent again are not written again', async () => {
    const shipment = payment({
      basis: order.orderId,
      operation: 'shipment',
      lines: [line({ id: 'c', quantity: '1' })],
    });
    await apply(shipment);
    const before = await state();
    expect(await apply({ ...shipment, line: 500, lines: [line({ id: 'c', quantity: '1', line: 501 })] })).toEqual([
      'unchanged',
    ]);
    expect(await state()).toEqual(before);
  });

  it('make the order paid only when they say so and are worth all of it', async () => {
    await apply(payment({ basis: order.orderId, id: 'p-1', amount: '100', fate: { paid: true } }));
    await apply(payment({ basis: order.orderId, id: 'p-2', currency: 'USD', fate: { paid: true } }));
    await apply(payment({ basis: order.orderId, id: 'p-3', fate: { paid: true, deleted: true } }));
    await apply(payment({ basis: order.orderId, id: 'p-4' }));
    expect(await world.read(order.orderId)).toMatchObject({ paid: false, deleted: false, version: 1 });
    const whole = payment({
      basis: order.orderId,
      id: 'p-5',
      fate: { paid: true, oneCNumber: 'ПЛ-7', oneCDate: '2026-11-02' },
    });
    expect(await apply(whole)).toEqual(['applied']);
    expect(await world.read(order.orderId)).toMatchObject({
      paid: true,
      version: 2,
      oneC: { paymentNumber: 'ПЛ-7', paymentDate: '2026-11-02' },
    });
    expect(await isDue(order.orderId)).toBe(false);
  });

  it('and the order itself, sent again together, do not quarrel', async () => {
    const file = [
      orderDocument({ id: order.orderId, fate: { paid: false } }),
      orderDocument(payment({ basis: order.orderId, fate: { paid: true } })),
    ];
    expect(await world.apply(node, ...file)).toEqual(['unchanged', 'applied']);
    expect(await world.read(order.orderId)).toMatchObject({ paid: true });
    const before = await state();
    expect(await world.apply(node, ...file)).toEqual(['unchanged', 'unchanged']);
    expect(await state()).toEqual(before);
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
    expect(await apply({ id: order.orderId, subordinate })).toEqual(['applied']);
    expect(await world.read(order.orderId)).toMatchObject({
      paid: true,
      shipped: true,
      oneC: { shipmentNumber: 'РН-1' },
    });
    expect(await world.count('order_documents')).toBe(2);
    expect(await apply({ id: order.orderId, subordinate })).toEqual(['unchanged']);
  });

  it('of another node’s order are refused', async () => {
    const other = await world.node();
    expect(await world.apply(other, orderDocument(payment({ basis: order.orderId, fate: { paid: true } })))).toEqual([
      'ignored',
    ]);
    expect(await world.count('order_documents')).toBe(0);
  });
});
