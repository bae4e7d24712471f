import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { NodeSettings } from '../../src/nodes/exchange-node.js';
import { loadKinds } from '../../src/nodes/load-kinds.js';
import { NODE_KIND_API, type NodeKind } from '../../src/nodes/node-kind.js';
import { wantsBySettings } from '../../src/nodes/one-c/wants-order.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { Order } from '../../src/orders.js';
import { SAMPLE_ORDERS } from '../../src/testing/index.js';

const good: NodeKind = { name: 'good', apiVersion: NODE_KIND_API };

describe('the registry of node kinds', () => {
  it('has the built-in kind and those that it is given', () => {
    const kinds = createRegistry([good]);
    expect(kinds.all.map((kind) => kind.name)).toEqual(['one-c', 'good']);
    expect(kinds.of({ name: 'shop', kind: 'good' })).toBe(good);
    expect(kinds.find('other')).toBeUndefined();
  });

  it('refuses a node whose kind it has not, in a sentence for the people at 1C', () => {
    expect(() => createRegistry().of({ name: 'Север', kind: 'gone' })).toThrow(
      expect.objectContaining({
        code: 'UZ1611',
        publicMessage: expect.stringMatching(/«Север».*«gone».*uzel\.config/),
      }),
    );
  });

  const wrong: [string, unknown, RegExp][] = [
    ['another version of the interface', { ...good, apiVersion: 2 }, /"good".*version 2.*version 1/],
    ['no version', { name: 'good' }, /version undefined/],
    ['a name with capitals', { ...good, name: 'Good' }, /needs a name/],
    ['no name', { apiVersion: 1 }, /no node kind/],
    ['no kind at all', null, /no node kind/],
    ['the name of the built-in kind', { ...good, name: 'one-c' }, /two node kinds "one-c"/],
    ['a hook that is no function', { ...good, products: true }, /products that is no function/],
    [
      'a setting that every node has',
      { ...good, settings: z.strictObject({ site: z.string() }) },
      /"site".*every node has/,
    ],
    ['a setting called as a flag', { ...good, settings: z.strictObject({ priority: z.string() }) }, /"priority"/],
    ['settings that are no schema', { ...good, settings: { url: 'x' } }, /z\.strictObject/],
    ['directories without entryOf', { ...good, directories: [{ name: 'codes' }] }, /entryOf/],
    ['a push node that cannot deliver', { ...good, calledBy: 'server' }, /needs deliverOrders/],
    ['a caller that is none', { ...good, calledBy: 'client' }, /calledBy "client".*"one-c" or "server"/],
    ['deliverOrders that nobody calls', { ...good, deliverOrders: async () => undefined }, /calledBy: 'server'/],
    ...['beginExchange', 'writeOrder', 'endExchange'].map((hook): [string, unknown, RegExp] => [
      `a push node with ${hook}`,
      { ...good, calledBy: 'server', deliverOrders: async () => undefined, [hook]: () => undefined },
      new RegExp(`has ${hook}.*do that in deliverOrders`),
    ]),
  ];
  it.each(wrong)('refuses %s with one sentence', (_, kind, sentence) => {
    expect(() => createRegistry([kind as NodeKind])).toThrow(
      expect.objectContaining({ code: 'UZ1611', publicMessage: expect.stringMatching(sentence) }),
    );
  });
});

describe('uzel.config', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-config-'));
  });
  afterAll(async () => await rm(folder, { recursive: true }));

  const load = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    return await loadKinds({ UZEL_CONFIG: path.join(folder, name) });
  };
  const KIND = `import { defineNodeKind, NODE_KIND_API } from 'uzel';
export default defineNodeKind({ name: 'mine', apiVersion: NODE_KIND_API as 1 });`;

  it.each([
    [
      'uzel.config.ts',
      `import { defineConfig } from 'uzel'; import kind from './mine.ts'; export default defineConfig({ nodeKinds: [kind] });`,
    ],
    ['uzel.config.mjs', `export default { nodeKinds: ['./mine.ts'] };`],
    ['uzel.config.json', `{ "nodeKinds": ["./mine.ts"] }`],
    ['package.json', `{ "nodeKinds": ["kind-of-npm"] }`],
  ])('is read as %s', async (name, text) => {
    await writeFile(path.join(folder, 'mine.ts'), KIND);
    const installed = path.join(folder, 'node_modules', 'kind-of-npm');
    await (await import('node:fs/promises')).mkdir(installed, { recursive: true });
    await writeFile(
      path.join(installed, 'package.json'),
      '{ "name": "kind-of-npm", "type": "module", "exports": "./index.js" }',
    );
    await writeFile(path.join(installed, 'index.js'), KIND.replace(' as 1', ''));
    expect((await load(name, text)).all.map((kind) => kind.name)).toEqual(['one-c', 'mine']);
  });

  it.each([
    ['a.json', '{ "nodeKinds": [', /a\.json is no JSON/],
    ['b.json', '{ "kinds": [] }', /exports no nodeKinds/],
    ['c.json', '{ "nodeKinds": ["no-such-package"] }', /"no-such-package" of c\.json cannot be loaded/],
    ['d.json', '{ "nodeKinds": ["./absent.ts"] }', /"\.\/absent\.ts" of d\.json cannot be loaded/],
    ['e.mjs', 'export const nothing = 1;', /e\.mjs exports no nodeKinds/],
    ['f.ts', 'export default {', /f\.ts cannot be loaded: .*f\.ts:1:\d+\)\.$/],
    ['g.mjs', `export default { nodeKinds: [{ name: 'mine', apiVersion: 99 }] };`, /"mine".*version 99/],
    ['h.mjs', `export default { nodeKinds: ['./mine.ts', './mine.ts'] };`, /two node kinds "mine"/],
  ])('that cannot be used (%s) is refused with one sentence', async (name, text, sentence) => {
    await writeFile(path.join(folder, 'mine.ts'), KIND);
    const error = await load(name, text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'UZ1611', publicMessage: expect.stringMatching(sentence) });
    expect((error as { publicMessage: string }).publicMessage).not.toContain('\n');
  });

  it('that UZEL_CONFIG names must be there; none at all means the built-in kind alone', async () => {
    await expect(loadKinds({ UZEL_CONFIG: '/nowhere/uzel.config.ts' })).rejects.toMatchObject({ code: 'UZ1611' });
    expect((await loadKinds({})).all.map((kind) => kind.name)).toEqual(['one-c']);
  });
});

describe('whose orders a node wants, by its settings', () => {
  const [, sample] = SAMPLE_ORDERS as readonly [Order, Order];
  const order: Order = { ...sample, customerId: 'our-7' };
  const cases: [string, NodeSettings, boolean | null, string | undefined][] = [
    ['none is set', {}, null, undefined],
    ['a site that fits', { orderSites: ['other', 'SHOP.example '] }, true, 'сайт: shop.example'],
    ['a site that does not', { orderSites: ['other'] }, false, 'сайт: shop.example'],
    ['the region of the delivery', { orderRegions: ['київ'] }, true, 'регион: Київ'],
    ['another region', { orderRegions: ['Львів'] }, false, 'регион: Київ'],
    ['a warehouse', { orderWarehouses: ['north'] }, true, 'склад: north'],
    ["the customer's id in 1C", { orderCustomers: ['c-2'] }, true, 'покупатель: c-2'],
    ['our id of the customer', { orderCustomers: ['our-7'] }, true, 'покупатель: c-2'],
    ['another customer', { orderCustomers: ['c-3'] }, false, 'покупатель: c-2'],
    ['one fits, one does not', { orderSites: ['shop.example'], orderWarehouses: ['south'] }, false, 'склад: north'],
    ['both fit', { orderSites: ['shop.example'], orderWarehouses: ['north'] }, true, 'сайт: shop.example'],
  ];
  it.each(cases)('%s', (_, settings, wants, reason) => {
    expect(wantsBySettings(settings, order)).toEqual(reason === undefined ? { wants } : { wants, reason });
  });

  it('an order that does not say it does not fit; the reason is in the language of the shop', () => {
    const bare = { ...order, site: null, warehouse: null };
    expect(wantsBySettings({ orderSites: ['a'] }, bare, 'uk')).toEqual({ wants: false, reason: 'сайт: не вказано' });
    expect(wantsBySettings({ orderWarehouses: ['a'] }, bare, 'en')).toEqual({
      wants: false,
      reason: 'warehouse: none',
    });
  });
});
