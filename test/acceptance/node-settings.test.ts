import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmulatorProfile, openSession, runEmulator } from '../../src/emulator/index.js';
import type { NodeSettings } from '../../src/nodes/exchange-node.js';
import { SETTING_SCHEMAS } from '../../src/nodes/node-settings.js';
import { type OrderEffect, UNF_EFFECTS, UTP_EFFECTS } from './node-settings/order-effects.js';
import { readAnswer, type SeenAnswer } from './node-settings/seen-answer.js';
import { SHOWN_ELSEWHERE } from './node-settings/shown-elsewhere.js';
import { importXml, offersXml, PRICE_TYPE_ID, range } from './support/goods.js';
import { OneCDatabase } from './support/one-c-database.js';
import { Rest, type RestOrder, type RestProduct } from './support/rest.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

type Setting = keyof NodeSettings;

/** Settings that have a test of their own below, which is called by them. */
const TESTED_BELOW: readonly Setting[] = [
  'paymentKinds',
  'orderSites',
  'orderRegions',
  'orderWarehouses',
  'orderCustomers',
  'missingAttributeMeans',
  'fullRunQuietMinutes',
  'priceTypes',
  'customerRules',
];

let uzel: Uzel;
let rest: Rest;
beforeAll(async () => {
  uzel = await Uzel.start();
  await uzel.cli('node', 'remove', '1c');
  rest = new Rest(uzel.url, await uzel.apiKey());
});
afterAll(async () => await uzel.dispose());

const url = () => `${uzel.url}/1c_exchange`;
const addNode = async (name: string, profile: EmulatorProfile, ...settings: readonly string[]) => {
  const login = { login: name, password: 'secret' };
  await uzel.cli('node', 'add', name, '--login', name, '--password', 'secret', '--profile', profile, ...settings);
  return { url: url(), profile, ...login };
};

/** Acceptance 4: every setting has a test that shows its effect. */
describe('every setting of a node', () => {
  const source = (file: string) => readFileSync(path.join(process.cwd(), 'test', file), 'utf8');

  it.each(Object.keys(SETTING_SCHEMAS) as Setting[])('%s is shown by a test', (setting) => {
    const effects = [...UNF_EFFECTS, ...UTP_EFFECTS].filter((effect) => effect.setting === setting);
    const here = [...effects, ...TESTED_BELOW.filter((name) => name === setting)];
    const elsewhere = SHOWN_ELSEWHERE[setting];
    expect([setting, here.length + (elsewhere === undefined ? 0 : 1)]).toEqual([setting, 1]);
    if (!elsewhere) return;
    const [file, title] = elsewhere;
    const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``].filter((text) => source(file).includes(text));
    expect([file, title, quoted.length]).toEqual([file, title, 1]);
    expect(source(file)).toMatch(new RegExp(`\\b${setting}\\b`));
  });

  it('that has a test of its own below is named by it', () => {
    const own = source('acceptance/node-settings.test.ts');
    for (const setting of TESTED_BELOW) expect(own).toMatch(new RegExp(`it\\('[^']*\\b${setting}\\b`));
  });
});

// First: the nodes of the other tests would want these orders, too. Theirs say whose they are.
describe('which orders a 1C gets', () => {
  const PICKY = [
    ['sites', 'orderSites=north,south', { site: 'south' }],
    [
      'regions',
      'orderRegions=Львівська',
      { delivery: { price: '0', address: { region: 'Львівська', city: 'Стрий' } } },
    ],
    ['warehouses', 'orderWarehouses=Центр', { warehouse: 'Центр' }],
    ['customers', 'orderCustomers=c-7', { customer: { type: 'person', name: 'Гуртова', id: 'c-7' } }],
  ] as const;

  beforeAll(async () => {
    await addNode('rest', 'trade');
    for (const [name, assignment] of PICKY) await addNode(name, 'trade', assignment);
  });

  const ownerOf = async (key: string, input: object) => {
    const { owner } = await rest.placeOrder({ ...orderInput(), ...input }, key);
    return (owner as { name: string } | null)?.name;
  };

  it('orderSites, orderRegions, orderWarehouses and orderCustomers choose the node that wants it', async () => {
    for (const [name, , input] of PICKY) expect([name, await ownerOf(`picky ${name}`, input)]).toEqual([name, name]);
  });

  it('orderSites, orderRegions, orderWarehouses, orderCustomers: what none of them names goes to another', async () => {
    for (const n of range(1, 5)) expect(await ownerOf(`plain ${n}`, { site: 'east' })).toBe('rest');
  });
});

describe.each([
  ['unf', UNF_EFFECTS],
  ['utp', UTP_EFFECTS],
] as const)('orders for a 1C of profile %s', (profile, effects) => {
  const seen: { before?: SeenAnswer; after?: SeenAnswer } = {};
  const name = `${profile}-orders`;

  beforeAll(async () => {
    const connection = await addNode(name, profile);
    const query = async () => {
      const session = openSession(connection, 'sale');
      await session.checkauth();
      const { body, contentType } = await session.query();
      await session.success();
      return readAnswer(body, contentType ?? '');
    };
    await placeBoth(name, 'before');
    seen.before = await query();
    await uzel.cli('node', 'set', name, ...effects.map((effect) => effect.assignment));
    await placeBoth(name, 'after');
    seen.after = await query();
  });

  it.each([...effects])('$setting: $assignment', ({ look, before, after }: OrderEffect) => {
    expect(seen.before && look(seen.before)).toEqual(before);
    expect(seen.after && look(seen.after)).toEqual(after);
  });
});

describe('the lists of mode=info', () => {
  it('paymentKinds says how the money of a method comes', async () => {
    const connection = await addNode('kinds', 'unf');
    await place('kinds', 'kinds', { payments: [{ name: 'Долями', amount: '10', paidAt: '2026-11-20T10:00:00Z' }] });
    const kindOf = async () => {
      const session = openSession({ ...connection, profile: 'unf-bitrix' }, 'sale');
      await session.checkauth();
      return (await session.info()).payments.find(({ name }) => name === 'Долями')?.paymentKind;
    };
    const before = await kindOf();
    await uzel.cli('node', 'set', 'kinds', 'paymentKinds.Долями=cash');
    expect([before, await kindOf()]).toEqual(['cashless', 'cash']);
  });
});

describe('what a 1C sends', () => {
  it('missingAttributeMeans=full and fullRunQuietMinutes end a full export that does not say it is one', async () => {
    const connection = await addNode('goods', 'trade', 'missingAttributeMeans=full', 'fullRunQuietMinutes=60');
    const quietMinutes = async (minutes: string) =>
      await uzel.cli('node', 'set', 'goods', `fullRunQuietMinutes=${minutes}`);
    const active = async () => (await rest.all<RestProduct>('/products')).map(({ sku }) => sku).sort();
    await exported(connection, range(1, 4));
    await quietMinutes('0.01');
    await runEnds();
    expect(await active()).toEqual(['M-1', 'M-2', 'M-3', 'M-4']);
    await quietMinutes('60');
    await exported(connection, range(3, 4));
    expect(await active()).toEqual(['M-1', 'M-2', 'M-3', 'M-4']);
    await quietMinutes('0.01');
    await runEnds();
    expect(await active()).toEqual(['M-3', 'M-4']);
  });

  it('priceTypes: what 1C calls by its id the shop calls by its word', async () => {
    const ids = async () =>
      (await rest.all<{ externalId: string }>('/price-types')).map(({ externalId }) => externalId);
    expect(await ids()).toEqual([PRICE_TYPE_ID]);
    await uzel.cli('node', 'set', 'goods', `priceTypes.retail=${PRICE_TYPE_ID}`);
    await exported({ url: url(), login: 'goods', password: 'secret', profile: 'trade' }, range(3, 4));
    expect(await ids()).toContain('retail');
    const [product] = await rest.all<RestProduct>('/products');
    expect(product?.offers[0]?.prices.map(({ priceType }) => priceType)).toEqual(['retail']);
  });

  it('customerRules say by what a customer of an order made in 1C is recognised', async () => {
    const { login, password } = await addNode('customers-1c', 'trade', 'customerRules=id');
    const one = await OneCDatabase.open(url(), 'trade', { login, password });
    // Each name is another customer there, with an id of its own; the tax id is the same.
    const customerOf = async (n: number) => {
      const number = `00УТ-00000${n}`;
      await one.make([
        { goods: 'Матрац', price: '100', customer: `Гурт ${n}`, taxId: '3205501', guid: guid(n), number },
      ]);
      const orders = await rest.all<RestOrder & { customerId: string | null }>('/orders?owner=customers-1c');
      return orders.find(({ oneC }) => oneC.number === number)?.customerId;
    };
    const first = await customerOf(1);
    const second = await customerOf(2);
    expect([typeof first, typeof second, first === second]).toEqual(['string', 'string', false]);
    await uzel.cli('node', 'set', 'customers-1c', 'customerRules=taxId');
    expect([first, second]).toContain(await customerOf(3));
    await one.close();
  });
});

async function runEnds(): Promise<void> {
  const open = async () =>
    await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
      const { rows } = await client.query(`select count(*)::int as n from full_runs where state = 'open'`);
      return rows[0].n;
    });
  for (const deadline = Date.now() + 20_000; (await open()) > 0 && Date.now() < deadline; ) await sleep(100);
  expect(await open()).toBe(0);
}

/** The goods as a full export whose files do not say so. */
async function exported(
  connection: { url: string; login: string; password: string; profile: EmulatorProfile },
  goods: number[],
): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'uzel-settings-'));
  for (const [file, write] of [
    ['import0_1.xml', importXml],
    ['offers0_1.xml', offersXml],
  ] as const) {
    await writeFile(path.join(directory, file), write({ goods }).replaceAll(/ СодержитТолькоИзменения="\w+"/g, ''));
  }
  expect(await runEmulator({ ...connection, directory })).toMatchObject({ verdict: 'success' });
  await rm(directory, { recursive: true });
}

const guid = (n: number) => `91777ce0-81cc-11e4-a522-${String(n).padStart(12, '0')}`;

const place = async (owner: string, key: string, more: object = {}) =>
  await rest.placeOrder({ ...orderInput(), owner, ...more }, key);

/** An order of a person and one of a company, the same each time. */
async function placeBoth(owner: string, when: string): Promise<void> {
  const all = {
    status: 'Новий',
    warehouse: 'Центр',
    organisation: 'sleep',
    responsible: '0042',
    promoCodes: ['ОСІНЬ'],
    bonus: { card: '7770001', amount: '15.50' },
    payments: [{ name: 'Картка', amount: '10', paidAt: '2026-11-20T10:00:00Z' }],
  };
  const customer = { ...orderInput().customer, fields: { born: '1990-12-31' } };
  await place(owner, `${owner} ${when} person`, { ...all, customer, site: 'north' });
  const company = { type: 'company', name: 'ТОВ «Гурт»', taxId: '32855961', fields: { contract: 'Д-17' } };
  await place(owner, `${owner} ${when} company`, { customer: company });
}

const orderInput = () => ({
  customer: { type: 'person', name: 'Олена Ковальчук', phone: '+380501112233', email: 'olena@example.com' },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '1', price: '5400', unit: { code: '796', name: 'уп' }, tax: { rate: '20' } }],
  delivery: { name: 'Кур’єр', price: '50', address: { text: 'Львів, вул. Зелена 1' } },
});
