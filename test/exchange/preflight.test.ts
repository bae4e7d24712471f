import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { createOrderWatch } from '../../src/exchange/orders-out/order-watch.js';
import { preflight } from '../../src/exchange/orders-out/preflight.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import type { Order, OrderNotice } from '../../src/orders.js';
import type { Services } from '../../src/services.js';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { type OrderInput, patchOrder } from '../../src/store/orders/orders.js';
import { insertOffers } from '../support/offers-in-database.js';
import { BUYER, type OrdersWorld, openOrdersWorld, orderDocument, orderInput, SHOP, seenIn } from './orders-world.js';

/** What a document must say for an order to be made of it. */
const WHOLE = { ...BUYER, date: `${new Date().getUTCFullYear()}-02-03`, currency: 'UAH' };

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
  await insertOffers(
    world.knex,
    ...[
      ['a', 'b', { floor: [{ amount: '100.00', currency: 'UAH' }] }],
      ['c', '', { floor: [{ amount: '9.00' }, { amount: '8.00', minQuantity: '5' }], retail: [{ amount: '99' }] }],
      ['pack', '', { floor: [{ amount: '60.00', coefficient: '12', unit: 'упак' }] }],
      ['euro', '', { floor: [{ amount: '60.00', currency: 'EUR' }] }],
    ].map(([product, characteristic, prices], index) => ({
      shop_id: SHOP,
      offer_id: `0190b000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      id_space: 'floors',
      product_external_id: product,
      characteristic_id: characteristic,
      prices: JSON.stringify(prices),
    })),
  );
});
afterAll(() => world.close());

const never = new AbortController().signal;
const settingsOf = async (node: ExchangeNode, settings: NodeSettings) =>
  await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, { settings }));
const place = async (node: ExchangeNode, input: Partial<OrderInput> = {}) =>
  await world.place({ owner: node.name, ...input });
const found = async (node: ExchangeNode, ...orders: Order[]) =>
  await world.services.db.transaction((tx) => preflight(world.services, tx, node, null, orders));
const codes = async (node: ExchangeNode, order: Order) =>
  ((await found(node, order)).get(order.orderId) ?? []).map(({ code }) => code);
const text = async (node: ExchangeNode, order: Order) =>
  ((await found(node, order)).get(order.orderId) ?? []).map((notice: OrderNotice) => notice.text).join();
const present = async (node: ExchangeNode, entity: 'product' | 'offer', externalId: string) => {
  const catalogue = { shop_id: SHOP, node_id: node.nodeId, catalogue_id: 'catalogue', id_space: node.idSpace };
  const catalogue_no = 1 + Number((await world.knex('node_catalogues').max({ last: 'catalogue_no' }))[0]?.last ?? 0);
  await world.knex('node_catalogues').insert({ ...catalogue, catalogue_no, catalogue_id: `catalogue ${catalogue_no}` });
  const item = { shop_id: SHOP, id_space: node.idSpace, present_in: [catalogue_no] };
  const [product_external_id, characteristic_id] = externalId.split('#');
  if (entity === 'product')
    await world.knex('products').insert({ ...item, product_id: uuid(), external_id: externalId });
  else await insertOffers(world.knex, { ...item, offer_id: uuid(), product_external_id, characteristic_id });
};
const heldOf = async ({ orderId }: Order) => (await world.read(orderId)).held.map(({ code }) => code);
async function given(node: ExchangeNode, services: Services = world.services): Promise<(string | undefined)[]> {
  const { body } = await queryOrders(services, await world.exchange(node), node);
  return seenIn(body).map((document) => document.number);
}
const listens = (node: ExchangeNode) => createOrderWatch(world.services).wait(node, 0, never);

describe('what keeps an order back', () => {
  it('nothing, of a node that asks for nothing', async () => {
    const node = await world.node();
    expect(await codes(node, await place(node))).toEqual([]);
  });

  it('a number that is too long with the prefix, unless 1C has it under another', async () => {
    const node = await world.node();
    const order = await place(node, { number: '1234567890' });
    expect(await codes(await settingsOf(node, { numberPrefix: 'S' }), order)).toEqual([]);
    const prefixed = await settingsOf(node, { numberPrefix: 'S-' });
    expect(await codes(prefixed, order)).toEqual(['number-too-long']);
    expect(await text(prefixed, order)).toContain('S-1234567890');
    await given({ ...node, settings: {} });
    expect(await codes(prefixed, order)).toEqual([]);
  });

  it('a number that another order has in this 1C: it would be written over it', async () => {
    const node = await world.node();
    const former = await place(node, { number: 'T7' });
    await given(node); // as T7: there was no prefix yet
    await world.apply(node, orderDocument({ ...WHOLE, id: 'guid-T8', number: 'T8' }));
    const prefixed = await settingsOf(node, { numberPrefix: 'T' });
    const [first, second] = [await place(prefixed, { number: '7' }), await place(prefixed, { number: '8' })];
    expect([await heldOf(first), await heldOf(second)]).toEqual([['number-taken'], ['number-taken']]);
    expect(await text(prefixed, first)).toContain('«T7»');
    expect(await given(prefixed)).toEqual([former.number]);
    await patchOrder(world.services.db, SHOP, first.orderId, { number: '9' });
    await world.knex('orders').where({ one_c_number: 'T8' }).update({ one_c_year: 2020 }); // 1C began anew since
    expect((await given(prefixed)).sort()).toEqual(['T7', 'T8', 'T9']);
  });

  it('products that a 1C which makes none does not have (createsProducts)', async () => {
    const node = await world.node({ idSpace: 'known' });
    const order = await place(node, {
      lines: [...orderInput().lines, { name: 'Без коду', sku: 'X-1', quantity: '1', price: '1' }],
      delivery: { name: 'Кур’єр', price: '10' },
    });
    const strict = await settingsOf(node, { createsProducts: false });
    expect(await text(strict, order)).toContain('«Матрац», «Подушка», «Без коду» (X-1)');
    expect(await codes({ ...node, settings: { createsProducts: true } }, order)).toEqual([]);
    await present(node, 'offer', 'a#b');
    await present(node, 'offer', 'c#'); // a product without a characteristic shows as its only offer
    expect(await text(strict, order)).toMatch(/: «Без коду» \(X-1\)\./);
    const other = await world.node({ settings: { createsProducts: false }, idSpace: 'elsewhere' });
    expect(await text(other, order)).toContain('«Матрац», «Подушка»');
  });

  it('a currency that 1C does not take (currencies)', async () => {
    const node = await world.node({ settings: { currencies: ['UAH', 'EUR'] } });
    expect(await codes(node, await place(node))).toEqual([]);
    const order = await place(node, { currency: 'USD' });
    expect(await codes(node, order)).toEqual(['currency-not-taken']);
    expect(await text(node, order)).toMatch(/USD.*UAH, EUR.*currencies/);
  });

  it('a customer of whom something is missing (requiredCustomerFields)', async () => {
    const node = await world.node({ settings: { requiredCustomerFields: ['phone', 'email', 'address', 'lastName'] } });
    const customer = { type: 'person', name: 'Олена', phone: '+380501112233' } as const;
    const order = await place(node, { customer });
    expect(await text(node, order)).toMatch(/: e-mail, адрес, фамилия\./);
    const whole = { ...customer, email: 'o@example.com', lastName: 'К' };
    const complete = await place(node, { customer: whole, delivery: { address: { city: 'Київ' } } });
    expect(await codes(node, complete)).toEqual([]);
    const company = await place(node, { customer: { ...whole, type: 'company', name: 'ТОВ', lastName: undefined } });
    expect(await text(node, company)).toMatch(/: адрес\./);
  });

  it.each<[string, { externalId: string; quantity: string; price: string; discount?: string }, boolean]>([
    ['exactly the floor', { externalId: 'a#b', quantity: '2', price: '100.00' }, true],
    ['a kopeck below', { externalId: 'a#b', quantity: '2', price: '99.99' }, false],
    ['below by the discount', { externalId: 'a#b', quantity: '3', price: '101.00', discount: '3.01' }, false],
    ['not below by the discount', { externalId: 'a#b', quantity: '3', price: '101.00', discount: '3.00' }, true],
    ['few of a thing', { externalId: 'c', quantity: '4', price: '8.50' }, false],
    ['many of it, for which there is a lower price', { externalId: 'c', quantity: '5', price: '8.50' }, true],
    ['a characteristic without a price: that of the product', { externalId: 'c#x', quantity: '1', price: '8' }, false],
    ['one of a package', { externalId: 'pack', quantity: '1', price: '5.00' }, true],
    ['one of a package, too cheap', { externalId: 'pack', quantity: '1', price: '4.99' }, false],
    ['a floor in another currency', { externalId: 'euro', quantity: '1', price: '1' }, true],
    ['what has no floor', { externalId: 'unknown', quantity: '1', price: '0.01' }, true],
  ])('a price below the floor (floorPriceType): %s', async (_, line, fits) => {
    const node = await world.node({ settings: { floorPriceType: 'floor' }, idSpace: 'floors' });
    const order = await place(node, { lines: [{ name: 'Матрац', ...line }] });
    expect(await codes(node, order)).toEqual(fits ? [] : ['price-below-floor']);
  });

  it('the floor is known by its id in 1C, though the shop has a word of its own for it', async () => {
    const settings = { floorPriceType: 'guid-of-1c', priceTypes: { floor: 'guid-of-1c' } };
    const node = await world.node({ settings, idSpace: 'floors' });
    const order = await place(node, { lines: [{ name: 'Матрац', externalId: 'a#b', quantity: '1', price: '90' }] });
    expect(await text(node, order)).toContain('«Матрац» по 90.00 при минимуме 100.00');
  });

  it.each([
    ['in the shop', { locked_until: new Date(Date.now() + 60_000), locked_by: 'Анна' }, /Анна/],
    ['in 1C', { locked_in_one_c: true }, /1С/],
  ])('a lock %s', async (_, lock, words) => {
    const node = await world.node();
    const order = await place(node);
    await world.knex('orders').where({ order_id: order.orderId }).update(lock);
    const locked = await world.read(order.orderId);
    expect(await codes(node, locked)).toEqual(['order-locked']);
    expect(await text(node, locked)).toMatch(words);
  });

  it('each order for itself, in as many statements as for one', async () => {
    const node = await world.node({
      settings: { createsProducts: false, currencies: ['UAH'], floorPriceType: 'floor' },
      idSpace: 'many',
    });
    const orders = [await place(node), await place(node, { currency: 'EUR' }), await place(node)];
    const statements = async (...some: Order[]) => {
      let count = 0;
      const note = () => {
        count += 1;
      };
      world.knex.on('query', note);
      await found(node, ...some);
      world.knex.off('query', note);
      return count;
    };
    expect(await statements(...orders)).toBe(await statements(orders[0] as Order));
    expect([...(await found(node, ...orders))].map(([, notices]) => notices.map(({ code }) => code))).toEqual([
      ['product-unknown'],
      ['product-unknown', 'currency-not-taken'],
      ['product-unknown'],
    ]);
  });

  it.each([
    ['uk', /Доповніть дані покупця/],
    ['en', /Complete the customer/],
    ['ru', /Дополните данные покупателя/],
  ])('in the language of the shop: %s', async (language, words) => {
    const node = await world.node({ settings: { requiredCustomerFields: ['taxId'] } });
    const order = await place(node);
    await world.knex('shops').where({ shop_id: SHOP }).update({ language });
    expect(await text(node, order)).toMatch(words);
    await world.knex('shops').where({ shop_id: SHOP }).update({ language: 'ru' });
  });

  it('what the kind of the node finds, beside the checks of every node', async () => {
    const node = await world.node({ settings: { currencies: ['EUR'] } });
    const order = await place(node);
    const kinds = {
      ...world.services.kinds,
      find: () => ({
        name: 'bonus',
        apiVersion: 1 as const,
        checkOrder: () => [{ code: 'bonus-card-unknown', text: 'Проверьте карту.' }],
      }),
    };
    const problems = await world.services.db.transaction((tx) =>
      preflight({ ...world.services, kinds }, tx, node, null, [order]),
    );
    expect(problems.get(order.orderId)?.map(({ code }) => code)).toEqual(['currency-not-taken', 'bonus-card-unknown']);
  });
});

describe('a held order', () => {
  it('is held when it is placed, is not given, and listening does not wake for it', async () => {
    const node = await world.node({ settings: { currencies: ['EUR'] } });
    const order = await place(node);
    expect(order.held).toMatchObject([{ code: 'currency-not-taken' }]);
    expect(await listens(node)).toBe(false);
    expect(await given(node)).toEqual([]);
    expect(order.version).toBe((await world.read(order.orderId)).version);
  });

  it('that was due before is held by the query or by whoever listens, told of once, without a new version', async () => {
    const node = await world.node();
    const [first, second] = [await place(node), await place(node, { currency: 'EUR' })];
    const strict = await settingsOf(node, { currencies: ['EUR'] });
    const lastChange = await world.lastChange();
    expect(await given(strict)).toEqual([second.number]);
    expect(await given(strict)).toEqual([second.number]);
    const after = await world.read(first.orderId);
    expect(after).toMatchObject({ version: first.version, held: [{ code: 'currency-not-taken' }] });
    expect(after.updatedAt.getTime()).toBeGreaterThan(first.updatedAt.getTime());
    const changes = await world.knex('changes').where('last_no', '>', lastChange).pluck('entity_ids');
    expect(changes).toEqual([[first.orderId]]);
    const told = await world.knex('journal').where({ node_id: node.nodeId, code: 'order-held' });
    expect(told).toMatchObject([{ severity: 'warning', detail: { number: first.number, code: 'currency-not-taken' } }]);

    await acknowledge(world.services, await lastExchange(), strict);
    const third = await place(await settingsOf(node, {}));
    await settingsOf(node, { currencies: ['EUR'] });
    expect(await listens({ ...strict })).toBe(false);
    expect(await heldOf(third)).toEqual(['currency-not-taken']);
  });

  it('goes as soon as nothing keeps it back: the product has come, the setting has changed', async () => {
    const node = await world.node({ settings: { createsProducts: false }, idSpace: 'coming' });
    const order = await place(node, { lines: [{ externalId: 'new', name: 'Новинка', quantity: '1', price: '5' }] });
    expect(await given(node)).toEqual([]);
    await present(node, 'product', 'new');
    expect(await listens(node)).toBe(true);
    expect(await heldOf(order)).toEqual([]);
    expect(await given(node)).toEqual([order.number]);
  });

  it('is held by the settings of the moment, not by those that a listener came with', async () => {
    const strict = await world.node({ settings: { currencies: ['EUR'] } });
    await settingsOf(strict, {});
    const order = await place(strict);
    expect(await listens(strict)).toBe(true);
    expect(await heldOf(order)).toEqual([]);
    await world.knex('nodes').where({ node_id: strict.nodeId }).update({ state: 'paused' });
    expect(await listens(strict)).toBe(false);
  });

  it('has its turn to be looked at again, however many are held with it', async () => {
    const node = await world.node({ settings: { createsProducts: false }, idSpace: 'crowd' });
    const stuck = await place(node, { lines: [{ externalId: 'never', name: 'Нема', quantity: '1', price: '5' }] });
    await world.knex.raw(
      `insert into orders (shop_id, order_id, number, owner_node_id, customer, currency, lines, total, placed_at, held)
       select shop_id, lpad(n::text, 32, '0')::uuid, 'H' || n, owner_node_id, customer, currency, lines, total, placed_at, held
       from orders, generate_series(1, 250) as n where order_id = ?`,
      [stuck.orderId],
    );
    const order = await place(node, { lines: [{ externalId: 'soon', name: 'Скоро', quantity: '1', price: '5' }] });
    await present(node, 'product', 'soon');
    let seen: (string | undefined)[] = [];
    for (let round = 0; round < 20 && seen.length === 0; round += 1) seen = await given(node);
    expect(seen).toEqual([order.number]);
  });

  it('is not held any more for a lock that is over: the locks themselves tell', async () => {
    const node = await world.node();
    const order = await place(node);
    const notice = [{ code: 'order-locked', text: '' }];
    await world
      .knex('orders')
      .where({ order_id: order.orderId })
      .update({ held: JSON.stringify(notice) });
    expect(await given(node)).toEqual([order.number]);
    expect(await heldOf(order)).toEqual([]);
  });

  it('that 1C was given goes when it is cancelled, whatever is wrong with it', async () => {
    const node = await world.node();
    const [known, unknown] = [await place(node), await place(node)];
    await world.knex('orders').where({ order_id: unknown.orderId }).update({ due_version: 0 });
    expect(await given(node)).toEqual([known.number]);
    const strict = await settingsOf(node, { currencies: ['EUR'], createsProducts: false });
    await patchOrder(world.services.db, SHOP, known.orderId, { comment: 'інакше' });
    expect(await given(strict)).toEqual([]);
    for (const { orderId } of [known, unknown]) {
      await patchOrder(world.services.db, SHOP, orderId, { cancelled: true });
    }
    expect(await given(strict)).toEqual([known.number]);
  });

  it('that was made in 1C goes likewise when it is cancelled, and the kind of the node holds neither', async () => {
    const node = await world.node();
    await world.apply(node, orderDocument({ ...WHOLE, id: 'guid-77', number: 'Б-77' }));
    const known = await place(node);
    expect(await given(node)).toEqual([known.number]);
    const { order_id: born } = await world.knex('orders').where({ one_c_number: 'Б-77' }).first();
    const strict = await settingsOf(node, { currencies: ['EUR'], requiredCustomerFields: ['taxId'] });
    for (const orderId of [known.orderId, born]) {
      await patchOrder(world.services.db, SHOP, orderId, { cancelled: true });
    }
    const kind = { name: 'strict', apiVersion: 1 as const, checkOrder: () => [{ code: 'no', text: 'Ні.' }] };
    const services = { ...world.services, kinds: { ...world.services.kinds, of: () => kind, find: () => kind } };
    expect((await given(strict, services)).sort()).toEqual([known.number, 'Б-77'].sort());
  });

  it('is told of in Russian in the journal, which people of 1C read, whatever the language of the shop', async () => {
    await world.knex('shops').where({ shop_id: SHOP }).update({ language: 'en' });
    const node = await world.node();
    const [foreign, broken] = [await place(node, { currency: 'EUR' }), await place(node)];
    await world
      .knex('orders')
      .where({ order_id: broken.orderId })
      .update({ lines: JSON.stringify(broken.lines.map((line) => ({ ...line, price: 'none' }))) });
    expect(await given(await settingsOf(node, { currencies: ['UAH'] }))).toEqual([]);
    await world.knex('shops').where({ shop_id: SHOP }).update({ language: 'ru' });
    const held = [(await world.read(foreign.orderId)).held, (await world.read(broken.orderId)).held].flat();
    expect(held.map(({ text }) => text).join()).not.toMatch(/\p{Script=Cyrillic}{4}/u);
    expect(held.map((notice) => Object.keys(notice))).toEqual([
      ['code', 'text'],
      ['code', 'text'],
    ]);
    const told = await world.knex('journal').where({ node_id: node.nodeId, code: 'order-held' }).pluck('message');
    expect(told.sort()).toEqual([
      expect.stringContaining('не принимает заказы в EUR'),
      expect.stringContaining('не удалось записать'),
    ]);
  });

  it('is held no more in one query with all that were held for the same reason', async () => {
    const node = await world.node({ settings: { currencies: ['EUR'] } });
    const held = await place(node);
    await world.knex.raw(
      `insert into orders (shop_id, order_id, number, owner_node_id, customer, currency, lines, total, placed_at, held)
       select shop_id, gen_random_uuid(), 'P' || n, owner_node_id, customer, currency, lines, total, placed_at, held
       from orders, generate_series(1, 450) as n where order_id = ?`,
      [held.orderId],
    );
    expect(await given(await settingsOf(node, {}))).toHaveLength(451);
  });

  it('of many leaves the process its other work while they are checked', async () => {
    const node = await world.node({ settings: { currencies: ['EUR'] } });
    const held = await place(node);
    let turn = 0;
    const beside = setInterval(() => {
      turn += 1;
    }, 0);
    const checkedIn = new Set<number>();
    const find = (name: string) => {
      checkedIn.add(turn);
      return world.services.kinds.find(name);
    };
    const services = { ...world.services, kinds: { ...world.services.kinds, find } };
    const orders = Array.from({ length: 4000 }, () => held);
    await world.services.db.transaction((tx) => preflight(services, tx, node, null, orders));
    clearInterval(beside);
    expect(checkedIn.size).toBeGreaterThan(3);
  });

  it('that cannot be written is held alone, and is tried again by the next query', async () => {
    const node = await world.node({ settings: { ordersPerAnswer: 3 } });
    const [broken, ...others] = [await place(node), await place(node), await place(node), await place(node)];
    const lines = (broken as Order).lines;
    const spoil = async (price: string) =>
      await world
        .knex('orders')
        .where({ order_id: broken?.orderId })
        .update({ lines: JSON.stringify(lines.map((line) => ({ ...line, price }))) });
    await spoil('no number');
    const whole = others.map((order) => order.number);
    expect(await given(node)).toEqual(whole);
    expect(await heldOf(broken as Order)).toEqual(['not-written']);
    expect(await given(node)).toEqual(whole);
    const told = await world.knex('journal').where({ node_id: node.nodeId, code: 'order-held' });
    expect(told).toMatchObject([{ detail: { number: broken?.number, code: 'not-written' } }]);
    await spoil('100.50');
    expect(await given(node)).toEqual([broken?.number, ...whole.slice(0, 2)]);
  });

  it('that its kind fails to write is held until the kind can; a kind adds requisites and fields of its own', async () => {
    const node = await world.node();
    const [bad, good] = [await place(node, { comment: 'bad' }), await place(node, { requisites: { Чужий: 'x' } })];
    let fails = true;
    const kind = {
      name: 'adds',
      apiVersion: 1 as const,
      writeOrder: (_: unknown, order: Order) => {
        if (fails && order.comment === 'bad') throw new Error('no');
        return { requisites: { 'Номер карты': '777', Чужий: '' }, fields: { comment: 'від виду' } };
      },
    };
    const services = { ...world.services, kinds: { ...world.services.kinds, of: () => kind, find: () => kind } };
    const { body } = await queryOrders(services, await world.exchange(node), node);
    expect(seenIn(body).map((document) => document.number)).toEqual([good.number]);
    const xml = new TextDecoder('windows-1251').decode(body);
    expect(xml).toContain('<Комментарий>від виду</Комментарий>');
    expect(xml).toContain('<Наименование>Номер карты</Наименование><Значение>777</Значение>');
    expect(xml).not.toContain('Чужий');
    expect((await world.read(good.orderId)).comment).toBeNull();
    expect(await heldOf(bad)).toEqual(['not-written']);
    fails = false;
    expect(await given(node, services)).toEqual([bad.number, good.number]);
  });
});

async function lastExchange() {
  const [row] = await world.knex('exchanges').orderBy('exchange_id', 'desc').limit(1);
  return { shopId: SHOP, exchangeId: row.exchange_id, nodeId: row.node_id } as Parameters<typeof acknowledge>[1];
}
