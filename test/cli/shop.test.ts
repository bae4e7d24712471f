import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmulatorOptions, runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, goodsId, range } from '../acceptance/support/goods.js';
import { ask, basic } from '../acceptance/support/one-c.js';
import { Rest, type RestProduct } from '../acceptance/support/rest.js';
import { Uzel } from '../acceptance/support/uzel.js';
import { runUzel } from './support/run-uzel.js';

/** Two shops on one server: the same goods, the same names of nodes, the same order numbers, and nothing in common. */

let uzel: Uzel;
const folders: string[] = [];
beforeAll(async () => {
  uzel = await Uzel.start();
});
afterAll(async () => {
  await uzel.dispose();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const run = async (...words: string[]) => await runUzel(uzel.env as Record<string, string>, ...words);
const folder = async (goods: number[], price: string): Promise<string> => {
  const made = await goodsFolder({ goods, priceOf: () => price });
  folders.push(made);
  return made;
};

describe('uzel shop', () => {
  it('adds a shop with its settings, lists and shows them', async () => {
    expect(await uzel.cli('shop', 'add', 'south', '--name', 'Юг', 'language=uk', 'country=ua')).toMatchObject({
      ...{ id: 'south', name: 'Юг', language: 'uk', duplicates: 'link', promoCodes: 'warn', country: 'UA' },
    });
    const { items } = await uzel.cli<{ items: { id: string }[] }>('shop', 'list');
    expect(items).toMatchObject([
      { id: 'main', language: 'ru', nodes: 1, keys: 1, orders: 0 },
      { id: 'south', language: 'uk', nodes: 0, keys: 0, orders: 0 },
    ]);
    expect((await run('shop', 'list')).stdout).toMatch(
      /^ID +NAME +LANGUAGE +NODES +KEYS +ORDERS\nmain .*\nsouth +Юг +uk +0/,
    );
    expect((await run('shop', 'show', 'south')).stdout).toMatch(/^country +UA$/m);
  });

  it('changes one, and goes back to a default', async () => {
    expect(await uzel.cli('shop', 'set', 'south', 'duplicates=ask', 'name=Південь')).toMatchObject({
      ...{ name: 'Південь', duplicates: 'ask', language: 'uk' },
    });
    const back = await uzel.cli('shop', 'set', 'south', 'country=', 'language=');
    expect(back).toMatchObject({ language: 'ru', duplicates: 'ask' });
    expect(back).not.toHaveProperty('country');
  });

  it.each([
    [['shop', 'add', 'south'], /"south" exists already.*UZ1608/],
    [['node', 'list', '--shop', 'north'], /no shop "north".*uzel shop list.*UZ1507/],
  ])('%j is refused', async (words, sentence) => {
    const { code, stderr } = await run(...words);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });
});

describe('two shops', () => {
  const shops: Record<'main' | 'south', { rest: Rest; exchange: EmulatorOptions }> = {} as never;

  beforeAll(async () => {
    await uzel.cli('node', 'remove', '1c');
    for (const [shop, goods, price] of [
      ['main', range(1, 3), '100.00'],
      ['south', range(2, 5), '777.00'],
    ] as const) {
      const login = { login: `login-${shop}`, password: 'same password' };
      const words = ['node', 'add', 'Основна', '--login', login.login, '--password', login.password];
      await uzel.cli('--shop', shop, ...words);
      const { key } = await uzel.cli<{ key: string }>('key', 'add', 'crm', '--shop', shop);
      const directory = await folder(goods, price);
      const exchange = { url: `${uzel.url}/1c_exchange`, ...login, profile: 'trade' as const, directory };
      shops[shop] = { rest: new Rest(uzel.url, key), exchange };
      expect(await runEmulator(exchange)).toMatchObject({ verdict: 'success' });
    }
  });

  it('have catalogues of their own, of goods with the same ids', async () => {
    const seen = async (shop: 'main' | 'south') =>
      (await shops[shop].rest.all<RestProduct>('/products')).map(({ externalId, offers }) => [
        externalId,
        offers[0]?.prices[0]?.amount.replace(/0+$/, ''),
      ]);
    expect((await seen('main')).sort()).toEqual(range(1, 3).map((n) => [goodsId(n), '100.']));
    expect((await seen('south')).sort()).toEqual(range(2, 5).map((n) => [goodsId(n), '777.']));
  });

  it('have orders of their own, under the same numbers; each 1C gets those of its shop', async () => {
    const order = (name: string) => ({
      customer: { type: 'person', name },
      currency: 'UAH',
      lines: [{ externalId: goodsId(2), name: 'Матрац 2', quantity: '1', price: '10' }],
    });
    const [ours, theirs] = [
      await shops.main.rest.placeOrder(order('Головний покупець'), 'same key'),
      await shops.south.rest.placeOrder(order('Південний покупець'), 'same key'),
    ];
    expect([ours.number, theirs.number]).toEqual(['1', '1']);
    expect(ours.id).not.toBe(theirs.id);
    expect((await shops.south.rest.request('GET', `/orders/${ours.id}`)).status).toBe(404);
    expect((await shops.south.rest.request('PATCH', `/orders/${ours.id}`, { comment: 'x' })).status).toBe(404);
    for (const [shop, customer] of [
      ['main', 'Головний покупець'],
      ['south', 'Південний покупець'],
    ] as const) {
      const { directory: _directory, ...exchange } = shops[shop].exchange;
      const report = await runEmulator({ ...exchange, catalogue: false, orders: true });
      expect(report.orders).toMatchObject([{ number: '1' }]);
      expect(JSON.stringify(report.orders)).toContain(customer);
      expect((await shops[shop].rest.get<{ items: object[] }>('/orders')).items).toHaveLength(1);
    }
  });

  it('show their own nodes, exchanges and settings alone', async () => {
    for (const shop of ['main', 'south'] as const) {
      const { rest } = shops[shop];
      expect(await rest.get('/shop')).toMatchObject({ id: shop });
      expect(await rest.get('/nodes')).toMatchObject({ items: [{ name: 'Основна', login: `login-${shop}` }] });
      const { items } = await uzel.cli<{ items: { node: { id: string } }[] }>('--shop', shop, 'exchange', 'list');
      const nodes = await rest.get<{ items: { id: string }[] }>('/nodes');
      expect(new Set(items.map(({ node }) => node.id))).toEqual(new Set(nodes.items.map(({ id }) => id)));
    }
    const { items } = await uzel.cli<{ items: { name: string }[] }>('key', 'list', '--shop', 'south');
    expect(items.map(({ name }) => name)).toEqual(['crm']);
  });

  it('commands that texts propose name the shop, unless it is the main one', async () => {
    const proposed = async (...words: string[]) =>
      (await run(...words)).stdout.replaceAll(/\s+/g, ' ').match(/uzel (--shop \S+ )?node set/g);
    expect(await proposed('node', 'test', 'Основна')).toEqual(['uzel node set']);
    expect(await proposed('--shop', 'south', 'node', 'test', 'Основна')).toEqual(['uzel --shop south node set']);
  });

  it('a paused node shuts out its own 1C only', async () => {
    await uzel.cli('--shop', 'south', 'node', 'pause', 'Основна');
    const first = async (shop: string): Promise<string | undefined> => {
      const login = basic({ login: `login-${shop}`, password: 'same password' });
      return (await ask(uzel.url, '/1c_exchange?type=catalog&mode=checkauth', { headers: login })).lines[0];
    };
    expect([await first('main'), await first('south')]).toEqual(['success', 'failure']);
    await uzel.cli('--shop', 'south', 'node', 'resume', 'Основна');
    expect(await first('south')).toBe('success');
  });
});
