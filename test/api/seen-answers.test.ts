import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import supertest from 'supertest';
import { createSeenAnswers, NOTHING_SEEN, type SeenAnswers } from '../../src/api/http/seen-answers.js';
import { type ApiParts, createApiRouter } from '../../src/api/index.js';
import { ROUTES } from '../../src/api/routes.js';
import { sweepRuleTimes } from '../../src/exchange/channels/rule-times.js';
import { restore } from '../../src/exchange/history/restore.js';
import { endRun } from '../../src/exchange/import/full-runs.js';
import { catchUp } from '../../src/listing/index.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import type { Services } from '../../src/services.js';
import { registerFiles } from '../../src/store/catalogue/files.js';
import { openRuns } from '../../src/store/catalogue/full-runs.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { readReferencesCached } from '../../src/store/catalogue/read-references-cached.js';
import { createChangeWatch } from '../../src/store/changes/change-watch.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { findExchange } from '../../src/store/exchanges/exchanges.js';
import { insertApiKey, revokeApiKey } from '../../src/store/nodes/api-keys.js';
import { type InboxWorld, openInboxWorld } from '../exchange/inbox-world.js';
import { base, catalogue, offer, pack, product, StepWorld } from '../exchange/step-world.js';

const SHOP = 'main';
const record = (kind: FeedRecord['kind'], id: string, fields: object): FeedRecord =>
  ({ kind, id, deleted: false, ...base, ...fields }) as FeedRecord;

let world: StepWorld;
let inbox: InboxWorld;
let services: Services;
let node: ExchangeNode;
let two: ExchangeNode;
let key: string;
/** What was seen is given again here… */
let remembering: Express;
/** …and always made here. */
let making: Express;
let statements = 0;

beforeAll(async () => {
  world = await StepWorld.open();
  inbox = await openInboxWorld();
  node = await world.addNode('one');
  two = await world.addNode('two');
  services = { ...inbox.services, db: world.database.db };
  ({ key } = await insertApiKey(world.knex, SHOP, 'test'));
  world.knex.on('query', () => {
    statements += 1;
  });
  remembering = serve(createSeenAnswers());
  making = serve(NOTHING_SEEN);
});
afterAll(async () => {
  await inbox.close();
  await world.database.close();
});

function serve(seen: SeenAnswers): Express {
  const changes = createChangeWatch(services);
  const parts: ApiParts = { changes, jobs: inbox.jobs(), closing: new AbortController().signal, seen };
  return express().use('/v1', createApiRouter(services, parts));
}

const ask = async (app: Express, url: string, headers: Record<string, string> = {}) =>
  await supertest(app)
    .get(url)
    .set({ 'Accept-Encoding': 'identity', Authorization: `Bearer ${key}`, ...headers });

const call = async (method: 'post' | 'put' | 'patch' | 'delete', url: string, body: object = {}) => {
  const answer = await supertest(remembering)[method](url).set('Authorization', `Bearer ${key}`).send(body);
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body;
};

const bring = async (...records: readonly FeedRecord[]): Promise<void> => await bringFrom(node, ...records);

async function bringFrom(by: ExchangeNode, ...records: readonly FeedRecord[]): Promise<void> {
  const goods = records.filter(({ kind }) => kind !== 'offer');
  const offers = records.filter(({ kind }) => kind === 'offer');
  await world.newExchange(by);
  if (goods.length > 0) await world.write([catalogue(true), ...goods], by);
  if (offers.length > 0) await world.write([pack(true), ...offers], by);
}

const PRICE_TYPE = record('priceType', 't', { name: 'Розница', currency: 'UAH' });
const red = (fields: object) =>
  offer('a#red', { name: 'Красный', prices: [{ priceTypeId: 't', amount: '10.00' }], ...fields });

/** Something that is not shown. */
const NOWHERE = 'nowhere';

/** Writes by the code that the server writes with, and a part of the address of what each shows. Each begins where the one before ended. */
const WRITES: readonly [string, string, () => Promise<unknown>][] = [
  [
    'a product comes',
    '/v1/products',
    () =>
      bring(
        product('a', {
          name: 'Стол',
          groups: ['g'],
          properties: [{ id: 'p', values: ['v'] }],
          pictures: [{ kind: 'picture', path: 'a.jpg' }],
        }),
      ),
  ],
  ['it is called otherwise', '/v1/products', () => bring(product('a', { name: 'Стол дубовый' }))],
  ['its group comes', '/v1/groups', () => bring(record('group', 'g', { name: 'Столы', parentId: null, sort: 0 }))],
  [
    'its group is called otherwise',
    '/v1/products',
    () => bring(record('group', 'g', { name: 'Мебель', parentId: null, sort: 0 })),
  ],
  [
    'its property comes',
    '/v1/properties',
    () => bring(record('property', 'p', { name: 'Порода', variants: { v: 'дуб' } })),
  ],
  [
    'a variant is called otherwise',
    '/v1/products',
    () => bring(record('property', 'p', { name: 'Порода', variants: { v: 'Дуб' } })),
  ],
  ['an offer comes', '/v1/offers', () => bring(red({}))],
  ['its price type comes', '/v1/price-types', () => bring(PRICE_TYPE)],
  [
    'its price type is called otherwise',
    '/v1/prices',
    () => bring(record('priceType', 't', { name: 'Розничная', currency: 'USD' })),
  ],
  ['it costs more', '/v1/prices', () => bring(red({ prices: [{ priceTypeId: 't', amount: '11.00' }] }))],
  ['there is some of it', '/v1/stock', () => bring(red({ stock: { total: '5', warehouses: { w: '5' } } }))],
  ['there is less of it', '/v1/products', () => bring(red({ stock: { total: '4', warehouses: { w: '4' } } }))],
  ['its warehouse comes', '/v1/warehouses', () => bring(record('warehouse', 'w', { name: 'Северный' }))],
  ['a unit comes', '/v1/units', () => bring(record('unit', 'u', { code: '796', shortName: 'шт' }))],
  ['a picture arrives', '/v1/products', () => picture('ab')],
  ['another picture arrives in its place', '/v1/products', () => picture('cd')],
  ['the offer is taken off sale', '/v1/offers', () => bring(red({ deleted: true }))],
  ['it comes back', '/v1/offers', () => bring(red({}))],
  [
    'a channel is made',
    'channel=',
    async () =>
      void channels.push((await call('post', '/v1/channels', { name: 'site', currency: 'USD', priceTypes: ['t'] })).id),
  ],
  ['it gets a rule', 'channel=', () => rules({ change: { by: 'percent', value: '10' } })],
  ['the rule is another one', 'channel=', () => rules({ change: { by: 'percent', value: '20' } })],
  ['it keeps its own prices', 'channel=', () => call('patch', `/v1/channels/${channels[0]}`, { updates: 'stock' })],
  [
    'one of its own is set',
    'channel=',
    async () => call('put', `/v1/channels/${channels[0]}/offers/${await idOf('offers')}`, { price: '7' }),
  ],
  ['it follows 1C again', 'channel=', () => call('patch', `/v1/channels/${channels[0]}`, { updates: 'both' })],
  ['another 1C has the product too', NOWHERE, () => bringFrom(two, product('a', {}))],
  ['it has it no more', NOWHERE, () => fullFrom(two, product('c', { name: 'Полка' }))],
  ['a full catalogue does not name the product', '/v1/products', () => full(product('b', { name: 'Стул' }))],
  [
    'the exchange is taken back',
    '/v1/products',
    async () => {
      const exchange = await findExchange(world.knex, SHOP, world.exchangeId);
      if (exchange) await restore(services, exchange, 10);
    },
  ],
];

const channels: string[] = [];
const rules = (action: object) => call('put', `/v1/channels/${channels[0]}/rules`, { rules: [{ scope: {}, action }] });

async function picture(letters: string): Promise<void> {
  const scope = { shopId: SHOP, idSpace: node.idSpace, exchangeId: await world.newExchange(node) };
  const file = {
    path: 'a.jpg',
    sha256: letters.repeat(32),
    size: 3,
    contentType: letters === 'ab' ? 'image/png' : 'image/jpeg',
  };
  await world.database.db.transaction(async (tx) =>
    recordChanges(tx, SHOP, scope.exchangeId, await registerFiles(tx, scope, [file])),
  );
}

const full = async (...records: readonly FeedRecord[]): Promise<void> => await fullFrom(node, ...records);

async function fullFrom(by: ExchangeNode, ...records: readonly FeedRecord[]): Promise<void> {
  await world.newExchange(by);
  await world.write([catalogue(false), ...records], by);
  await world.database.db.transaction(async (tx) => {
    await lockIdSpace(tx, by);
    for (const run of await openRuns(tx, { shopId: SHOP, nodeId: by.nodeId, lock: true }))
      await recordChanges(tx, SHOP, world.exchangeId, await endRun(tx, by, run, 'deactivate', world.exchangeId));
  });
}

const idOf = async (list: string): Promise<string> => (await ask(making, `/v1/${list}?active=all`)).body.items[0]?.id;

const FACETS = '/v1/facets?facets=group,manufacturer,stock,price,prop:p&priceType=t&active=all';

/** Every marked route, with some of what it may be asked. */
async function addresses(): Promise<string[]> {
  const [aProduct, anOffer, unit, property] = [
    await idOf('products'),
    await idOf('offers'),
    await idOf('units'),
    await idOf('properties'),
  ];
  const lists = ['groups', 'price-types', 'warehouses', 'units', 'properties', 'dictionaries'].map(
    (name) => `/v1/${name}?active=all`,
  );
  const goods = ['products', 'offers'].flatMap((name) => [
    ...[`/v1/${name}`, `/v1/${name}?active=all`, `/v1/${name}?updatedAfter=2020-01-01T00:00:00Z&active=all`],
    ...[`/v1/${name}?include=prices,stock`, ...(channels.length > 0 ? [`/v1/${name}?channel=site&active=all`] : [])],
  ]);
  const one = (list: string, id: string | undefined) => (id === undefined ? [] : [`/v1/${list}/${id}`]);
  const cart = anOffer === undefined ? [] : [`/v1/prices?offers=${anOffer}`, `/v1/stock?offers=${anOffer}`];
  return [
    ...lists,
    ...goods,
    ...[...one('products', aProduct), ...one('offers', anOffer), ...one('units', unit), ...one('properties', property)],
    ...[...cart, '/v1/products?inStock=true&active=all', '/v1/products?sort=name', '/v1/products?group=g', FACETS],
  ];
}

describe('answers that were given before', () => {
  it('are never given after what they show has changed, whatever changed it', async () => {
    await catchUp(services);
    /** What was given last, and would be given again. */
    const before = new Map<string, string>();
    for (const [what, where, write] of WRITES) {
      const urls = await addresses();
      for (const url of urls) if (!before.has(url)) before.set(url, (await ask(remembering, url)).text);
      await write();
      const changed: string[] = [];
      for (const url of await addresses()) {
        const [given, made] = [await ask(remembering, url), await ask(making, url)];
        expect([what, url, given.status, given.text]).toEqual([what, url, made.status, made.text]);
        expect(given.headers.etag).toBe(made.headers.etag);
        if (before.get(url) !== made.text) changed.push(url);
        before.set(url, given.text);
      }
      if (where !== NOWHERE)
        expect([what, where, changed.filter((url) => url.includes(where)).length > 0]).toEqual([what, where, true]);
      // What filters find comes a moment later, without a change of the log.
      await catchUp(services);
      for (const url of urls.filter((one) => /inStock|sort|group|facets/.test(one))) {
        const [given, made] = [await ask(remembering, url), await ask(making, url)];
        expect([what, 'listed', url, given.text]).toEqual([what, 'listed', url, made.text]);
      }
    }
  }, 120_000);

  it('are of every route that is marked', async () => {
    const asked = (await addresses()).map((url) => url.replace(/\?.*$/, '').replace(/[\da-f-]{36}/, '{id}'));
    const marked = ROUTES.flatMap(({ docs }) => (docs.followsSeq ? [`/v1${docs.path}`] : []));
    expect(marked.filter((path) => !asked.includes(path))).toEqual([]);
  });

  it('go when a rule of a channel begins or ends', async () => {
    const later = new Date(Date.now() + 3_600_000);
    await call('put', `/v1/channels/${channels[0]}/rules`, {
      rules: [{ scope: {}, action: { change: { by: 'percent', value: '50' } }, validFrom: later.toISOString() }],
    });
    const url = '/v1/offers?channel=site&active=all';
    await ask(remembering, url);
    const asked = async () => {
      const begun = statements;
      await ask(remembering, url);
      return statements - begun;
    };
    expect(await asked()).toBe(1);
    await sweepRuleTimes(services.db, new Date(later.getTime() + 1000));
    expect(await asked()).toBeGreaterThan(1);
  });

  it('cost the look-up of the key, as a 304 and whole, packed and not', async () => {
    const url = '/v1/products?active=all';
    const first = await ask(remembering, url);
    const cases: [number, Record<string, string>][] = [
      [304, { 'If-None-Match': String(first.headers.etag) }],
      [200, {}],
      [200, { 'Accept-Encoding': 'gzip' }],
    ];
    for (const [status, headers] of cases) {
      statements = 0;
      const again = await ask(remembering, url, headers);
      expect([again.status, statements]).toEqual([status, 1]);
      expect(again.headers['uzel-seq']).toBe(first.headers['uzel-seq']);
      expect(again.headers.vary).toContain('Accept-Encoding');
      if (status === 200) expect(again.text).toBe(first.text);
    }
  });

  it('are not given to who has no key any more, or a key of another scope', async () => {
    const url = '/v1/products';
    await ask(remembering, url);
    const { key: gone } = await insertApiKey(world.knex, SHOP, 'gone');
    expect((await ask(remembering, url, { Authorization: `Bearer ${gone}` })).status).toBe(200);
    await revokeApiKey(world.knex, SHOP, 'gone');
    expect((await ask(remembering, url, { Authorization: `Bearer ${gone}` })).status).toBe(401);
    const { key: orders } = await insertApiKey(world.knex, SHOP, 'orders only', { scopes: ['orders'] });
    expect((await ask(remembering, url, { Authorization: `Bearer ${orders}` })).status).toBe(403);
    await world.knex('shops').insert({ shop_id: 'other', name: 'Other' });
    const { key: other } = await insertApiKey(world.knex, 'other', 'other');
    expect((await ask(remembering, url, { Authorization: `Bearer ${other}` })).body.items).toEqual([]);
  });

  it('are not made of names that a former log told, when the database was put back', async () => {
    const group = await world
      .knex('groups')
      .where({ shop_id: SHOP })
      .first('group_id', 'id_space', 'external_id', 'name');
    const named = async (seq: number) =>
      (await readReferencesCached(world.knex, SHOP, 'group', seq))?.get({
        idSpace: group.id_space,
        externalId: group.external_id,
      })?.name;
    const counter = () => world.knex('change_counters').where({ shop_id: SHOP });
    const seq = Number((await counter().first('last')).last);
    const put = async (name: string, last: number) => {
      await world.knex('groups').where({ shop_id: SHOP, group_id: group.group_id }).update({ name });
      await counter().update({ last });
    };
    expect(await named(seq)).toBe(group.name);
    await put('of the backup', seq - 2);
    expect(await named(seq - 2)).toBe('of the backup');
    await put(group.name, seq);
  });

  it('are not kept while products are missing that are tried again', async () => {
    await catchUp(services);
    const { product_id } = await world.knex('listing').where({ shop_id: SHOP, active: true }).first('product_id');
    const found = async () => (await ask(remembering, '/v1/products?sort=name&limit=500')).body.items.length;
    const setActive = async (active: boolean) =>
      await world.knex('listing').where({ shop_id: SHOP, product_id }).update({ active });
    await world
      .knex('listing_troubles')
      .insert({ shop_id: SHOP, product_id, tries: 1, again_at: world.knex.raw('now()'), code: 'TypeError' });
    await setActive(false);
    const missing = await found();
    await setActive(true);
    expect(await found()).toBe(missing + 1);
    await world.knex('listing_troubles').delete();
  });

  it('are not kept of errors, nor of what is behind the log', async () => {
    for (const url of ['/v1/products?limit=0', '/v1/products/00000000-0000-7000-8000-000000000000']) {
      const answers = [await ask(remembering, url), await ask(remembering, url)];
      expect(answers.map(({ status }) => status)).toEqual(url.includes('limit') ? [422, 422] : [404, 404]);
    }
    await catchUp(services);
    await bring(product('d', { name: 'Шкаф' }));
    const found = async () => (await ask(remembering, '/v1/products?sort=name')).body.items.length;
    const [behind] = [await found()];
    await catchUp(services);
    expect(await found()).toBe(behind + 1);
  });
});

describe('what marked routes show', () => {
  /** Files that write it. Whoever calls them gives what they changed to `recordChanges`, or to `tellChannel`, in the same transaction. */
  const WRITERS = [
    ...[
      'bare-offers',
      'files',
      'new-items',
      'node-catalogues',
      'number-writes',
      'offer-writes',
      'offers-left',
      'product-writes',
    ],
    ...['reference-writes', 'removals', 'restored-rows'],
  ].map((name) => `store/catalogue/${name}.ts`);
  const OF_CHANNELS = ['channels', 'own-prices', 'price-rules', 'rule-times'].map(
    (name) => `store/channels/${name}.ts`,
  );
  const TABLES =
    'products|offers|offer_numbers|groups|properties|price_types|warehouses|units|dictionaries|dictionary_items|files|channels|price_rules|channel_offers';
  const WRITES_IT = new RegExp(
    `\\b(?:update|insert\\s+into|delete\\s+from)\\s+(?:(?:${TABLES})\\b|\\$\\{(?:table|spec\\.table)\\})|copyItems\\(|\\('(?:${TABLES})'\\)[^;]{0,200}?\\.(?:insert|update|delete)\\(`,
  );
  /** Their tables are others: what was there before, the stage of an import, the working sets of full runs. */
  const OTHERS = ['before-images', 'image-retention', 'item-copy', 'offer-stage', 'run-retention'].map(
    (name) => `store/catalogue/${name}.ts`,
  );

  it('is written by files that are known to tell of it: a new one must be looked at', () => {
    const root = path.join(process.cwd(), 'src');
    const writing = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => name.endsWith('.ts') && WRITES_IT.test(readFileSync(path.join(root, name), 'utf8')));
    expect(writing.filter((name) => !OTHERS.includes(name)).sort()).toEqual([...WRITERS, ...OF_CHANNELS].sort());
  });
});

describe('the room of kept answers', () => {
  const answer = (size: number) => ({ status: 200, headers: {}, bytes: Buffer.alloc(size) });

  it('is left by those that were not asked for longest, and not entered by the largest', () => {
    const seen = createSeenAnswers(100_000);
    for (let at = 0; at < 40; at += 1) {
      seen.keep(`k${at}`, 1, answer(2000));
      seen.get('k0', 1);
    }
    const kept = Array.from({ length: 40 }, (_, at) => at).filter((at) => seen.get(`k${at}`, 1));
    expect(kept).toContain(0);
    expect(kept).toContain(39);
    expect(kept).not.toContain(1);
    expect(kept.length).toBeLessThanOrEqual(25);
    seen.keep('large', 1, answer(10_000));
    expect(seen.get('large', 1)).toBeUndefined();
  });

  it('gives what stands at the number that is asked for, and nothing older or newer', () => {
    const seen = createSeenAnswers();
    seen.keep('k', 5, answer(1));
    expect(seen.get('k', 4)).toBeUndefined();
    expect(seen.get('k', 5)).toBeDefined();
    seen.keep('k', 4, answer(2));
    expect(seen.get('k', 5)?.bytes?.length).toBe(1);
    expect(seen.get('k', 6)).toBeUndefined();
    expect(seen.get('k', 5)).toBeUndefined();
  });

  it('is cleared when a log was put back, not when a look-up was overtaken', () => {
    const seen = createSeenAnswers();
    const keepsIt = () => seen.get('k', 9) !== undefined;
    seen.stands('shop', 9, 0);
    seen.keep('k', 9, answer(1));
    seen.stands('shop', 8, 9000);
    seen.stands('another shop', 1, 50_000);
    seen.stands('shop', 9, 60_000);
    seen.stands('shop', 8, 69_000);
    expect(keepsIt()).toBe(true);
    seen.stands('shop', 8, 71_000);
    expect(keepsIt()).toBe(false);
    seen.keep('k', 9, answer(1));
    seen.stands('shop', 9, 90_000);
    expect(keepsIt()).toBe(true);
  });
});
