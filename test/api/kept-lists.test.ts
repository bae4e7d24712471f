import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import {
  insertCatalogue,
  insertDictionary,
  insertNodeRow,
  insertOtherRecord,
  insertProperty,
  insertUnit,
} from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const externalIds = (items: readonly { externalId: string }[]): string[] => items.map((item) => item.externalId);

describe('what an exchange keeps beside products, offers and orders', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const read = async (url: string) => (await rest.get(url)).body.items;

  it('GET /v1/properties and /v1/properties/{id}: variants, type, flags, extra', async () => {
    const id = await insertProperty(rest.knex, {
      external_id: 'colour',
      name: 'Цвет',
      description: 'О цвете',
      value_type: 'dictionary',
      multiple: true,
      required: false,
      for_products: true,
      for_offers: false,
      variants: { 'v-1': 'Красный', 'v-2': 'Синий' },
      extra: { Внешний: 'true' },
    });
    const bare = await insertProperty(rest.knex, { external_id: 'bare', updated_at: '2001-01-01T00:00:00Z' });
    const gone = await insertProperty(rest.knex, { external_id: 'gone', active: false });
    const items = await read('/v1/properties');
    expect(items.map((item: { id: string }) => item.id)).toEqual([id, bare]);
    expect(items[0]).toEqual({
      id,
      externalId: 'colour',
      idSpace: 'main',
      name: 'Цвет',
      description: 'О цвете',
      valueType: 'dictionary',
      multiple: true,
      required: false,
      forProducts: true,
      forOffers: false,
      forDocuments: null,
      variants: [
        { id: 'v-1', value: 'Красный' },
        { id: 'v-2', value: 'Синий' },
      ],
      dictionary: null,
      extra: { Внешний: 'true' },
      active: true,
      updatedAt: expect.any(String),
    });
    expect(items[1]).toMatchObject({ name: null, valueType: null, multiple: null, variants: [], extra: {} });
    expect((await rest.get(`/v1/properties/${id}`)).body).toEqual(items[0]);
    expect((await rest.get(`/v1/properties/${gone}`)).body).toMatchObject({ active: false });
    expect(externalIds(await read('/v1/properties?active=false'))).toEqual(['gone']);
    expect(externalIds(await read('/v1/properties?active=all&updatedAfter=2001-01-01T00:00:00Z'))).toEqual([
      'colour',
      'gone',
    ]);
    expect((await rest.get(`/v1/properties/${uuid()}`)).status).toBe(404);
  });

  it('a property names the dictionary of the shop that has its values, by id or by a name that only one has', async () => {
    const { knex } = rest;
    const brands = await insertDictionary(knex, { external_id: 'd-1', name: 'Бренды' });
    await insertDictionary(knex, { external_id: 'd-1', id_space: 'other', name: 'Чужие' });
    const named = await insertDictionary(knex, { external_id: 'd-2', name: 'd-1' });
    await insertDictionary(knex, { external_id: 'd-3', name: 'Сезоны' });
    await insertDictionary(knex, { external_id: 'd-4', name: 'Сезоны' });
    const dictionaryOf = async (word: unknown, value_type: string | null = 'dictionary') => {
      const id = await insertProperty(knex, { external_id: uuid(), value_type, extra: { ТипСправочника: word } });
      return (await rest.get(`/v1/properties/${id}`)).body.dictionary;
    };
    expect(await dictionaryOf('d-1')).toEqual({ id: brands, externalId: 'd-1', name: 'Бренды' });
    expect(await dictionaryOf(' Бренды ')).toMatchObject({ id: brands });
    expect(await dictionaryOf('d-2')).toMatchObject({ id: named });
    expect(await dictionaryOf('Сезоны')).toBeNull();
    expect(await dictionaryOf('Чужие')).toBeNull();
    expect(await dictionaryOf({ '#text': 'd-1' })).toBeNull();
    expect(await dictionaryOf('d-1', 'string')).toBeNull();
    expect(await dictionaryOf('d-1', null)).toBeNull();
  });

  it('GET /v1/units and /v1/units/{id}: with the letters of UN/ECE', async () => {
    const row = {
      code: '796',
      short_name: 'шт',
      full_name: 'Штука',
      international: 'NMB',
      extra: { НомерВерсии: 'v' },
    };
    const id = await insertUnit(rest.knex, { external_id: '796', ...row });
    await insertUnit(rest.knex, { external_id: 'own', code: '99999' });
    await insertUnit(rest.knex, { external_id: 'gone', active: false });
    const items = await read('/v1/units');
    expect(items[0]).toEqual({
      id,
      externalId: '796',
      idSpace: 'main',
      code: '796',
      name: 'шт',
      fullName: 'Штука',
      international: 'NMB',
      unece: 'PCE',
      extra: { НомерВерсии: 'v' },
      active: true,
      updatedAt: expect.any(String),
    });
    expect(externalIds(items)).toEqual(['796', 'own']);
    expect(items[1]).toMatchObject({ unece: null, name: null });
    expect((await rest.get(`/v1/units/${id}`)).body).toEqual(items[0]);
    expect((await rest.get('/v1/units/gone')).body).toMatchObject({ active: false });
  });

  it('GET /v1/catalogues and /v1/catalogues/{id}', async () => {
    const row = { name: 'Основной', classifier_id: 'k', description: 'О нём', extra: { Владелец: { ИНН: '77' } } };
    const id = await insertCatalogue(rest.knex, { external_id: 'c-1', ...row });
    await insertCatalogue(rest.knex, { external_id: 'c-2', updated_at: '2001-01-01T00:00:00Z' });
    const items = await read('/v1/catalogues');
    expect(items[0]).toEqual({
      id,
      externalId: 'c-1',
      idSpace: 'main',
      name: 'Основной',
      classifierId: 'k',
      description: 'О нём',
      extra: { Владелец: { ИНН: '77' } },
      updatedAt: expect.any(String),
    });
    expect(items[1]).toMatchObject({ externalId: 'c-2', name: null, classifierId: null, description: null, extra: {} });
    expect((await rest.get(`/v1/catalogues/${id}`)).body).toEqual(items[0]);
    expect(externalIds(await read('/v1/catalogues?updatedAfter=2001-01-01T00:00:00Z'))).toEqual(['c-1']);
  });

  it('one thing by its 1C id, too: of several id spaces only when it is said of which', async () => {
    const { knex } = rest;
    const inserters = { properties: insertProperty, units: insertUnit, catalogues: insertCatalogue };
    for (const [list, insertRow] of Object.entries(inserters)) {
      const own = await insertRow(knex, { external_id: 'a/б#1' });
      const ids = await Promise.all(
        ['main', 'second', 'third'].map(async (id_space) => await insertRow(knex, { external_id: 'twin', id_space })),
      );
      // A 1C id that is somebody's id of ours names the latter.
      await insertRow(knex, { external_id: own });
      const idOf = async (url: string) => (await rest.get(`/v1/${list}/${url}`)).body.id;
      expect(await idOf(encodeURIComponent('a/б#1'))).toBe(own);
      expect(await idOf(own)).toBe(own);
      expect(await idOf('twin?idSpace=second')).toBe(ids[1]);
      expect(await idOf(`${ids[2]}`)).toBe(ids[2]);
      const ambiguous = await rest.get(`/v1/${list}/twin`);
      expect([ambiguous.status, ambiguous.body.errors[0].path]).toEqual([422, 'idSpace']);
      expect((await rest.get(`/v1/${list}/twin?idSpace=none`)).status).toBe(404);
      expect((await rest.get(`/v1/${list}/none`)).status).toBe(404);
      expect((await rest.get(`/v1/${list}/%00`)).status).toBe(404);
    }
  });

  it('what was written later has a later id, though the importer gives catalogues and others none', async () => {
    const { knex } = rest;
    const key = { shop_id: 'main', id_space: 'times', name: 'Т', content: '{}' };
    for (const external_id of ['c', 'b', 'a']) {
      await knex('other_records').insert({ ...key, external_id });
      await knex.raw('select pg_sleep(0.002)');
    }
    const items: { id: string; externalId: string }[] = await read('/v1/other-records?name=Т');
    expect(externalIds(items)).toEqual(['c', 'b', 'a']);
    for (const { id } of items) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const at = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
      expect(Math.abs(Date.now() - at)).toBeLessThan(60_000);
    }
  });

  it('GET /v1/other-records, its names, and /v1/other-records/{id}', async () => {
    const { knex } = rest;
    const content = { '@Статус': 'x', Скидка: [{ Ид: '1' }, { Ид: '2' }] };
    const id = await insertOtherRecord(knex, { external_id: 's-1', content });
    for (const n of [2, 3])
      await insertOtherRecord(knex, { external_id: `s-${n}`, updated_at: '2001-01-01T00:00:00Z' });
    await insertOtherRecord(knex, { name: 'Подписка', external_id: 'p' });
    const url = `/v1/other-records?name=${encodeURIComponent('Скидки')}`;
    const first = (await rest.get(`${url}&limit=2`)).body;
    expect(first.items[0]).toEqual({
      id,
      name: 'Скидки',
      externalId: 's-1',
      idSpace: 'main',
      content,
      updatedAt: expect.any(String),
    });
    const rest2 = (await rest.get(`${url}&limit=2&cursor=${first.next}`)).body;
    expect([...externalIds(first.items), ...externalIds(rest2.items)]).toEqual(['s-1', 's-2', 's-3']);
    expect(rest2.next).toBeNull();
    expect((await rest.get(`/v1/other-records?limit=2&cursor=${first.next}`)).status).toBe(422);
    expect(externalIds(await read(`${url}&updatedAfter=2001-01-01T00:00:00Z`))).toEqual(['s-1']);
    expect(externalIds(await read('/v1/other-records'))).toEqual(expect.arrayContaining(['s-1', 'p']));
    expect(await read('/v1/other-records?name=none')).toEqual([]);
    expect((await rest.get('/v1/other-records/names')).body).toEqual({
      items: [
        { name: 'Подписка', count: 1 },
        { name: 'Скидки', count: 3 },
        { name: 'Т', count: 3 },
      ],
      next: null,
    });
    expect((await rest.get(`/v1/other-records/${id}`)).body).toEqual(first.items[0]);
    expect((await rest.get(`/v1/other-records/${uuid()}`)).status).toBe(404);
  });

  it('GET /v1/orders/{id}/documents: all of them whole, the order’s own first and marked', async () => {
    const { knex } = rest;
    const node = await insertNodeRow(knex, { name: '1c' });
    const body = {
      customer: { type: 'person', name: 'Анна' },
      currency: 'RUB',
      lines: [{ name: 'Чашка', quantity: '2', price: '100' }],
    };
    const place = async (): Promise<string> =>
      (await rest.request('post', '/v1/orders', { body, headers: { 'Idempotency-Key': uuid() } })).body.id;
    const [order, other] = [await place(), await place()];
    const attach = async (order_id: string, document_id: string, operation: string, content: object) =>
      await knex('order_documents').insert({
        shop_id: 'main',
        order_id,
        document_id,
        node_id: node,
        operation,
        content: JSON.stringify(content),
      });
    const own = { kind: 'document', number: '7', date: '2026-03-01', counterparties: [{ name: 'Анна', taxId: '77' }] };
    const payment = { id: 'p', number: '5', date: '2026-02-01', subordinate: [], extra: { Особое: '1' } };
    await attach(order, 's', 'shipment', { id: 's', date: '2026-02-02' });
    await attach(order, 'p', 'payment', payment);
    await attach(order, 'within', 'order', { id: '', date: '2026-02-03' });
    await attach(order, order, 'order', own);
    const document = { node: { id: node, name: '1c' }, updatedAt: expect.any(String), isOrder: false };
    expect((await rest.get(`/v1/orders/${order}/documents`)).body).toEqual({
      items: [
        { ...document, id: null, isOrder: true, operation: 'order', content: own },
        { ...document, id: 'p', operation: 'payment', content: payment },
        { ...document, id: 's', operation: 'shipment', content: { id: 's', date: '2026-02-02' } },
        { ...document, id: null, operation: 'order', content: { id: '', date: '2026-02-03' } },
      ],
      next: null,
    });
    expect((await rest.get(`/v1/orders/${other}/documents`)).body).toEqual({ items: [], next: null });
    expect((await rest.get(`/v1/orders/${uuid()}/documents`)).status).toBe(404);
  });
});
