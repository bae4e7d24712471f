import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import {
  insertFile,
  insertGroup,
  insertOffer,
  insertPriceType,
  insertProduct,
  insertWarehouse,
} from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('the small lists and offers', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const read = async (url: string) => (await rest.get(url)).body.items;
  const externalIds = async (url: string): Promise<string[]> =>
    (await read(url)).map((item: { externalId: string }) => item.externalId).sort();

  it('GET /v1/groups: a tree, with parents that have not come and pictures that have', async () => {
    const { knex } = rest;
    const picture = await insertFile(knex, { path: 'g.png', content_type: 'image/png' });
    const root = await insertGroup(knex, {
      external_id: 'root',
      name: 'Корень',
      description: 'Всё',
      picture: 'g.png',
      sort: 3,
    });
    const leaf = await insertGroup(knex, { external_id: 'leaf', parent_external_id: 'root', picture: 'late.png' });
    const orphan = await insertGroup(knex, { external_id: 'orphan', parent_external_id: 'late' });
    await insertGroup(knex, { external_id: 'root', id_space: 'other', parent_external_id: 'leaf' });
    await insertGroup(knex, { external_id: 'gone', active: false });
    const items = await read('/v1/groups');
    expect(items[0]).toMatchObject({
      id: root,
      externalId: 'root',
      idSpace: 'main',
      parent: null,
      name: 'Корень',
      description: 'Всё',
      sort: 3,
      active: true,
      picture: { id: picture, url: `/v1/files/${picture}?v=${'ab'.repeat(32)}`, contentType: 'image/png', size: 3 },
    });
    expect(items[1]).toMatchObject({ id: leaf, parent: { id: root, externalId: 'root' }, picture: null });
    expect(items[2]).toMatchObject({ id: orphan, parent: { id: null, externalId: 'late' } });
    expect(items[3]).toMatchObject({ idSpace: 'other', parent: { id: null, externalId: 'leaf' } });
    expect(await externalIds('/v1/groups?active=false')).toEqual(['gone']);
  });

  it('GET /v1/price-types', async () => {
    const id = await insertPriceType(rest.knex, {
      external_id: 'pt',
      name: 'Оптовая',
      currency: 'руб',
      taxes: [{ name: 'НДС', included: true }],
    });
    await insertPriceType(rest.knex, { external_id: 'bare' });
    const [full, bare] = await read('/v1/price-types');
    expect(full).toMatchObject({
      id,
      externalId: 'pt',
      name: 'Оптовая',
      currency: 'руб',
      taxes: [{ name: 'НДС', rate: null, included: true }],
    });
    expect(bare).toMatchObject({ name: null, currency: null, taxes: [] });
  });

  it('GET /v1/warehouses', async () => {
    const contacts = [{ type: 'Телефон рабочий', value: '+7' }];
    const id = await insertWarehouse(rest.knex, {
      external_id: 'w',
      name: 'Главный',
      comment: 'К',
      address: 'Минск',
      contacts,
    });
    await insertWarehouse(rest.knex, { external_id: 'bare' });
    const [full, bare] = await read('/v1/warehouses');
    expect(full).toMatchObject({ id, externalId: 'w', name: 'Главный', comment: 'К', address: 'Минск', contacts });
    expect(bare).toMatchObject({ name: null, comment: null, address: null, contacts: [] });
  });

  it('GET /v1/offers: also before their product, by product, by activity, by time', async () => {
    const { knex } = rest;
    const product = await insertProduct(knex, { external_id: 'a' });
    const one = await insertOffer(knex, {
      product_external_id: 'a',
      characteristic_id: '1',
      updated_at: '2001-01-01T00:00:00Z',
    });
    const early = await insertOffer(knex, { product_external_id: 'late', characteristic_id: '2' });
    await insertOffer(knex, { product_external_id: 'a', characteristic_id: '3', active: false });
    await insertOffer(knex, { product_external_id: 'a', characteristic_id: '4', deleted: true });
    const items = await read('/v1/offers');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      id: one,
      externalId: 'a#1',
      product: { id: product, externalId: 'a' },
      idSpace: 'main',
    });
    expect(items[1]).toMatchObject({ id: early, externalId: 'late#2', product: { id: null, externalId: 'late' } });
    expect(await externalIds(`/v1/offers?productId=${product}`)).toEqual(['a#1']);
    expect(await externalIds(`/v1/offers?productId=${product}&active=all`)).toEqual(['a#1', 'a#3', 'a#4']);
    expect(await externalIds(`/v1/offers?productId=${uuid()}`)).toEqual([]);
    expect(await externalIds('/v1/offers?active=false')).toEqual(['a#3', 'a#4']);
    expect(await externalIds('/v1/offers?updatedAfter=2001-01-01T00:00:00Z')).toEqual(['late#2']);
    expect((await rest.get('/v1/offers?productId=a')).status).toBe(422);
  });

  it('GET /v1/offers: what its product is not sold with any more is not on sale', async () => {
    const { knex } = rest;
    const gone = await insertProduct(knex, { external_id: 'gone', active: false });
    const id = await insertOffer(knex, { product_external_id: 'gone' });
    expect(await externalIds(`/v1/offers?productId=${gone}`)).toEqual([]);
    expect(await externalIds(`/v1/offers?productId=${gone}&active=all`)).toEqual(['gone']);
    expect((await rest.get(`/v1/offers/${id}`)).body).toMatchObject({ active: false });
    await knex('products').where({ product_id: gone }).update({ active: true });
    expect(await externalIds(`/v1/offers?productId=${gone}`)).toEqual(['gone']);
  });

  it('GET /v1/offers/{id}: also one that is not active', async () => {
    const id = await insertOffer(rest.knex, { product_external_id: 'b', active: false });
    expect((await rest.get(`/v1/offers/${id}`)).body).toMatchObject({ id, externalId: 'b', active: false });
    expect((await rest.get(`/v1/offers/${uuid()}`)).status).toBe(404);
  });
});
