import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import {
  insertDictionary,
  insertDictionaryItem,
  insertGroup,
  insertOffer,
  insertPriceType,
  insertProduct,
  insertProperty,
  insertWarehouse,
} from '../api/catalogue-rows.js';
import { followListing } from '../api/listing-of.js';
import { openRest, type Rest } from '../api/open-rest.js';

/** What a product refers to by an id, and what comes of it in a later exchange. */
interface Late {
  readonly product: Record<string, unknown>;
  /** Of an offer of it. */
  readonly offer?: Record<string, unknown>;
  /** Writes what comes later; tells what the log says of it. */
  arrive(rest: Rest): Promise<Change[]>;
  /** Queries that find the product once it is there, and only then. */
  readonly after: readonly Record<string, string>[];
  /** Queries that find it before and afterwards. */
  readonly always: readonly Record<string, string>[];
  /** A facet, and how it shows its value before and afterwards. */
  readonly facet?: readonly [query: Record<string, string>, name: string, before: unknown, after: unknown];
}

const written = (entity: Change['entity'], entityId: string): Change => ({ entity, entityId, action: 'written' });

const CASES: Readonly<Record<string, Late>> = {
  'a variant of a property': {
    product: { properties: [{ id: 'wood', values: ['w1'] }] },
    arrive: async ({ knex }) => [
      written('property', await insertProperty(knex, { external_id: 'wood', variants: { w1: 'Палисандр' } })),
    ],
    after: [{ q: 'палисандр' }, { 'prop[wood]': 'Палисандр' }],
    always: [{ 'prop[wood]': 'w1' }],
    facet: [{ facets: 'prop:wood' }, 'prop:wood', 'w1', 'Палисандр'],
  },
  'a variant of a property of an offer': {
    product: {},
    offer: { properties: [{ id: 'lining', values: ['l1'] }] },
    arrive: async ({ knex }) => [
      written('property', await insertProperty(knex, { external_id: 'lining', variants: { l1: 'Атлас' } })),
    ],
    after: [{ q: 'атлас' }, { 'prop[lining]': 'Атлас' }],
    always: [{ 'prop[lining]': 'l1' }],
    facet: [{ facets: 'prop:lining' }, 'prop:lining', 'l1', 'Атлас'],
  },
  'a property with its dictionary, and an item of that': {
    product: { properties: [{ id: 'maker', values: ['m1'] }] },
    arrive: async ({ knex }) => [
      written('dictionary', await insertDictionary(knex, { external_id: 'makers', name: 'Мастера' })),
      written(
        'dictionaryItem',
        await insertDictionaryItem(knex, { dictionary_external_id: 'makers', external_id: 'm1', name: 'Левша' }),
      ),
      written(
        'property',
        await insertProperty(knex, {
          ...{ external_id: 'maker', value_type: 'dictionary', extra: { ТипСправочника: 'Мастера' } },
        }),
      ),
    ],
    after: [{ q: 'левша' }, { 'prop[maker]': 'Левша' }],
    always: [{ 'prop[maker]': 'm1' }],
    facet: [{ facets: 'prop:maker' }, 'prop:maker', 'm1', 'Левша'],
  },
  'the group above its group': {
    product: { group_ids: ['stools'] },
    arrive: async ({ knex }) => [
      written('group', await insertGroup(knex, { external_id: 'seats', name: 'Сиденья' })),
      written(
        'group',
        await insertGroup(knex, { external_id: 'stools', name: 'Табуреты', parent_external_id: 'seats' }),
      ),
    ],
    after: [{ group: 'seats' }],
    always: [{ group: 'stools' }],
    facet: [{ facets: 'group', group: 'stools' }, 'group', null, 'Табуреты'],
  },
  'the name of a warehouse': {
    product: {},
    offer: { stock: { w9: '5' }, stock_total: '5' },
    arrive: async ({ knex }) => [
      written('warehouse', await insertWarehouse(knex, { external_id: 'w9', name: 'Склад на Лесной' })),
    ],
    after: [],
    always: [{ warehouse: 'w9' }],
    facet: [{ facets: 'warehouse', warehouse: 'w9' }, 'warehouse', null, 'Склад на Лесной'],
  },
  'a price type': {
    product: {},
    offer: { prices: { late: [{ amount: '7.00' }] } },
    arrive: async ({ knex }) => [
      written('priceType', await insertPriceType(knex, { external_id: 'late', name: 'Розница' })),
    ],
    after: [],
    always: [{ priceType: 'late', priceTo: '8' }],
  },
};

describe('what a product refers to comes in a later exchange:', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const record = async (changes: readonly Change[]): Promise<void> =>
    await rest.services.db.transaction((tx) => recordChanges(tx, 'main', null, changes));

  async function found(query: Record<string, string>): Promise<string[]> {
    const { status, body } = await rest.get(`/v1/products?${new URLSearchParams(query)}`);
    expect([query, status, body.code]).toEqual([query, 200, undefined]);
    return body.items.map((item: { externalId: string }) => item.externalId);
  }

  async function shown([query, name]: NonNullable<Late['facet']>): Promise<unknown[]> {
    const { body } = await rest.get(`/v1/facets?${new URLSearchParams(query)}`);
    const facet = body.facets.find((one: { facet: string }) => one.facet === name);
    return facet.values.map(({ text }: { text: unknown }) => text);
  }

  it.each(Object.entries(CASES))('%s', async (name, late) => {
    const { knex } = rest;
    const id = await insertProduct(knex, { external_id: name, name: 'Вещь', ...late.product });
    const changes = [written('product', id)];
    if (late.offer)
      changes.push(written('offer', await insertOffer(knex, { product_external_id: name, ...late.offer })));
    await record(changes);
    await followListing(rest);
    for (const query of late.always) expect([query, await found(query)]).toEqual([query, [name]]);
    for (const query of late.after) expect([query, await found(query)]).toEqual([query, []]);
    if (late.facet) expect(await shown(late.facet)).toContainEqual(late.facet[2]);

    await record(await late.arrive(rest));
    await followListing(rest);
    for (const query of [...late.always, ...late.after]) expect([query, await found(query)]).toEqual([query, [name]]);
    if (late.facet) expect(await shown(late.facet)).toContainEqual(late.facet[3]);
  });

  it('a value that is called otherwise later is found by its new name only', async () => {
    const { knex } = rest;
    const property = await insertProperty(knex, { external_id: 'shape', variants: { s1: 'Круглый', s2: 'Овальный' } });
    const ids = await Promise.all(
      ['s1', 's2'].map((value) =>
        insertProduct(knex, {
          ...{ external_id: value, name: 'Стол', properties: [{ id: 'shape', values: [value] }] },
        }),
      ),
    );
    await record([written('property', property), ...ids.map((id) => written('product', id))]);
    await followListing(rest);
    expect([await found({ q: 'круглый' }), await found({ q: 'овальный' })]).toEqual([['s1'], ['s2']]);
    const untouched = await knex('search_rows').where({ product_id: ids[1] }).first(knex.raw('xmin::text as version'));
    await knex('properties')
      .where({ property_id: property })
      .update({ variants: { s1: 'Квадратный', s2: 'Овальный' } });
    await record([written('property', property)]);
    await followListing(rest);
    expect([await found({ q: 'круглый' }), await found({ q: 'квадратный' })]).toEqual([[], ['s1']]);
    expect(await knex('search_rows').where({ product_id: ids[1] }).first(knex.raw('xmin::text as version'))).toEqual(
      untouched,
    );
  });
});
