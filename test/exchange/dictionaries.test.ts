import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { openRuns } from '../../src/store/catalogue/full-runs.js';
import { base, catalogue, product, StepWorld } from './step-world.js';

type Of<Kind extends FeedRecord['kind']> = Extract<FeedRecord, { kind: Kind }>;

const dictionary = (id: string, fields: Partial<Of<'dictionary'>> = {}): Of<'dictionary'> => ({
  kind: 'dictionary',
  id,
  deleted: false,
  ...base,
  ...fields,
});
const item = (dictionaryId: string, id: string, fields: Partial<Of<'dictionaryItem'>> = {}): Of<'dictionaryItem'> => ({
  kind: 'dictionaryItem',
  dictionaryId,
  id,
  deleted: false,
  ...base,
  ...fields,
});
const party = (id: string, fields: Partial<Of<'counterparty'>> = {}): Of<'counterparty'> => ({
  kind: 'counterparty',
  id,
  type: 'person',
  deleted: false,
  ...base,
  ...fields,
});
const late = (name: string, extra: Of<'other'>['extra']): Of<'other'> => ({ kind: 'other', name, ...base, extra });

describe('records of 3.x in the store', () => {
  let world: StepWorld;
  let node: ExchangeNode;
  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('bus');
  });
  beforeEach(async () => await world.newExchange(node));
  afterAll(() => world.database.close());

  const rows = async (table: string, order: string) => await world.knex(table).orderByRaw(order);
  const written = async (table: string) =>
    (await world.knex.raw(`select ctid::text, xmin::text from ${table} order by ctid`)).rows;

  it('dictionaries and their items: the same again writes nothing, an id belongs to its dictionary', async () => {
    const feed = [
      dictionary('d1', { name: 'Бренды', fields: [{ id: 'f', name: 'Имя', valueType: 'Строка' }] }),
      item('d1', '1', { name: 'Зима', values: [{ id: 'f', values: ['Зима'] }], extra: { НомерВерсии: 'v' } }),
      item('d1', '2'),
      dictionary('d2'),
      item('d2', '1', { name: 'другая' }),
    ];
    const changes = await world.write(feed, node);
    expect(changes.map(({ entity, action }) => `${entity} ${action}`).sort()).toEqual([
      'dictionary written',
      'dictionary written',
      'dictionaryItem written',
      'dictionaryItem written',
      'dictionaryItem written',
    ]);
    const before = [await written('dictionaries'), await written('dictionary_items')];
    expect(await world.write(feed, node)).toEqual([]);
    expect([await written('dictionaries'), await written('dictionary_items')]).toEqual(before);
    expect(await rows('dictionaries', 'external_id')).toMatchObject([
      { external_id: 'd1', name: 'Бренды', fields: [{ id: 'f', name: 'Имя', valueType: 'Строка' }], active: true },
      { external_id: 'd2', name: null, fields: null },
    ]);
    expect(await rows('dictionary_items', 'dictionary_external_id, external_id')).toMatchObject([
      {
        dictionary_external_id: 'd1',
        external_id: '1',
        name: 'Зима',
        field_values: [{ id: 'f', values: ['Зима'] }],
        active: true,
        extra: { НомерВерсии: 'v' },
      },
      { dictionary_external_id: 'd1', external_id: '2' },
      { dictionary_external_id: 'd2', external_id: '1', name: 'другая' },
    ]);
  });

  it('ПометкаУдаления takes an item away; what it does not say of itself stays', async () => {
    await world.write([item('gone', '1', { name: 'Имя', values: [{ name: 'a', values: ['b'] }] })], node);
    expect(await world.write([item('gone', '1', { deleted: true })], node)).toHaveLength(1);
    const kept = { name: 'Имя', field_values: [{ name: 'a', values: ['b'] }] };
    expect(await world.row('dictionary_items', { dictionary_external_id: 'gone' })).toMatchObject({
      ...kept,
      active: false,
    });
    await world.write([item('gone', '1')], node);
    expect(await world.row('dictionary_items', { dictionary_external_id: 'gone' })).toMatchObject({ active: true });
  });

  it('counterparties: all that is said of them; again nothing', async () => {
    const feed = [
      party('k', {
        type: 'company',
        name: 'Ромашка',
        fullName: 'ООО Ромашка',
        roles: ['Покупатель', 'Поставщик'],
        taxId: '77',
        address: 'Тверь',
        contacts: [{ type: 'Почта', value: 'a@b.c' }],
        extra: { КПП: '1' },
      }),
    ];
    expect(await world.write(feed, node)).toMatchObject([{ entity: 'counterparty', action: 'written' }]);
    const before = await written('counterparties');
    expect(await world.write(feed, node)).toEqual([]);
    expect(await written('counterparties')).toEqual(before);
    expect(await world.row('counterparties', { external_id: 'k' })).toMatchObject({
      type: 'company',
      name: 'Ромашка',
      full_name: 'ООО Ромашка',
      roles: ['Покупатель', 'Поставщик'],
      tax_id: '77',
      address: 'Тверь',
      contacts: [{ type: 'Почта', value: 'a@b.c' }],
      extra: { КПП: '1' },
      active: true,
    });
    await world.write([party('k', { deleted: true })], node);
    expect(await world.row('counterparties', { external_id: 'k' })).toMatchObject({ name: 'Ромашка', active: false });
  });

  it('Описание behind the goods reaches the row of its catalogue', async () => {
    const feed = [
      { ...catalogue(true, 'L'), name: 'Н', extra: { Владелец: 'о' } },
      late('Каталог', { Ид: 'L', Описание: 'О', Подписант: 'п' }),
      late('Каталог', { Описание: 'без ид' }),
    ];
    await world.write(feed, node);
    expect(await world.row('catalogues', { external_id: 'L' })).toMatchObject({
      name: 'Н',
      description: 'О',
      extra: { Владелец: 'о', Подписант: 'п' },
    });
    const before = [await written('catalogues'), await written('other_records')];
    await world.write(feed, node);
    expect([await written('catalogues'), await written('other_records')]).toEqual(before);
    expect(await world.knex('other_records').where({ name: 'Каталог' }).select('content')).toEqual([
      { content: { Описание: 'без ид' } },
    ]);
  });

  it('heads of classifiers and packages are kept, each saying of them; dates of validity do not make a new one', async () => {
    const classifier = (name: string) => ({ kind: 'classifier' as const, id: 'K', name, ...base });
    const pack = (until: string) => ({
      kind: 'offerPackage' as const,
      id: 'P#',
      catalogueId: 'P',
      changesPackage: false,
      ...base,
      extra: { Владелец: 'о', ДействительноДо: until },
    });
    await world.write([classifier('а')], node);
    await world.write([classifier('б'), pack('2026-01-01')], node);
    const before = await written('other_records');
    await world.write([classifier('а')], node);
    await world.write([classifier('б'), pack('2026-01-01')], node);
    expect(await written('other_records')).toEqual(before);
    await world.write([pack('2026-02-02')], node);
    const heads = await world.knex('other_records').whereIn('name', ['Классификатор', 'ПакетПредложений']);
    const contents = heads.map((row: { content: { Наименование?: string } }) => row.content);
    expect(contents.sort((a, b) => (a.Наименование ?? '').localeCompare(b.Наименование ?? ''))).toEqual([
      { Ид: 'P#', ИдКаталога: 'P', Владелец: 'о', ДействительноДо: '2026-02-02' },
      { Ид: 'K', Наименование: 'а' },
      { Ид: 'K', Наименование: 'б' },
    ]);
  });

  it('a head-only Каталог neither begins nor ends a full run', async () => {
    const open = async () => (await openRuns(world.knex, { nodeId: node.nodeId })).map((run) => run.catalogueId);
    const head = (onlyChanges: boolean) => ({ ...catalogue(onlyChanges, 'R'), headOnly: true as const });
    await world.write([head(false)], node);
    expect(await open()).toEqual([]);
    await world.write([catalogue(false, 'R'), product('x', { catalogueId: 'R' })], node);
    expect(await open()).toEqual(['R']);
    await world.write([{ kind: 'classifier', id: 'R', ...base }, head(true)], node);
    await world.write([head(true), { kind: 'classifier', id: 'R', ...base }], node);
    expect(await open()).toEqual(['R']);
    await world.write([{ kind: 'classifier', id: 'R', ...base }, catalogue(true, 'R')], node);
    expect(await open()).toEqual([]);
  });

  it('what offers, prices and stock say in files of their own stays, in whatever order they come again', async () => {
    const told = (fields: object): FeedRecord[] => [
      { kind: 'offerPackage', id: 'X#', catalogueId: 'X', changesPackage: false, ...base },
      {
        ...base,
        kind: 'offer',
        packageId: 'X#',
        catalogueId: 'X',
        id: 'o',
        productId: 'o',
        characteristicId: '',
        deleted: false,
        ...fields,
      },
    ];
    const offers = told({ name: 'О', extra: { Ширина: '5' } });
    const prices = told({ prices: [{ priceTypeId: 't', amount: '1' }], extra: { Акция: 'да' } });
    await world.write(offers, node);
    await world.write(prices, node);
    expect(await world.offer('o')).toMatchObject({ extra: { Ширина: '5', Акция: 'да' } });
    expect([await world.write(offers, node), await world.write(prices, node)]).toEqual([[], []]);
  });

  it('the row Товар a#b of a further characteristic keeps its own picture, values and weight with its offer', async () => {
    const pictures = [{ path: 'import_files/b.jpg', kind: 'picture' as const }];
    const own = { pictures, weight: '2.5', requisites: [{ name: 'Код', values: ['1'] }], extra: { Цвет: 'синий' } };
    const feed = [
      catalogue(true, 'V'),
      product('v#a', { catalogueId: 'V' }),
      product('v#b', { catalogueId: 'V', ...own }),
    ];
    await world.write(feed, node);
    expect(await world.offer('v#b')).toMatchObject({
      pictures,
      file_paths: ['import_files/b.jpg'],
      weight: '2.5',
      requisites: own.requisites,
      extra: own.extra,
    });
    expect(await world.product('v')).toMatchObject({ pictures: [] });
    expect(await world.write(feed, node)).toEqual([]);
  });
});
