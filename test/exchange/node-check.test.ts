import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { checkNode, type NodeFinding } from '../../src/exchange/node-check/index.js';
import { defineNodeKind } from '../../src/nodes/node-kind.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { NewNode } from '../../src/store/nodes/nodes.js';
import { updateShop } from '../../src/store/nodes/shops.js';
import { insertExchange } from '../api/exchange-rows.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from './orders-world.js';

const bonus = defineNodeKind({
  name: 'bonus',
  apiVersion: 1,
  settings: z.strictObject({ cards: z.string().min(3).default('any').describe('Which cards it takes.') }),
  writeOrder: async ({ tx, node }, order) => {
    await tx('nodes').where({ node_id: node.nodeId }).update({ name: 'written by a hook' });
    if (order.comment === 'fail') throw new Error('on purpose');
    return { requisites: { Карта: order.number } };
  },
});
const push = defineNodeKind({ name: 'push', apiVersion: 1, calledBy: 'server', deliverOrders: async () => undefined });

let world: OrdersWorld;
beforeAll(async () => {
  const opened = await openOrdersWorld({ PUBLIC_URL: 'https://shop.example' });
  world = { ...opened, services: { ...opened.services, kinds: createRegistry([bonus, push]) } };
  await world.services.db.transaction(async (tx) => await updateShop(tx, SHOP, { settings: { language: 'en' } }));
});
afterAll(() => world.close());

/** What is found of a node with this input, as `severity check: text`. Without a login it is made ten times faster. */
async function found(input: Partial<NewNode>, prepare?: (nodeId: string) => Promise<void>): Promise<string[]> {
  const { nodeId } = await world.node({
    state: 'paused',
    login: undefined,
    settings: { numberPrefix: 'W-' },
    ...input,
  });
  await prepare?.(nodeId);
  return told((await checkNode(world.services, SHOP, nodeId)).findings);
}
const told = (findings: readonly NodeFinding[]): string[] =>
  findings.map(({ severity, check, text }) => `${severity} ${check}: ${text}`);
const errors = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('error'));

describe('a node that is right', () => {
  it('has no error, whatever its profile, before there is any order', async () => {
    for (const profile of ['utp', 'trade', 'unf', 'bitrix3'] as const) {
      const lines = await found({ profile, login: `of-${profile}` });
      expect([profile, ...errors(lines)]).toEqual([profile]);
      expect(lines).toContainEqual(
        expect.stringMatching(/^ok sample: An example of an order was written and read back: number W-1, /),
      );
    }
  });

  it('each finding is a sentence, and each check speaks of some node', async () => {
    const checks = new Set<string>();
    const settings = { numberPrefix: 'W-', promoCodeDictionary: 'Промокоды', warehouses: { main: 'none' } };
    for (const { findings } of [await checkNode(world.services, SHOP, (await world.node({ settings })).nodeId)]) {
      for (const { check, text } of findings) {
        checks.add(check);
        expect(text).toMatch(/^[A-ZА-Я"].*([.)]|=\S*)$/);
      }
    }
    expect([...checks].sort()).toEqual(
      ['characters', 'confirmation', 'currency', 'dictionaries', 'document', 'kind', 'number', 'orders', 'routing']
        .concat(['sample', 'settings', 'state', 'words'])
        .sort(),
    );
  });

  it('is left as it is: what a hook wrote is rolled back', async () => {
    const { nodeId, name } = await world.node({ kind: 'bonus', state: 'paused' });
    const { findings } = await checkNode(world.services, SHOP, name);
    expect(told(findings)).toContainEqual(expect.stringMatching(/ok sample: .* 2 requisite\(s\)|ok sample/));
    expect(await world.knex('nodes').where({ node_id: nodeId }).first('name')).toEqual({ name });
  });
});

describe('what is wrong is said', () => {
  it.each<[string, Partial<NewNode>, RegExp]>([
    ['paused', { login: 'paused' }, /^warning state: It is paused.*uzel node resume "1c-\d+"\.$/],
    ['without a login', {}, /^error state: It has no login/],
    ['a 1C without HTTPS', { profile: 'utp' }, /^warning state: УТП.*plain http/],
    ['a kind that is not there', { kind: 'gone' }, /^error kind: Its kind "gone" is not on this server.*uzel\.config/],
    [
      'a kind’s setting',
      { kind: 'bonus', settings: { cards: 'x' } as never },
      /^error kind: .*cards.*Which cards it takes\./,
    ],
    [
      'a setting of nobody',
      { settings: { colour: 'red' } as never },
      /^warning settings: Nobody reads the settings "colour"/,
    ],
    [
      'a wrong setting',
      { settings: { deliveryTaxRate: 'НДС' } },
      /^error settings: deliveryTaxRate is not right\. VAT of a delivery/,
    ],
    [
      '3.1 where nobody knows it',
      { settings: { schemaVersion: '3.1' } },
      /^error document: .*«Контейнер».*lost.*schemaVersion=$/,
    ],
    [
      '2.x for bitrix3',
      { profile: 'bitrix3', settings: { schemaVersion: '2.08' } },
      /^error document: .*1C-Bitrix sees no orders/,
    ],
    [
      'cp1251 for bitrix3',
      { profile: 'bitrix3', settings: { ordersEncoding: 'windows-1251' } },
      /^error document: .*UTF-8 only/,
    ],
    [
      'another contact',
      { profile: 'utp', settings: { phoneTypes: ['Телефон рабочий'] } },
      /^warning document: .*looks for ТелефонРабочий/,
    ],
    [
      'a legal address',
      { profile: 'utp', settings: { deliveryAddressOfCounterparty: true } },
      /^warning document: УТП takes the address/,
    ],
    ['no prefix', { settings: {} }, /^warning number: Its orders have no prefix \(the next is \d+\)/],
    [
      'a prefix too long',
      { settings: { numberPrefix: 'PREFIX-123' } },
      /^(ok|error) number: The next order would be PREFIX-123/,
    ],
    ['no orders', { receivesOrders: false }, /^ok flags: It is given no orders/],
    [
      'own orders that cannot be',
      { receivesOnlyOwn: true, sendsOrders: false },
      /^warning flags: It is given only its own/,
    ],
    ['answers that nobody reads', { sendsOrders: false }, /^warning flags: It gets orders, and its answers/],
    ['no births', { createsOrders: false }, /^ok flags: .*createsOrders=false/],
    [
      'a foreign currency',
      { profile: 'utp', settings: { defaultCurrency: 'EUR' } },
      /^warning currency: УТП.*currencySpelling\.EUR=…/,
    ],
    [
      'a dictionary',
      { settings: { employeeDictionary: 'Люди' } },
      /^warning dictionaries: .*"Люди".*never came.*no employees/,
    ],
    ['a warehouse', { settings: { warehouses: { main: 'w-none' } } }, /^warning words: .*never sent: "w-none"/],
    ['a price type', { settings: { floorPriceType: 'p-none' } }, /^error words: .*"p-none", never came/],
    ['never here', {}, /^warning confirmation: Its 1C was never here/],
  ])('%s', async (_, input, line) => {
    expect(await found(input)).toContainEqual(expect.stringMatching(line));
  });

  it('a kind that the server calls needs neither login nor 1C', async () => {
    const lines = await found({ kind: 'push' });
    expect(lines).toContainEqual(expect.stringMatching(/^ok state: The server itself calls it/));
    expect(lines.join('\n')).not.toMatch(/ (document|sample|confirmation): /);
    expect(errors(lines)).toEqual([]);
  });

  it('a 1C that never confirms', async () => {
    const given = async (nodeId: string) => {
      for (let i = 0; i < 3; i += 1) {
        const exchange_id = await insertExchange(world.knex, nodeId, { type: 'sale', user_agent: '1C+Enterprise/8.3' });
        const body = { body: Buffer.from('x'), sha256: 'x', content_type: 'x', orders_count: 1 };
        await world.knex('batches').insert({ shop_id: SHOP, batch_id: uuid(), node_id: nodeId, exchange_id, ...body });
      }
    };
    const lines = await found({}, given);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ok confirmation: Its 1C was here last .*1C\+Enterprise\/8\.3/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^warning confirmation: .*3 answers.*confirmBy=next-query$/));
    const set = await found({ settings: { numberPrefix: 'W-', confirmBy: 'next-query' } }, given);
    expect(set).toContainEqual(expect.stringMatching(/^ok confirmation: It never sent success.*next query confirms/));
    const confirmed = await found({}, async (nodeId) => {
      await given(nodeId);
      await world
        .knex('batches')
        .where({ node_id: nodeId })
        .limit(1)
        .update({ state: 'acknowledged', acknowledged_at: new Date() });
    });
    expect(confirmed).toContainEqual(expect.stringMatching(/^ok confirmation: It confirmed 3 of 3/));
  });
});

describe('with orders', () => {
  let nodeId = '';
  let number = '';
  const lines = async (): Promise<string[]> => told((await checkNode(world.services, SHOP, nodeId)).findings);
  const set = async (settings: object) => await world.knex('nodes').where({ node_id: nodeId }).update({ settings });

  beforeAll(async () => {
    await world.knex('nodes').update({ state: 'paused', settings: {} });
    ({ nodeId } = await world.node({ name: 'Основна', settings: { numberPrefix: 'W-' } }));
    ({ number } = await world.place({ status: 'Новый 😀', warehouse: 'Киев' }));
  });

  it('the newest is written, read back and told', async () => {
    expect(await lines()).toContainEqual(
      expect.stringMatching(
        `^ok sample: Order ${number} was written and read back: number W-${number}, 2 line\\(s\\), 211(\\.00?)? UAH`,
      ),
    );
  });

  it('says which characters the encoding lacks', async () => {
    expect(await lines()).toContainEqual(expect.stringMatching(/^warning characters: .*"😀".*ordersEncoding=utf-8\.$/));
    await set({ ordersEncoding: 'utf-8' });
    expect(await lines()).toContainEqual(expect.stringMatching(/^ok characters: /));
  });

  it('counts what waits, and says why something is kept back', async () => {
    const held = JSON.stringify([{ code: 'product-unknown', text: 'Load the goods first.' }]);
    await world.knex('orders').where({ number }).update({ held, locked_in_one_c: true });
    const said = await lines();
    expect(said).toContainEqual(expect.stringMatching(/^ok orders: It owns 1 order\(s\); 1 of them/));
    expect(said).toContainEqual('warning orders: 1 order(s) are kept back: Load the goods first. (product-unknown)');
    expect(said).toContainEqual(expect.stringMatching(/^warning orders: 1 order\(s\) are locked/));
    await world.knex('orders').where({ number }).update({ held: null, locked_in_one_c: false });
  });

  it('says what its next query gets, and what its settings leave out', async () => {
    await set({});
    expect(await lines()).toContainEqual('ok orders: Its next query gets 1 order(s).');
    await set({ onlyPaid: true, ordersFrom: '2020-01-01' });
    const said = await lines();
    expect(said).toContainEqual('ok orders: Its next query gets 0 order(s).');
    expect(said).toContainEqual('ok orders: 1 order(s) wait until they fit its settings: onlyPaid, ordersFrom.');
    await world.knex('nodes').where({ node_id: nodeId }).update({ receives_orders: false });
    expect(await lines()).toContainEqual(expect.stringMatching(/^warning orders: 1 order\(s\) of its own wait/));
    await world.knex('nodes').where({ node_id: nodeId }).update({ receives_orders: true });
  });

  it('compares the maps with the words of the shop', async () => {
    await set({ statuses: { Готов: 'Готов' }, orderStatuses: ['Оплачен'], warehouses: { Львов: 'w1' } });
    const said = await lines();
    expect(said).toContainEqual(
      expect.stringMatching(/^warning words: No order has what the setting statuses calls "Готов"/),
    );
    expect(said).toContainEqual(expect.stringMatching(/^warning words: The setting statuses has no word.*"Новый 😀"/));
    expect(said).toContainEqual(expect.stringMatching(/^warning words: The setting warehouses has no word.*"Киев"/));
    expect(said).toContainEqual(
      expect.stringMatching(/^error words: orderStatuses waits for "Оплачен".*Nothing would be given/),
    );
    const row = { shop_id: SHOP, id_space: 'main', name: 'Склад' };
    await world.knex('warehouses').insert({ ...row, warehouse_id: uuid(), external_id: 'w1' });
    expect((await lines()).join('\n')).not.toContain('"w1"');
  });

  it('says who would get such an order', async () => {
    await set({ numberPrefix: 'W-' });
    expect(await lines()).toContainEqual(expect.stringMatching(/^ok routing: It would get an order like/));
    await world.node({ name: 'Соперник', priority: 5, settings: { numberPrefix: 'W-' } });
    const said = await lines();
    expect(said).toContainEqual(
      expect.stringMatching(/^ok routing: "Соперник" would get an order like .*not this node/),
    );
    expect(said).toContainEqual(expect.stringMatching(/^warning routing: .*"Соперник".*the same prefix \(W-\)/));
    await set({ numberPrefix: 'W-', orderSites: ['b2b.example'] });
    expect(await lines()).toContainEqual(expect.stringMatching(/^ok routing: It does not want an order like/));
  });

  it('refuses a number that is too long, and warns before', async () => {
    await world.knex('order_counters').update({ next: '123456789' });
    await set({ numberPrefix: 'ABC' });
    expect(await lines()).toContainEqual(
      expect.stringMatching(/^error number: The next order would be ABC123456789: 12 .*at most 2 characters/),
    );
    await set({ numberPrefix: 'AB' });
    expect((await lines()).join('\n')).toMatch(/^ok number: The next order would be AB123456789: 11 of 11/m);
    await world.knex('order_counters').update({ next: '999999500' });
    expect(await lines()).toContainEqual(expect.stringMatching(/^warning number: Fewer than 1000 numbers/));
  });

  it('says when an order cannot be written at all', async () => {
    const { customer } = await world.knex('orders').where({ number }).first('customer');
    await world.knex('orders').where({ number }).update({ customer: {} });
    expect(await lines()).toContainEqual(expect.stringMatching(/^error sample: Order \d+ cannot be written/));
    await world.knex('orders').where({ number }).update({ customer });
  });

  it('says when a kind fails to write an order', async () => {
    await world.knex('nodes').where({ node_id: nodeId }).update({ kind: 'bonus', settings: {} });
    await world.knex('orders').where({ number }).update({ comment: 'fail' });
    expect(await lines()).toContainEqual(
      expect.stringMatching(/^error sample: Its kind "bonus" fails when it writes order/),
    );
    await world.knex('orders').where({ number }).update({ comment: null });
    expect(errors(await lines())).toEqual([]);
  });

  it('refuses an unknown node', async () => {
    await expect(checkNode(world.services, SHOP, 'nobody')).rejects.toMatchObject({ code: 'UZ1507' });
  });
});
