import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { feedOf, only, readAll } from '../commerceml/support/feed-text.js';
import {
  insertDictionary,
  insertDictionaryItem,
  insertOffer,
  insertProduct,
  insertProperty,
} from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

/** Values of properties that are ids of items of a dictionary of the shop (commerceml.md §2.9). */
describe('property values that stand in a dictionary of the shop', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    const { knex } = rest;
    for (const [space, prefix] of [
      ['main', ''],
      ['other', 'чужой '],
    ] as const) {
      const row = { id_space: space };
      await insertDictionary(knex, { ...row, external_id: 'brands', name: 'Бренды' });
      await insertDictionary(knex, { ...row, external_id: 'seasons', name: 'Сезоны' });
      const item = async (dictionary_external_id: string, external_id: string, name: string | null) =>
        await insertDictionaryItem(knex, { ...row, dictionary_external_id, external_id, name });
      await item('brands', '1', `${prefix}Ветер`);
      await item('brands', '2', `${prefix}Перевал`);
      await item('brands', '3', null);
      await item('seasons', '1', `${prefix}Зима`);
      await item('seasons', '2', `${prefix}Осень`);
      const property = { ...row, value_type: 'dictionary' };
      await insertProperty(knex, { ...property, external_id: 'brand', extra: { ТипСправочника: 'brands' } });
      await insertProperty(knex, {
        ...property,
        external_id: 'season',
        extra: { ТипСправочника: 'Сезоны' },
        variants: { '2': 'Лето' },
      });
      await insertProperty(knex, { ...property, external_id: 'untold' });
      await insertProperty(knex, {
        ...row,
        external_id: 'text',
        value_type: 'string',
        extra: { ТипСправочника: 'brands' },
      });
    }
  });
  afterAll(async () => await rest.close());

  const shown = (item: { properties: { id: string; value: string | null; values: string[] }[] }) =>
    Object.fromEntries(item.properties.map(({ id, values }) => [id, values]));

  it('are shown by the names of the items, unless the property itself lists them: of products and of offers, in one id space', async () => {
    const properties = [
      { id: 'brand', values: ['1', '2', '1'] },
      { id: 'season', values: ['1', '2'] },
    ];
    const id = await insertProduct(rest.knex, { external_id: 'a', properties });
    await insertProduct(rest.knex, { external_id: 'a', id_space: 'other', properties });
    const offer = await insertOffer(rest.knex, { product_external_id: 'a', characteristic_id: '1', properties });
    const { body } = await rest.get(`/v1/products/${id}`);
    expect(body.properties[0]).toEqual({
      id: 'brand',
      name: null,
      value: 'Ветер, Перевал, Ветер',
      values: ['Ветер', 'Перевал', 'Ветер'],
    });
    expect(shown(body).season).toEqual(['Зима', 'Лето']);
    expect(body.offers.map(shown)).toEqual([shown(body)]);
    expect(shown((await rest.get(`/v1/offers/${offer}`)).body)).toEqual(shown(body));
    const both = (await rest.get('/v1/products')).body.items;
    expect(both.map((item: { idSpace: string }) => item.idSpace)).toEqual(['main', 'other']);
    expect(shown(both[1])).toEqual({
      brand: ['чужой Ветер', 'чужой Перевал', 'чужой Ветер'],
      season: ['чужой Зима', 'Лето'],
    });
  });

  it('the reader leaves the name of the dictionary where it is looked for', async () => {
    const property =
      '<Свойство><Ид>p</Ид><ТипЗначений>Справочник</ТипЗначений><ТипСправочника>brands</ТипСправочника></Свойство>';
    const feed = feedOf(`<Классификатор><Ид>k</Ид><Свойства>${property}</Свойства></Классификатор>`);
    expect(only(await readAll(feed), 'property')).toMatchObject({
      valueType: 'dictionary',
      extra: { ТипСправочника: 'brands' },
    });
  });

  it('stay as they are where the dictionary cannot be told, or has no such item, or the item no name', async () => {
    const properties = [
      { id: 'brand', values: ['3', '4', 'Свой'] },
      { id: 'untold', values: ['1'] },
      { id: 'text', values: ['1'] },
      { id: 'late', values: ['1'] },
    ];
    const id = await insertProduct(rest.knex, { external_id: 'b', properties });
    expect(shown((await rest.get(`/v1/products/${id}`)).body)).toEqual({
      brand: ['3', '4', 'Свой'],
      untold: ['1'],
      text: ['1'],
      late: ['1'],
    });
  });
});
