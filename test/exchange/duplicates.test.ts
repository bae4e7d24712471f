import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v4 as guid } from 'uuid';
import { decideDuplicate } from '../../src/exchange/orders-in/decide-duplicate.js';
import { applyDocument, type DocumentOutcome } from '../../src/exchange/orders-in/order-documents.js';
import { moveOrder } from '../../src/exchange/owners/move-order.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { DocumentRecord } from '../../src/records.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { updateShop } from '../../src/store/nodes/shops.js';
import { documentLine } from './documents-world.js';
import { type OrdersWorld, openOrdersWorld, orderDocument, SHOP } from './orders-world.js';

let world: OrdersWorld;
let first: ExchangeNode;
let copy: ExchangeNode;
let made = 0;

beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.knex('nodes').update({ state: 'paused' });
  await setShop({ country: 'RU' });
  first = await silent();
  copy = await silent();
});

/** A node that nobody logs in to: its password need not be hashed. */
const silent = async () => await world.node({ login: undefined });

const setShop = async (settings: object) =>
  await world.services.db.transaction((tx) => updateShop(tx, SHOP, { settings }));

/** An order that a 1C made: another one with each call. */
function ofOneC(fields: Partial<DocumentRecord> = {}): DocumentRecord {
  made += 1;
  const contacts = [{ type: 'Телефон', value: `+7912345${String(1000 + made)}` }];
  return orderDocument({
    id: guid(),
    number: `УТ-${String(made).padStart(6, '0')}`,
    date: '2026-03-01',
    currency: 'RUB',
    amount: '9990',
    counterparties: [{ type: 'person', name: `Анна ${made}`, contacts, extra: {} }],
    lines: [documentLine({ id: 'm-1', name: 'Матрас', quantity: '1', price: '9990', amount: '9990' })],
    ...fields,
  });
}

/** As the importer applies a step, but that no deadlock is forgiven. */
async function applyStep(node: ExchangeNode, documents: readonly DocumentRecord[]): Promise<DocumentOutcome[]> {
  const { exchangeId } = await world.exchange(node);
  const changes: Change[] = [];
  return await world.services.db.transaction(async (tx) => {
    const context = { services: world.services, node, exchangeId, feedId: exchangeId, changes, upcoming: documents };
    const outcomes: DocumentOutcome[] = [];
    for (const document of documents) outcomes.push(await applyDocument(tx, context, document));
    await recordChanges(tx, SHOP, exchangeId, changes);
    return outcomes;
  });
}

const count = async () => await world.count('orders');
const rows = async (of: ExchangeNode = copy) =>
  await world.knex('order_duplicates').where({ node_id: of.nodeId }).orderBy('duplicate_id');
const told = async (of: ExchangeNode = copy) =>
  await world.knex('journal').where({ node_id: of.nodeId }).orderBy('entry_id').select('code', 'severity', 'message');
const bornBy = async (of: ExchangeNode) => await world.knex('orders').where({ owner_node_id: of.nodeId });

describe('an order of 1C that another node sends as well', () => {
  it('is linked, told once, never applied, however often it comes', async () => {
    const document = ofOneC();
    expect(await world.apply(first, document)).toEqual(['created']);
    const [order] = await bornBy(first);
    expect(order).toMatchObject({ routing: { by: 'born' }, origin: 'node' });
    expect(await world.knex('order_births').where({ order_id: order.order_id })).toMatchObject([
      { document_key: document.id, node_id: first.nodeId },
    ]);
    for (const status of ['Новый', 'Отгружен', 'Отгружен']) {
      expect(await world.apply(copy, { ...document, id: document.id.toUpperCase(), fate: { status } })).toEqual([
        'ignored',
      ]);
    }
    expect(await rows()).toMatchObject([
      { order_id: order.order_id, recognised_by: 'id', state: 'linked', content: { fate: { status: 'Отгружен' } } },
    ]);
    expect(await told()).toMatchObject([
      { code: 'duplicate-linked', message: expect.stringContaining(`принадлежит узлу «${first.name}»`) },
    ]);
    expect(await bornBy(first)).toEqual([order]);
    expect(await bornBy(copy)).toEqual([]);
    expect(await world.apply(first, { ...document, fate: { shipped: true } })).toEqual(['applied']);
  });

  it.each([
    ['facts', { id: guid() }],
    ['facts', { id: '' }],
    ['number', { id: '', amount: '8990' }],
    ['number', { id: '', counterparties: [] }],
  ] as const)('is recognised by %s: %j', async (by, changed) => {
    const document = ofOneC();
    await world.apply(first, document);
    const before = await count();
    expect(await world.apply(copy, { ...document, ...changed } as DocumentRecord)).toEqual(['ignored']);
    expect(await rows()).toMatchObject([{ recognised_by: by }]);
    expect(await count()).toBe(before);
  });

  it('is another order in a database of its own: the same number and sum, another guid and customer', async () => {
    const document = ofOneC();
    await world.apply(first, document);
    expect(await world.apply(copy, { ...ofOneC(), number: document.number })).toEqual(['created']);
    const third = await silent();
    expect(await world.apply(third, { ...ofOneC(), number: document.number, id: '' })).toEqual(['created']);
    expect([...(await rows()), ...(await rows(third))]).toEqual([]);
  });

  it('of another year is another order', async () => {
    const document = ofOneC({ id: '' });
    await world.apply(first, document);
    expect(await world.apply(copy, { ...document, date: '2027-03-01' })).toEqual(['created']);
  });
});

describe('an order of the shop that a copy of its 1C sends', () => {
  it('is not changed: by our id, and by the number that its owner was offered', async () => {
    const phone = '+79123450000';
    const customer = { type: 'person' as const, name: 'Анна', phone };
    const { orderId, number } = await world.place({ customer, number: 'W-17', owner: first.nodeId });
    expect(await world.apply(copy, orderDocument({ id: orderId, fate: { cancelled: true } }))).toEqual(['ignored']);
    const counterparties = [
      { type: 'person' as const, name: 'Анна', contacts: [{ type: 'Телефон', value: phone }], extra: {} },
    ];
    const document = ofOneC({ number, counterparties });
    await world.knex.raw(
      `with e as (insert into exchanges (shop_id, exchange_id, node_id, type, cookie_hash, sessid_hash)
         values ('main', gen_random_uuid(), :node, 'sale', gen_random_uuid()::text, 'x') returning exchange_id),
       b as (insert into batches (shop_id, batch_id, node_id, exchange_id, body, sha256, content_type, orders_count)
         select 'main', gen_random_uuid(), :node, exchange_id, '', '', '', 1 from e returning batch_id)
       insert into batch_orders (shop_id, batch_id, order_id, node_id, number, version)
         select 'main', batch_id, :order, :node, :number, 1 from b`,
      { node: first.nodeId, order: orderId, number },
    );
    const second = await silent();
    expect(await world.apply(second, document)).toEqual(['ignored']);
    expect(await rows(second)).toMatchObject([{ order_id: orderId, recognised_by: 'number' }]);
    expect(await rows()).toMatchObject([{ order_id: orderId, recognised_by: 'id' }]);
    expect(await world.read(orderId)).toMatchObject({ cancelled: false, version: 1 });
  });
});

describe('the policy of the shop', () => {
  it('ignore: the document is passed by', async () => {
    await setShop({ duplicates: 'ignore' });
    const document = ofOneC();
    await world.apply(first, document);
    await world.apply(copy, document);
    await world.apply(copy, document);
    expect(await rows()).toMatchObject([{ state: 'ignored' }]);
    expect(await told()).toMatchObject([{ code: 'duplicate-ignored', severity: 'info' }]);
  });

  it('ask: a person decides that it is the same', async () => {
    await setShop({ duplicates: 'ask' });
    const document = ofOneC();
    await world.apply(first, document);
    await world.apply(copy, document);
    expect(await told()).toMatchObject([{ code: 'duplicate-asked', severity: 'warning' }]);
    const [open] = await rows();
    expect(open).toMatchObject({ state: 'open', decided_at: null });
    expect(await decideDuplicate(world.services, SHOP, open.duplicate_id, 'same')).toMatchObject({ state: 'same' });
    expect(await decideDuplicate(world.services, SHOP, open.duplicate_id, 'same')).toMatchObject({ state: 'same' });
    await expect(decideDuplicate(world.services, SHOP, open.duplicate_id, 'different')).rejects.toMatchObject({
      code: 'UZ1518',
    });
    await expect(decideDuplicate(world.services, SHOP, guid(), 'same')).rejects.toMatchObject({ code: 'UZ1507' });
    expect(await world.apply(copy, document)).toEqual(['ignored']);
    expect((await told()).map(({ code }) => code)).toEqual(['duplicate-asked', 'duplicate-decided']);
  });

  it.each(['guid', 'no guid'])('ask: a person decides that it is another, and it is made at once: %s', async (kind) => {
    await setShop({ duplicates: 'ask' });
    const document = ofOneC(kind === 'guid' ? {} : { id: '' });
    const payment = orderDocument({
      id: guid(),
      operation: 'payment',
      operationText: 'Оплата',
      amount: '9990',
      fate: { paid: true },
    });
    await world.apply(first, document);
    await world.apply(copy, { ...document, subordinate: [payment] });
    const [open] = await rows();
    await world.knex('order_duplicates').update({ exchange_id: guid() }); // its exchange is kept no more
    await decideDuplicate(world.services, SHOP, open.duplicate_id, 'different');
    const [born] = await bornBy(copy);
    expect(born).toMatchObject({ origin: 'node', total: '9990.00', paid: true, lines: [{ name: 'Матрас' }] });
    expect(await bornBy(first)).toHaveLength(1);
    expect(await world.apply(copy, { ...document, fate: { shipped: true } })).toEqual(['applied']);
    expect(await world.read(born.order_id)).toMatchObject({ shipped: true });
    expect((await bornBy(first))[0]).toMatchObject({ shipped: false });
    await expect(decideDuplicate(world.services, SHOP, open.duplicate_id, 'same')).rejects.toMatchObject({
      code: 'UZ1518',
    });
  });

  it('a decision that two make at once makes one order', async () => {
    const document = ofOneC();
    await world.apply(first, document);
    await world.apply(copy, document);
    const [linked] = await rows();
    const decide = () => decideDuplicate(world.services, SHOP, linked.duplicate_id, 'different');
    expect(await Promise.all([decide(), decide(), decide()])).toMatchObject(Array(3).fill({ state: 'different' }));
    expect(await bornBy(copy)).toHaveLength(1);
    const told = await world.knex('journal').where({ node_id: copy.nodeId, code: 'duplicate-decided' });
    expect(told.filter(({ detail }) => detail.orderId === linked.order_id)).toMatchObject([
      { exchange_id: null, message: expect.stringContaining('отдельный заказ'), detail: { decision: 'different' } },
    ]);
  });
});

describe('an order that comes to the node whose document was set aside', () => {
  it('is changed by that document from then on', async () => {
    const document = ofOneC({ id: '' });
    await world.apply(first, document);
    await world.apply(copy, document);
    const [{ order_id: orderId }] = await rows();
    await moveOrder(world.services, SHOP, orderId, { node: copy.nodeId, force: true });
    expect(await world.apply(copy, { ...document, fate: { shipped: true } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ shipped: true, ownerNodeId: copy.nodeId });
  });
});

describe('the flags of a node', () => {
  const flag = async (flags: object) =>
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, copy.nodeId, flags));

  it('sendsOrders: nothing of its documents is applied; they are kept and told once', async () => {
    const document = ofOneC();
    await world.apply(copy, document);
    const mute = await flag({ sendsOrders: false });
    for (let round = 0; round < 2; round += 1) {
      expect(
        await world.apply(mute, { ...document, fate: { shipped: true } }, ofOneC({ id: document.id, number: 'x' })),
      ).toEqual(['ignored', 'ignored']);
    }
    expect((await bornBy(copy))[0]).toMatchObject({ shipped: false, version: 1 });
    const entries = (await told()).filter(({ code }) => code === 'order-not-taken');
    expect(entries.length).toBeLessThanOrEqual(4);
    expect(await world.knex('other_records').where({ external_id: `order:${document.id}` })).toHaveLength(1);
  });

  it('createsOrders: an order that nobody knows is not made, one that is known is changed', async () => {
    const known = ofOneC();
    await world.apply(copy, known);
    const shy = await flag({ createsOrders: false });
    const before = await count();
    const unknown = ofOneC();
    expect(await world.apply(shy, unknown, { ...known, fate: { shipped: true } })).toEqual(['ignored', 'applied']);
    expect(await world.apply(shy, unknown)).toEqual(['ignored']);
    expect(await count()).toBe(before);
    expect((await told()).filter(({ code }) => code === 'order-not-allowed')).toHaveLength(1);
    expect(await world.knex('other_records').where({ external_id: `order:${unknown.id}` })).toHaveLength(1);
  });

  it('createsCustomers: the order is made without a customer of the shop', async () => {
    const shy = await flag({ createsCustomers: false });
    await world.apply(shy, ofOneC());
    expect((await bornBy(copy))[0]).toMatchObject({ customer_id: null });
    await world.apply(await flag({ createsCustomers: true }), ofOneC());
    expect((await bornBy(copy)).filter(({ customer_id }) => customer_id !== null)).toHaveLength(1);
  });
});

describe('two nodes at the same moment', () => {
  it('send the same documents, in whatever order: each is one order, and nobody fails', async () => {
    const third = await silent();
    for (let round = 0; round < 4; round += 1) {
      const documents = Array.from({ length: 8 }, (_, index) => ofOneC(index % 3 === 0 ? { id: '' } : {}));
      const before = await count();
      const outcomes = await Promise.all([
        applyStep(first, documents),
        applyStep(copy, [...documents].reverse()),
        applyStep(third, documents),
      ]);
      expect(await count()).toBe(before + documents.length);
      expect(outcomes.flat().filter((outcome) => outcome === 'created')).toHaveLength(documents.length);
    }
  });

  it('send one document each in a transaction of its own', async () => {
    for (let round = 0; round < 6; round += 1) {
      const document = ofOneC();
      const before = await count();
      const outcomes = await Promise.all([first, copy].map((node) => world.apply(node, document)));
      expect(outcomes.flat().sort()).toEqual(['created', 'ignored']);
      expect(await count()).toBe(before + 1);
    }
  });
});
