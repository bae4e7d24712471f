import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import { packFeeds } from '../../src/exchange/feeds/pack-feeds.js';
import { doReplay, type Effect, tryImport, tryReplay } from '../../src/exchange/history/effect.js';
import { planReplay } from '../../src/exchange/history/replay.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { noteAnyWritten } from '../../src/store/catalogue/item-writes.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { REAL_FOLDER, readReal, realFiles } from '../commerceml/support/real-files.js';
import { insertQuickNode } from '../support/quick-node.js';
import { catalogueOf, importFeed, rowVersions } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP, withCode } from './inbox-world.js';

const ALL = 1_000_000;
const FIXTURES = path.join(process.cwd(), 'fixtures');
const fixture = async (name: string): Promise<Buffer> => await readFile(path.join(FIXTURES, name));

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld({ IMPORT_BATCH: '50' });
});
afterAll(async () => await world.close());

const newNode = async (idSpace: string): Promise<ExchangeNode> => {
  const input = { name: idSpace, login: idSpace, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv' } as const;
  return await world.services.db.transaction((tx) => insertQuickNode(tx, SHOP, { ...input, idSpace }));
};
const plan = async (id: string, to?: ExchangeNode) => await planReplay(world.services, SHOP, id, to);

/** All that a dry run may not touch: rows of the catalogue and of orders, what is known of exchanges, files. */
async function everything(): Promise<unknown> {
  const counted = [
    'exchanges',
    'feeds',
    'jobs',
    'journal',
    'orders',
    'order_documents',
    'before_images',
    'number_images',
    'files',
  ];
  const counts = await Promise.all(counted.map(async (table) => [table, await world.count(table)]));
  const files = await readdir(world.folder, { recursive: true });
  return { versions: await rowVersions(world), counts, files: files.sort() };
}

/** Rows of the products and offers by their 1C id. */
async function goods(idSpace: string): Promise<Map<string, string>> {
  const content = await catalogueOf(world, idSpace);
  const rows = [...(content.products ?? []), ...(content.offers ?? [])] as Record<string, unknown>[];
  const keyOf = (row: Record<string, unknown>) =>
    'prices' in row ? `offer ${row.product_external_id} ${row.characteristic_id}` : `product ${row.external_id}`;
  return new Map(rows.map((row) => [keyOf(row), JSON.stringify(row)]));
}

/** Counts of new and other rows, by the comparison of what was with what is. */
function compared(before: Map<string, string>, after: Map<string, string>) {
  const counts = { product: { new: 0, other: 0 }, offer: { new: 0, other: 0 } };
  for (const [key, row] of after) {
    const of = key.startsWith('offer') ? counts.offer : counts.product;
    const former = before.get(key);
    if (former === undefined) of.new += 1;
    else if (former !== row) of.other += 1;
  }
  return counts;
}

const toldOf = ({ differences }: Effect, entity: string) => {
  const found = differences.counts.find((one) => one.entity === entity);
  return { new: found?.new ?? 0, other: (found?.changed ?? 0) + (found?.removed ?? 0) };
};

/** Runs dry, then really, and compares both with each other and with the rows. */
async function bothWays(id: string, to?: ExchangeNode): Promise<Effect> {
  const was = await everything();
  const dry = await tryReplay(world.services, await plan(id, to), ALL);
  expect(await everything()).toEqual(was);
  const { idSpace } = (await plan(id, to)).node;
  const before = await goods(idSpace);
  const { exchangeId, ...real } = await doReplay(world.services, await plan(id, to), ALL);
  const counts = compared(before, await goods(idSpace));
  expect(dry.files.map(({ name, state, text }) => [name, state, text])).toEqual(
    real.files.map(({ name, state, text }) => [name, state, text]),
  );
  expect(dry.differences).toEqual(real.differences);
  expect({ product: toldOf(real, 'product'), offer: toldOf(real, 'offer') }).toEqual(counts);
  const row = await world.knex('exchanges').where({ exchange_id: exchangeId }).first();
  expect(row).toMatchObject({ type: 'replay', repeats: (await plan(id)).repeats.exchangeId });
  return real;
}

const close = async ({ exchangeId }: Exchange): Promise<void> => {
  await world.knex('feeds').where({ exchange_id: exchangeId }).update({ state: 'closed' });
};

/** An exchange with these files, imported. */
async function exchangeOf(node: ExchangeNode, files: readonly (readonly [string, Buffer])[], type?: 'sale') {
  const exchange = await world.exchange(node, type);
  for (const [name, bytes] of files) await importFeed(world, exchange, name, bytes);
  await close(exchange);
  return exchange;
}

describe('a replay', () => {
  it('of an exchange brings back what a later one spoiled, packed or not; the dry run tells it beforehand', async () => {
    const node = await newNode('spoiled');
    const good = await exchangeOf(node, [
      ['import.xml', await fixture('trade-207/import0_1.xml')],
      ['offers.xml', await fixture('trade-207/offers0_1.xml')],
    ]);
    const right = await catalogueOf(world, node.idSpace);
    const offers = (await fixture('trade-207/offers0_1.xml')).toString();
    const bad = offers.replaceAll(/<ЦенаЗаЕдиницу>[^<]*/g, '<ЦенаЗаЕдиницу>0.01');
    expect(bad).not.toBe(offers);
    await exchangeOf(node, [['offers.xml', Buffer.from(bad)]]);
    expect(await catalogueOf(world, node.idSpace)).not.toEqual(right);
    await packFeeds(world.services, new AbortController().signal, new Set());
    await packFeeds(world.services, new AbortController().signal, new Set());
    const { differences } = await bothWays(good.exchangeId);
    expect(await catalogueOf(world, node.idSpace)).toEqual(right);
    expect(differences.counts.map(({ entity }) => entity)).toEqual(['offer']);
    expect(differences.first[0]).toMatchObject({ entity: 'offer', what: 'changed', field: 'prices' });
    // Once more there is nothing to do.
    expect((await bothWays(good.exchangeId)).differences).toEqual({ counts: [], first: [], more: false });
  });

  it('of one feed, for another node: all of it is new there', async () => {
    const [from, to] = [await newNode('from'), await newNode('to')];
    await exchangeOf(from, [['import.xml', await fixture('utp-204/import.xml')]]);
    const feed = await world.knex('feeds').where({ node_id: from.nodeId }).first();
    const { differences, files } = await bothWays(feed.feed_id, to);
    expect(files[0]?.text).toMatch(/товаров \d+ \(новых \d+\)/);
    expect(differences.counts.every((count) => count.changed + count.removed + count.deleted === 0)).toBe(true);
    expect((await goods('to')).size).toBe((await goods('from')).size);
  });

  it('of an archive with its pictures, and of documents of orders', async () => {
    const node = await newNode('archive');
    const zip = new AdmZip();
    zip.addFile('import.xml', await fixture('unf-208/import.xml'));
    zip.addFile('import_files/x.jpg', Buffer.from('a picture'));
    const sent = await world.exchange(node);
    await world.send(sent, 'v8.zip', zip.toBuffer());
    await world.send(sent, 'import_files/y.jpg', Buffer.from('another picture'));
    await close(sent);
    const own = await newNode('archive-2');
    const { differences } = await bothWays(sent.exchangeId, own);
    expect(differences.counts).toContainEqual({ entity: 'file', new: 2, changed: 0, removed: 0, deleted: 0 });
    const sale = await exchangeOf(node, [['orders.xml', await fixture('trade-207/orders-from-1c.xml')]], 'sale');
    const { files } = await bothWays(sale.exchangeId);
    expect(files[0]?.text).toMatch(/документов \d+ \(/);
  });

  it('tells a failure as the real run does, and refuses what is gone or unknown', async () => {
    const node = await newNode('failing');
    const exchange = await world.exchange(node);
    const broken = Buffer.from('<?xml version="1.0"?>\n<КоммерческаяИнформация><a></b></КоммерческаяИнформация>');
    await expect(importFeed(world, exchange, 'broken.xml', broken)).rejects.toEqual(withCode('UZ1301'));
    await close(exchange);
    const { files } = await bothWays(exchange.exchangeId);
    expect(files).toMatchObject([{ name: 'broken.xml', state: 'failed', code: 'UZ1301' }]);
    await world.knex('feeds').where({ exchange_id: exchange.exchangeId }).update({ state: 'expired' });
    await expect(plan(exchange.exchangeId)).rejects.toEqual(withCode('UZ1612', 'broken.xml'));
    await expect(plan(node.nodeId)).rejects.toEqual(withCode('UZ1507'));
  });
});

describe('an import', () => {
  it('of a folder tells beforehand what it would do', async () => {
    const node = await newNode('folder');
    const names = ['import0_1.xml', 'offers0_1.xml'];
    const sources = names.map((name) => ({ name, path: path.join(FIXTURES, 'trade-207', name) }));
    const was = await everything();
    const { differences, files } = await tryImport(world.services, node, sources, ALL);
    expect(await everything()).toEqual(was);
    const exchange = await exchangeOf(node, await read(names, 'trade-207'));
    const feeds = await world.knex('feeds').where({ exchange_id: exchange.exchangeId }).orderBy('feed_id');
    expect(files.map(({ name }) => name)).toEqual(feeds.map(({ name }: { name: string }) => name));
    expect(compared(new Map(), await goods('folder'))).toEqual({
      product: toldOf({ differences, files }, 'product'),
      offer: toldOf({ differences, files }, 'offer'),
    });
    expect((await tryImport(world.services, node, sources, ALL)).differences.counts).toEqual([]);
  });
});

const read = async (names: readonly string[], folder: string) =>
  await Promise.all(names.map(async (name) => [name, await fixture(`${folder}/${name}`)] as const));

/** Files of one 1C, a first export and what came later. */
const REAL: Readonly<Record<string, RegExp>> = {
  'УНФ 2.05': /^unf205_(import_b|offers_b|changes_offers)\.xml/,
  'УТ11 of 2026': /^ut11_207_2026_/,
  'УТП, changes': /^utp204_changes_ua_/,
  'orders of УНФ': /^unf205_orders_from_1c_/,
  'БУС 3.1': /^v31_freesport_/,
};

// Public exports whose licences are mostly not stated: they are never copied in, so a checkout may be without them.
(realFiles().length === 0 ? describe.skip : describe)(`real files of ${path.basename(REAL_FOLDER)}`, () => {
  it.each(Object.entries(REAL))(
    '%s: the dry run equals the real one, on an empty and on a full catalogue',
    async (name, files) => {
      const node = await newNode(`real ${name}`);
      const of = realFiles().filter((file) => files.test(file));
      expect(of.length).toBeGreaterThan(0);
      const type = name.startsWith('orders') ? 'sale' : undefined;
      const sent: Exchange = await exchangeOf(
        node,
        of.map((file) => [file, readReal(file)]),
        type,
      );
      const other = await newNode(`other ${name}`);
      await bothWays(sent.exchangeId, other);
      await world
        .knex('products')
        .where({ id_space: other.idSpace })
        .update({ name: 'spoiled', exchange_id: null, updated_at: world.knex.fn.now() });
      await world.services.db.transaction((tx) => noteAnyWritten(tx, other));
      await bothWays(sent.exchangeId, other);
    },
  );
});
