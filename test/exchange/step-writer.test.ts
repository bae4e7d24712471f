import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { base, catalogue, offer, pack, product, StepWorld } from './step-world.js';

describe('writing a step of an import', () => {
  let world: StepWorld;
  let node: ExchangeNode;
  let other: ExchangeNode;

  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('one');
    other = await world.addNode('two');
  });
  beforeEach(() => world.newExchange(node));
  afterAll(() => world.database.close());

  const write = (records: readonly FeedRecord[], by: ExchangeNode = node, kept: readonly string[] = []) =>
    world.write(records, by, kept);

  it('writes a product once: the same again writes nothing, a difference writes it again', async () => {
    const one = product('p1', { name: 'Стіл', sku: 'A', weight: '1.50', groups: ['g1', 'g2'], requisites: [] });
    expect((await write([catalogue(true), one])).map((c) => c.entity)).toEqual(['product']);
    expect(await write([catalogue(true), one])).toEqual([]);
    expect(await world.product('p1')).toMatchObject({
      name: 'Стіл',
      sku: 'A',
      weight: '1.50',
      group_ids: ['g1', 'g2'],
      active: true,
    });
    expect(await write([catalogue(true), { ...one, name: 'Стілець' }])).toHaveLength(1);
    // Another writer of the row makes the next identical record be written again.
    await world.database.db.knex('products').where({ external_id: 'p1' }).update({ name: 'edited' });
    expect(await write([catalogue(true), { ...one, name: 'Стілець' }])).toHaveLength(1);
    expect((await world.product('p1')).name).toBe('Стілець');
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
    expect(await world.product('p2')).toMatchObject({ name: 'A', description: 'text', sku: 't' });
    await write([catalogue(false), product('p2', { name: 'B' })]);
    expect(await world.product('p2')).toMatchObject({
      name: 'B',
      description: null,
      sku: null,
      group_ids: ['g'],
      file_paths: ['import_files/a.jpg'],
    });
    await write([catalogue(true), product('p2', { pictures: [], groups: [] })]);
    expect(await world.product('p2')).toMatchObject({ group_ids: [], file_paths: [], pictures: [] });
  });

  it('one Товар row of a characteristic speaks for the product, so that rows do not overwrite each other by turns', async () => {
    const rows = ['p3#a', 'p3#b', 'p3#c'].map((id) => product(id, { name: `name of ${id}`, barcode: id }));
    await write([catalogue(true), ...rows]);
    expect(await world.product('p3')).toMatchObject({ name: 'name of p3#a', lead_characteristic: 'a' });
    expect(await write([catalogue(true), ...rows])).toEqual([]);
    expect(await write([catalogue(true), ...rows.slice(1)])).toEqual([]);
    expect(await world.offer('p3#b')).toMatchObject({ name: 'name of p3#b', barcode: 'p3#b' });
    await write([catalogue(true), product('p3', { name: 'plain' })]);
    expect(await world.product('p3')).toMatchObject({ name: 'plain', lead_characteristic: '' });
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
    const first = await world.offer('p4#x');
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
    expect(await world.offer('p5#x')).toMatchObject({ name: 'offer', barcode: '111', prices: first.prices });
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
    expect(await world.offer('p6')).toMatchObject({ stock_total: '7.5' });
    await write([pack(true, true), offer('p6', { prices: [{ priceTypeId: 't1', amount: '11.10' }] })]);
    await write([pack(true, true), offer('p6', { stock: { warehouses: { w2: '-1' } } })]);
    expect(await world.offer('p6')).toMatchObject({
      name: 'six',
      prices: { t1: [{ amount: '11.10' }], t2: [{ amount: '20', minQuantity: '5' }, { amount: '25' }] },
      stock: { w1: '3', w2: '-1' },
      stock_total: '2',
    });
    await write([pack(true, true), offer('p6', { stock: { total: '9' } })]);
    expect(await world.offer('p6')).toMatchObject({ stock_total: '9', stock: { w1: '3', w2: '-1' } });
    expect(await write([pack(true, true), offer('p6', { stock: { total: '9.0' } })])).toEqual([]);
    // A whole offer of a full package replaces all its prices.
    await write([pack(false), offer('p6', { name: 'six', prices: [{ priceTypeId: 't1', amount: '12' }] })]);
    expect((await world.offer('p6')).prices).toEqual({ t1: [{ amount: '12' }] });
  });

  it('a kept field is filled once and then left alone', async () => {
    const keeper = await world.addNode('keeper', { keepFields: ['name', 'price'] });
    const kept = ['name', 'full_name', 'prices'];
    await write([catalogue(true), product('p9', { name: 'ours', sku: 'a' })], keeper, kept);
    await write([catalogue(true), product('p9', { name: 'theirs', sku: 'b' })], keeper, kept);
    expect(await world.product('p9')).toMatchObject({ name: 'ours', sku: 'b' });
  });

  it('records of one id in one step are merged and written once', async () => {
    const changes = await write([
      { kind: 'group', id: 'g', parentId: null, name: 'first', sort: 0, deleted: false, ...base },
      { kind: 'group', id: 'g', parentId: null, name: 'second', sort: 1, deleted: false, ...base },
      { kind: 'priceType', id: 't', name: 'Роздріб', currency: 'UAH', deleted: false, ...base },
      { kind: 'property', id: 'v', variants: { a: 'A' }, deleted: false, ...base },
    ]);
    expect(changes.map((change) => change.entity).sort()).toEqual(['group', 'priceType', 'property']);
    expect(await world.row('groups', { external_id: 'g' })).toMatchObject({ name: 'second', sort: 1 });
    await write([{ kind: 'property', id: 'v', variants: { b: 'B' }, deleted: false, ...base }]);
    expect((await world.row('properties', { external_id: 'v' })).variants).toEqual({ a: 'A', b: 'B' });
  });

  it('a price or a quantity that could not be read leaves the old ones, in a full package too', async () => {
    const prices = [
      { priceTypeId: 't1', amount: '10' },
      { priceTypeId: 't2', amount: '20' },
    ];
    await write([pack(false), offer('p20', { name: 'x', prices, stock: { warehouses: { w1: '1', w2: '2' } } })]);
    const warnings = [{ code: 'number' as const, path: 'Цены/Цена/ЦенаЗаЕдиницу', value: 'abc', line: 7 }];
    await write([
      pack(false),
      offer('p20', {
        name: 'x',
        prices: [{ priceTypeId: 't1', amount: '11' }],
        stock: { warehouses: { w1: '5' } },
        warnings,
      }),
    ]);
    expect(await world.offer('p20')).toMatchObject({
      prices: { t1: [{ amount: '11' }], t2: [{ amount: '20' }] },
      stock: { w1: '5', w2: '2' },
      stock_total: '7',
    });
    await write([pack(false), offer('p20', { name: 'x', prices: [], warnings })]);
    expect(Object.keys((await world.offer('p20')).prices)).toEqual(['t1', 't2']);
    // Read and empty: a whole offer has no prices; alone it touches no key.
    await write([pack(true), offer('p20', { prices: [] })]);
    expect(Object.keys((await world.offer('p20')).prices)).toEqual(['t1', 't2']);
    await write([pack(true), offer('p20', { name: 'x', prices: [] })]);
    expect(await world.offer('p20')).toMatchObject({ prices: {}, stock: { w1: '5', w2: '2' } });
  });

  it('a kept stock keeps its total, too', async () => {
    const kept = ['stock', 'stock_total'];
    await write([pack(true), offer('p21', { name: 'x', stock: { total: '10', warehouses: { w: '3' } } })], other, kept);
    expect(
      await write([pack(true), offer('p21', { name: 'x', stock: { warehouses: { w: '4' } } })], other, kept),
    ).toEqual([]);
    expect(await world.offer('p21')).toMatchObject({ stock: { w: '3' }, stock_total: '10' });
  });

  it('an offer that comes twice in one step ends as in two', async () => {
    const one = { prices: [{ priceTypeId: 't1', amount: '1' }], stock: { total: '9' }, extra: { a: '1' } };
    const two = { prices: [{ priceTypeId: 't2', amount: '2' }], stock: { warehouses: { w: '4' } } };
    await write([pack(true), offer('p22', { ...one, name: 'x' }), offer('p22', two)]);
    await write([pack(true), offer('p23', { ...one, name: 'x' })]);
    await write([pack(true), offer('p23', two)]);
    const [once, twice] = [await world.offer('p22'), await world.offer('p23')];
    for (const column of ['name', 'prices', 'stock', 'stock_total', 'extra', 'active']) {
      expect([column, once[column]]).toEqual([column, twice[column]]);
    }
    expect(once).toMatchObject({
      prices: { t1: [{ amount: '1' }], t2: [{ amount: '2' }] },
      stock_total: '4',
      extra: { a: '1' },
    });
  });

  it("the node's currency fills a price type that names none, and does not take the place of a named one", async () => {
    const shop = await world.addNode('currency', { defaultCurrency: 'RUB' });
    const type = { kind: 'priceType' as const, deleted: false, ...base };
    await write(
      [
        { ...type, id: 'c1', name: 'a' },
        { ...type, id: 'c2', name: 'b', currency: 'UAH' },
      ],
      shop,
    );
    expect(await world.row('price_types', { external_id: 'c1' })).toMatchObject({ currency: 'RUB' });
    expect(await write([{ ...type, id: 'c2', name: 'b' }], shop)).toEqual([]);
    expect(await world.row('price_types', { external_id: 'c2' })).toMatchObject({ currency: 'UAH' });
    await write([{ ...type, id: 'c1', name: 'a', currency: 'KZT' }], shop);
    expect(await world.row('price_types', { external_id: 'c1' })).toMatchObject({ currency: 'KZT' });
  });

  it('records without an id do not take the place of each other', async () => {
    const other = { kind: 'other' as const, name: 'Каталог/Товар', ...base };
    const feed: FeedRecord[] = [
      { ...other, extra: { Имя: 'a' } },
      { ...other, extra: { Имя: 'b' } },
      { ...other, extra: { Ид: '1' } },
    ];
    const state = () =>
      world.database.db.knex.raw(
        `select external_id, content, xmin::text from other_records where name = 'Каталог/Товар' order by 1`,
      );
    await write(feed);
    const before = (await state()).rows;
    expect(before).toHaveLength(3);
    expect(before.map((one: { content: object }) => one.content)).toEqual(
      expect.arrayContaining([{ Имя: 'a' }, { Имя: 'b' }]),
    );
    await write([...feed].reverse());
    expect((await state()).rows).toEqual(before);
  });

  it('change numbers are given without a gap, one for each change', async () => {
    const { rows } = await world.database.db.knex.raw(
      `select sum(cardinality(entity_ids))::int as n, min(first_no)::int as first, max(last_no)::int as last,
         (select last from change_counters)::int as counter from changes`,
    );
    expect(rows[0]).toEqual({ n: rows[0].counter, first: 1, last: rows[0].counter, counter: rows[0].counter });
  });
});
