import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertCounterparty, insertDictionary, insertDictionaryItem } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('dictionaries and counterparties', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const read = async (url: string) => (await rest.get(url)).body.items;

  it('GET /v1/dictionaries and /v1/dictionaries/{id}', async () => {
    const fields = [{ id: 'f', name: 'Страна', valueType: 'Строка' }, { id: 'g' }];
    const extra = { НомерВерсии: 'v' };
    const id = await insertDictionary(rest.knex, { external_id: 'd', name: 'Бренды', fields, extra });
    const bare = await insertDictionary(rest.knex, { external_id: 'bare' });
    const gone = await insertDictionary(rest.knex, { external_id: 'gone', active: false });
    const items = await read('/v1/dictionaries');
    expect(items.map((item: { id: string }) => item.id)).toEqual([id, bare]);
    expect(items[0]).toMatchObject({
      externalId: 'd',
      idSpace: 'main',
      name: 'Бренды',
      fields: [
        { id: 'f', name: 'Страна', valueType: 'Строка' },
        { id: 'g', name: null, valueType: null },
      ],
      extra,
      active: true,
    });
    expect(items[1]).toMatchObject({ name: null, fields: [], extra: {} });
    expect((await rest.get(`/v1/dictionaries/${gone}`)).body).toMatchObject({ id: gone, active: false });
    expect((await rest.get(`/v1/dictionaries/${uuid()}`)).status).toBe(404);
    expect(await read('/v1/dictionaries?active=false')).toHaveLength(1);
  });

  it('GET /v1/dictionaries/{id}/items: those of this dictionary, page by page, with the names of their fields', async () => {
    const { knex } = rest;
    const own = { dictionary_external_id: 'paged' };
    const id = await insertDictionary(knex, { external_id: 'paged', fields: [{ id: 'f', name: 'Страна' }] });
    const other = await insertDictionary(knex, { external_id: 'paged', id_space: 'other' });
    const values = [
      { id: 'f', values: ['КНР', 'РФ'] },
      { name: 'Год', values: [] },
    ];
    await insertDictionaryItem(knex, { ...own, external_id: 'i0', name: 'Зима', field_values: values });
    for (const n of [1, 2, 3, 4]) {
      await insertDictionaryItem(knex, { ...own, external_id: `i${n}`, updated_at: `2001-01-0${n}T00:00:00Z` });
    }
    await insertDictionaryItem(knex, { ...own, external_id: 'gone', active: false });
    await insertDictionaryItem(knex, { ...own, external_id: 'theirs', id_space: 'other' });
    await insertDictionaryItem(knex, { dictionary_external_id: 'd', external_id: 'of another' });

    const url = `/v1/dictionaries/${id}/items`;
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await rest.get(`${url}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map((item: { externalId: string }) => item.externalId));
      cursor = body.next;
    }
    expect(seen).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
    expect((await read(url))[0]).toMatchObject({
      name: 'Зима',
      values: [
        { id: 'f', name: 'Страна', values: ['КНР', 'РФ'] },
        { id: null, name: 'Год', values: [] },
      ],
      active: true,
      extra: {},
    });
    expect(
      (await read(`/v1/dictionaries/${other}/items`)).map((item: { externalId: string }) => item.externalId),
    ).toEqual(['theirs']);
    const later = await rest.get(`${url}?updatedAfter=2001-01-02T00:00:00Z&limit=2`);
    expect(later.body.items.map((item: { externalId: string }) => item.externalId)).toEqual(['i3', 'i4']);
    expect((await rest.get(`/v1/dictionaries/${uuid()}/items`)).status).toBe(404);
    const { next } = (await rest.get(`${url}?limit=1`)).body;
    expect((await rest.get(`/v1/dictionaries/${other}/items?cursor=${next}`)).status).toBe(422);
  });

  it('GET /v1/counterparties and /v1/counterparties/{id}: only with a key, as orders', async () => {
    const contacts = [{ type: 'Почта', value: 'a@b.c' }];
    const full = {
      external_id: 'k',
      name: 'Ромашка',
      type: 'company',
      full_name: 'ООО Ромашка',
      roles: ['Покупатель', 'Поставщик'],
      tax_id: '77',
      address: 'Тверь',
      contacts,
      extra: { КПП: '1' },
    };
    const id = await insertCounterparty(rest.knex, full);
    await insertCounterparty(rest.knex, { external_id: 'bare', type: 'person' });
    const gone = await insertCounterparty(rest.knex, { external_id: 'gone', type: 'person', active: false });
    const items = await read('/v1/counterparties');
    expect(items).toHaveLength(2);
    expect(items[0]).toEqual({
      id,
      externalId: 'k',
      idSpace: 'main',
      name: 'Ромашка',
      type: 'company',
      fullName: 'ООО Ромашка',
      roles: ['Покупатель', 'Поставщик'],
      taxId: '77',
      address: 'Тверь',
      contacts,
      extra: { КПП: '1' },
      active: true,
      updatedAt: expect.any(String),
    });
    expect(items[1]).toMatchObject({ name: null, roles: [], contacts: [], extra: {} });
    expect((await rest.get(`/v1/counterparties/${id}`)).body).toEqual(items[0]);
    expect((await rest.get(`/v1/counterparties/${gone}`)).body).toMatchObject({ active: false });
    expect((await rest.get(`/v1/counterparties/${uuid()}`)).status).toBe(404);
    for (const url of ['/v1/counterparties', `/v1/counterparties/${id}`]) {
      expect((await rest.request('get', url, { key: null })).status).toBe(401);
    }
  });
});
