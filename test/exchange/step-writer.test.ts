import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { advance, FEED_START } from '../../src/exchange/feed-context.js';
import { StepRecords } from '../../src/exchange/step-records.js';
import { writeStep } from '../../src/exchange/step-writer.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/node-kind.js';
import type { CatalogueRecord, FeedRecord, OfferPackageRecord, OfferRecord, ProductRecord } from '../../src/records.js';
import { type Change, recordChanges } from '../../src/store/changes.js';
import { openExchange } from '../../src/store/exchanges.js';
import { insertNode } from '../../src/store/nodes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const base = { line: 1, extra: {}, warnings: [] };
const catalogue = (onlyChanges: boolean | undefined, id = 'C'): CatalogueRecord =>
  onlyChanges === undefined ? { kind: 'catalogue', id, ...base } : { kind: 'catalogue', id, onlyChanges, ...base };
const pack = (onlyChanges: boolean, changesPackage = false): OfferPackageRecord => ({
  kind: 'offerPackage',
  id: 'C#',
  catalogueId: 'C',
  onlyChanges,
  changesPackage,
  ...base,
});
const product = (id: string, fields: Partial<ProductRecord> = {}): ProductRecord => ({
  kind: 'product',
  catalogueId: 'C',
  id,
  productId: id.split('#')[0] ?? '',
  characteristicId: id.split('#')[1] ?? '',
  deleted: false,
  ...base,
  ...fields,
});
const offer = (id: string, fields: Partial<OfferRecord> = {}): OfferRecord => ({
  kind: 'offer',
  packageId: 'C#',
  catalogueId: 'C',
  id,
  productId: id.split('#')[0] ?? '',
  characteristicId: id.split('#')[1] ?? '',
  deleted: false,
  ...base,
  ...fields,
});

describe('writing a step of an import', () => {
  let database: TestDatabase;
  let node: ExchangeNode;
  let exchangeId: string;
  let other: ExchangeNode;

  beforeAll(async () => {
    database = await openTestDatabase();
    node = await addNode('one');
    other = await addNode('two');
  });
  beforeEach(async () => {
    exchangeId = await newExchange(node);
  });
  afterAll(() => database.close());

  const addNode = async (name: string, settings: NodeSettings = {}) =>
    database.db.transaction((tx) =>
      insertNode(tx, 'main', { name, login: name, password: 'x', profile: 'trade', timeZone: 'Europe/Kyiv', settings }),
    );
  const newExchange = async (of: ExchangeNode) => {
    const opened = await openExchange(database.db.knex, { shopId: 'main', nodeId: of.nodeId, type: 'catalog' });
    return opened.exchange.exchangeId;
  };
  const write = async (records: FeedRecord[], by: ExchangeNode = node, kept: string[] = []): Promise<Change[]> => {
    const step = new StepRecords();
    let context = FEED_START;
    for (const record of records) {
      context = advance(context, record, by.settings);
      step.add(record, context);
    }
    const scope = { shopId: 'main', nodeId: by.nodeId, idSpace: by.idSpace, exchangeId, kept: new Set(kept) };
    return database.db.transaction(async (tx) => {
      const changes = await writeStep(tx, by, scope, step);
      await recordChanges(tx, 'main', exchangeId, changes);
      return changes;
    });
  };
  const row = async (table: string, where: Record<string, string>) => database.db.knex(table).where(where).first();
  const productRow = (id: string) => row('products', { external_id: id });
  const offerRow = (id: string) =>
    row('offers', { product_external_id: id.split('#')[0] ?? '', characteristic_id: id.split('#')[1] ?? '' });

  it('writes a product once: the same again writes nothing, a difference writes it again', async () => {
    const one = product('p1', { name: 'Стіл', sku: 'A', weight: '1.50', groups: ['g1', 'g2'], requisites: [] });
    expect((await write([catalogue(true), one])).map((c) => c.entity)).toEqual(['product']);
    expect(await write([catalogue(true), one])).toEqual([]);
    expect(await productRow('p1')).toMatchObject({
      name: 'Стіл',
      sku: 'A',
      weight: '1.50',
      group_ids: ['g1', 'g2'],
      active: true,
    });
    expect(await write([catalogue(true), { ...one, name: 'Стілець' }])).toHaveLength(1);
    // Another writer of the row makes the next identical record be written again.
    await database.db.knex('products').where({ external_id: 'p1' }).update({ name: 'edited' });
    expect(await write([catalogue(true), { ...one, name: 'Стілець' }])).toHaveLength(1);
    expect((await productRow('p1')).name).toBe('Стілець');
  });

  it('keeps what changes do not mention, clears what a full export does not mention, but not pictures and groups', async () => {
    const full = product('p2', {
      name: 'A',
      description: 'text',
      sku: 's',
      groups: ['g'],
      pictures: [{ path: 'import_files/a.jpg', kind: 'picture' }],
    });
    await write([catalogue(true), full]);
    await write([catalogue(true), product('p2', { sku: 't' })]);
    expect(await productRow('p2')).toMatchObject({ name: 'A', description: 'text', sku: 't' });
    await write([catalogue(false), product('p2', { name: 'B' })]);
    expect(await productRow('p2')).toMatchObject({
      name: 'B',
      description: null,
      sku: null,
      group_ids: ['g'],
      file_paths: ['import_files/a.jpg'],
    });
    await write([catalogue(true), product('p2', { pictures: [], groups: [] })]);
    expect(await productRow('p2')).toMatchObject({ group_ids: [], file_paths: [], pictures: [] });
  });

  it('one Товар row of a characteristic speaks for the product, so that rows do not overwrite each other by turns', async () => {
    const rows = ['p3#a', 'p3#b', 'p3#c'].map((id) => product(id, { name: `name of ${id}`, barcode: id }));
    await write([catalogue(true), ...rows]);
    expect(await productRow('p3')).toMatchObject({ name: 'name of p3#a', lead_characteristic: 'a' });
    expect(await write([catalogue(true), ...rows])).toEqual([]);
    expect(await write([catalogue(true), ...rows.slice(1)])).toEqual([]);
    expect(await offerRow('p3#b')).toMatchObject({ name: 'name of p3#b', barcode: 'p3#b' });
    await write([catalogue(true), product('p3', { name: 'plain' })]);
    expect(await productRow('p3')).toMatchObject({ name: 'plain', lead_characteristic: '' });
    expect(await write([catalogue(true), ...rows])).toEqual([]);
  });

  it('an offer record owns the columns that it says; the Товар row fills the others; either order ends the same', async () => {
    const item = product('p4#x', {
      name: 'item',
      barcode: '111',
      characteristics: [{ name: 'Колір', value: 'синій' }],
    });
    const said = offer('p4#x', { name: 'offer', prices: [{ priceTypeId: 't', amount: '5.00' }] });
    await write([catalogue(false), item]);
    await write([pack(false), said]);
    expect(await write([catalogue(false), item])).toEqual([]);
    const first = await offerRow('p4#x');
    expect(first).toMatchObject({
      name: 'offer',
      barcode: '111',
      characteristics: [{ name: 'Колір', value: 'синій' }],
    });
    const [item5, said5] = [
      { ...item, id: 'p5#x', productId: 'p5' },
      { ...said, id: 'p5#x', productId: 'p5' },
    ];
    await write([pack(false), said5]);
    await write([catalogue(false), item5]);
    expect(await offerRow('p5#x')).toMatchObject({ name: 'offer', barcode: '111', prices: first.prices });
  });

  it('prices and stock alone touch only the keys that they name; the total follows the warehouses', async () => {
    await write([
      pack(false),
      offer('p6', {
        name: 'six',
        prices: [
          { priceTypeId: 't1', amount: '10' },
          { priceTypeId: 't2', amount: '20', minQuantity: '5' },
          { priceTypeId: 't2', amount: '25' },
        ],
        stock: { warehouses: { w1: '3', w2: '4.5' } },
      }),
    ]);
    expect(await offerRow('p6')).toMatchObject({ stock_total: '7.5' });
    await write([pack(true, true), offer('p6', { prices: [{ priceTypeId: 't1', amount: '11.10' }] })]);
    await write([pack(true, true), offer('p6', { stock: { warehouses: { w2: '-1' } } })]);
    expect(await offerRow('p6')).toMatchObject({
      name: 'six',
      prices: { t1: [{ amount: '11.10' }], t2: [{ amount: '20', minQuantity: '5' }, { amount: '25' }] },
      stock: { w1: '3', w2: '-1' },
      stock_total: '2',
    });
    await write([pack(true, true), offer('p6', { stock: { total: '9' } })]);
    expect(await offerRow('p6')).toMatchObject({ stock_total: '9', stock: { w1: '3', w2: '-1' } });
    expect(await write([pack(true, true), offer('p6', { stock: { total: '9.0' } })])).toEqual([]);
    // A whole offer of a full package replaces all its prices.
    await write([pack(false), offer('p6', { name: 'six', prices: [{ priceTypeId: 't1', amount: '12' }] })]);
    expect((await offerRow('p6')).prices).toEqual({ t1: [{ amount: '12' }] });
  });

  it('prices of an offer that nobody has shown yet are parked: inactive until its package comes', async () => {
    await write([pack(true, true), offer('p7', { prices: [{ priceTypeId: 't', amount: '1' }] })]);
    expect(await offerRow('p7')).toMatchObject({ active: false, prices: { t: [{ amount: '1' }] } });
    await write([pack(true), offer('p7', { name: 'seven' })]);
    expect(await offerRow('p7')).toMatchObject({ active: true, name: 'seven', prices: { t: [{ amount: '1' }] } });
  });

  it('a deletion takes away this node only; the product is active while another node has it', async () => {
    await write([catalogue(true), product('p8', { name: 'eight' })]);
    await write([catalogue(true, 'D'), product('p8', { name: 'eight', catalogueId: 'D' })], other);
    await write([catalogue(true), product('p8', { deleted: true })]);
    expect(await productRow('p8')).toMatchObject({ active: true, name: 'eight' });
    await write([catalogue(true, 'D'), product('p8', { deleted: true, catalogueId: 'D' })], other);
    expect(await productRow('p8')).toMatchObject({ active: false, name: 'eight' });
    await write([catalogue(true), product('p8', { name: 'eight' })]);
    expect(await productRow('p8')).toMatchObject({ active: true, deleted: false });
  });

  it('a kept field is filled once and then left alone', async () => {
    const keeper = await addNode('keeper', { keepFields: ['name', 'price'] });
    const kept = ['name', 'full_name', 'prices'];
    await write([catalogue(true), product('p9', { name: 'ours', sku: 'a' })], keeper, kept);
    await write([catalogue(true), product('p9', { name: 'theirs', sku: 'b' })], keeper, kept);
    expect(await productRow('p9')).toMatchObject({ name: 'ours', sku: 'b' });
  });

  it('records of one id in one step are merged and written once', async () => {
    const changes = await write([
      { kind: 'group', id: 'g', parentId: null, name: 'first', sort: 0, deleted: false, ...base },
      { kind: 'group', id: 'g', parentId: null, name: 'second', sort: 1, deleted: false, ...base },
      { kind: 'priceType', id: 't', name: 'Роздріб', currency: 'UAH', deleted: false, ...base },
      { kind: 'property', id: 'v', variants: { a: 'A' }, deleted: false, ...base },
    ]);
    expect(changes.map((change) => change.entity).sort()).toEqual(['group', 'priceType', 'property']);
    expect(await row('groups', { external_id: 'g' })).toMatchObject({ name: 'second', sort: 1 });
    await write([{ kind: 'property', id: 'v', variants: { b: 'B' }, deleted: false, ...base }]);
    expect((await row('properties', { external_id: 'v' })).variants).toEqual({ a: 'A', b: 'B' });
  });

  it('a bare offer is retired when characteristics of its product come later', async () => {
    await write([pack(true), offer('p10', { name: 'bare' })]);
    exchangeId = await newExchange(node);
    await write([pack(true), offer('p10#a', { name: 'a' })]);
    expect(await offerRow('p10')).toMatchObject({ active: false });
    expect(await offerRow('p10#a')).toMatchObject({ active: true });
  });

  it('change numbers are given without a gap, one for each change', async () => {
    const { rows } = await database.db.knex.raw(
      'select count(*)::int as n, min(change_no)::int as first, max(change_no)::int as last, (select last from change_counters)::int as counter from changes',
    );
    expect(rows[0]).toEqual({ n: rows[0].counter, first: 1, last: rows[0].counter, counter: rows[0].counter });
  });
});
