import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import {
  insertFile,
  insertGroup,
  insertOffer,
  insertPriceType,
  insertProduct,
  insertProperty,
} from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('GET /v1/products', () => {
  let rest: Rest;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    rest = await openRest({ PUBLIC_URL: 'https://shop.example/' });
    const { knex } = rest;
    ids.group = await insertGroup(knex, { external_id: 'g-1', name: 'Обувь' });
    ids.picture = await insertFile(knex, { path: 'import_files/a.jpg', size: 7 });
    ids.manual = await insertFile(knex, { path: 'import_files/a.pdf', content_type: 'application/pdf' });
    await insertFile(knex, { path: 'import_files/other.jpg', id_space: 'other' });
    await insertProperty(knex, {
      external_id: 'p-1',
      name: 'Цвет',
      variants: { 'v-1': 'Красный', 'v-2': 'Синий', 'v-3': 'Белый' },
    });
    await insertProperty(knex, { external_id: 'p-2', name: 'Материал' });
    await insertPriceType(knex, { external_id: 'pt-1', name: 'Розничная', currency: 'UAH' });
    ids.product = await insertProduct(knex, {
      external_id: 'a',
      sku: 'A-1',
      barcode: '4600000000017',
      code: '00-01',
      name: 'Ботинок',
      full_name: 'Ботинок зимний',
      description: 'Тёплый',
      description_html: '<b>Тёплый</b>',
      group_ids: ['g-1', 'g-late'],
      unit: {
        code: '796',
        name: 'шт',
        fullName: 'Штука',
        international: 'PCE',
        conversions: [{ unit: '778', coefficient: '12', extra: { '@НаименованиеКраткое': 'упак' } }],
      },
      weight: '0.500',
      manufacturer: 'Фабрика',
      country: 'Беларусь',
      taxes: [
        { name: 'НДС', rate: '20' },
        { name: 'Акциз', excise: true },
      ],
      characteristics: [{ id: 'x', name: 'Вид', value: 'Зимний' }],
      properties: [
        { id: 'p-1', values: ['v-1', 'v-2'] },
        { id: 'p-2', values: ['Кожа'] },
        { id: 'p-late', name: 'Сезон', values: [] },
      ],
      requisites: [{ name: 'ТипНоменклатуры', values: ['Товар'] }],
      pictures: [
        { path: 'import_files/late.jpg', kind: 'picture' },
        { path: 'import_files/a.jpg', kind: 'picture', description: 'Спереди' },
        { path: 'import_files/other.jpg', kind: 'picture' },
        { path: 'import_files/a.pdf', kind: 'file' },
      ],
    });
    ids.offer = await insertOffer(knex, {
      product_external_id: 'a',
      characteristic_id: 'c-42',
      name: 'Ботинок 42',
      sku: 'A-1-42',
      characteristics: [
        { id: 'x', name: 'Размер', value: '42' },
        { name: 'Цвет', value: 'Красный' },
      ],
      prices: {
        'pt-1': [
          { amount: '1199.90', presentation: '1 199,90 грн за пар', extra: { Налог: { Наименование: 'НДС' } } },
          { amount: '1000.00', currency: 'EUR', minQuantity: '10', unit: 'уп', coefficient: '12' },
        ],
        'pt-late': [{ amount: '0.10' }],
      },
      stock: { 'w-1': '3', 'w-2': '2.000' },
      stock_total: '5',
    });
    ids.silent = await insertOffer(knex, { product_external_id: 'a', characteristic_id: 'c-43' });
    await insertOffer(knex, { product_external_id: 'a', characteristic_id: 'c-gone', active: false });
    await insertOffer(knex, { product_external_id: 'a', characteristic_id: 'c-deleted', deleted: true });
    await insertOffer(knex, { product_external_id: 'a', characteristic_id: 'c-99', id_space: 'other' });
    await insertProduct(knex, { external_id: 'a', id_space: 'other', name: 'Тёзка' });
  });
  afterAll(async () => await rest.close());

  it('shows a product in full', async () => {
    const { body } = await rest.get(`/v1/products/${ids.product}`);
    const { updatedAt, offers, ...product } = body;
    expect(updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(product).toEqual({
      id: ids.product,
      externalId: 'a',
      idSpace: 'main',
      extra: {},
      sku: 'A-1',
      barcode: '4600000000017',
      code: '00-01',
      name: 'Ботинок',
      fullName: 'Ботинок зимний',
      description: 'Тёплый',
      descriptionHtml: '<b>Тёплый</b>',
      groups: [
        { id: ids.group, externalId: 'g-1', name: 'Обувь' },
        { id: null, externalId: 'g-late', name: null },
      ],
      properties: [
        { id: 'p-1', name: 'Цвет', value: 'Красный, Синий', values: ['Красный', 'Синий'] },
        { id: 'p-2', name: 'Материал', value: 'Кожа', values: ['Кожа'] },
        { id: 'p-late', name: 'Сезон', value: null, values: [] },
      ],
      requisites: [{ name: 'ТипНоменклатуры', values: ['Товар'] }],
      pictures: [
        {
          id: ids.picture,
          url: `https://shop.example/v1/files/${ids.picture}?v=${'ab'.repeat(32)}`,
          description: 'Спереди',
          contentType: 'image/jpeg',
          size: 7,
        },
      ],
      files: [
        {
          id: ids.manual,
          url: `https://shop.example/v1/files/${ids.manual}?v=${'ab'.repeat(32)}`,
          description: null,
          contentType: 'application/pdf',
          size: 3,
        },
      ],
      unit: {
        code: '796',
        name: 'шт',
        fullName: 'Штука',
        international: 'PCE',
        unece: 'PCE',
        conversions: [{ unit: '778', coefficient: '12', extra: { '@НаименованиеКраткое': 'упак' } }],
      },
      weight: '0.500',
      manufacturer: 'Фабрика',
      brand: null,
      country: 'Беларусь',
      taxes: [
        { name: 'НДС', rate: '20', included: null, excise: null },
        { name: 'Акциз', rate: null, included: null, excise: true },
      ],
      characteristicValues: [{ id: 'x', name: 'Вид', value: 'Зимний' }],
      active: true,
    });
    expect(offers).toHaveLength(2);
  });

  it('shows its offers: prices and stock to the digit, currencies of the price or of its type, only what is on sale', async () => {
    const { body } = await rest.get(`/v1/products/${ids.product}`);
    const [full, silent] = body.offers;
    expect(full).toMatchObject({
      id: ids.offer,
      externalId: 'a#c-42',
      name: 'Ботинок 42',
      sku: 'A-1-42',
      characteristics: { Размер: '42', Цвет: 'Красный' },
      characteristicValues: [
        { id: 'x', name: 'Размер', value: '42' },
        { id: null, name: 'Цвет', value: 'Красный' },
      ],
      stock: { total: '5', warehouses: { 'w-1': '3', 'w-2': '2.000' } },
      active: true,
    });
    const nothing = { minQuantity: null, unit: null, coefficient: null, presentation: null, extra: {} };
    expect(full.prices).toEqual([
      {
        priceType: 'pt-1',
        priceTypeName: 'Розничная',
        amount: '1199.90',
        currency: 'UAH',
        ...nothing,
        presentation: '1 199,90 грн за пар',
        extra: { Налог: { Наименование: 'НДС' } },
      },
      {
        priceType: 'pt-1',
        priceTypeName: 'Розничная',
        amount: '1000.00',
        currency: 'EUR',
        minQuantity: '10',
        unit: 'уп',
        coefficient: '12',
        presentation: null,
        extra: {},
      },
      { priceType: 'pt-late', priceTypeName: null, amount: '0.10', currency: null, ...nothing },
    ]);
    expect(silent).toMatchObject({
      id: ids.silent,
      externalId: 'a#c-43',
      characteristics: {},
      prices: [],
      stock: { total: null, warehouses: {} },
    });
  });

  it('gives an offer without a characteristic the id of its product', async () => {
    await insertProduct(rest.knex, { external_id: 'plain' });
    const id = await insertOffer(rest.knex, { product_external_id: 'plain' });
    const { body } = await rest.get(`/v1/offers/${id}`);
    expect(body.externalId).toBe('plain');
  });

  it('lists the same as it shows alone', async () => {
    const list = await rest.get('/v1/products?q=A-1');
    const alone = await rest.get(`/v1/products/${ids.product}`);
    expect(list.body).toEqual({ items: [alone.body], next: null });
  });

  it('has relative picture addresses without PUBLIC_URL', async () => {
    const plain = await openRest();
    try {
      const file = await insertFile(plain.knex, { path: 'x.jpg' });
      await insertProduct(plain.knex, { external_id: 'x', pictures: [{ path: 'x.jpg', kind: 'picture' }] });
      const { body } = await plain.get('/v1/products');
      expect(body.items[0].pictures[0].url).toBe(`/v1/files/${file}?v=${'ab'.repeat(32)}`);
    } finally {
      await plain.close();
    }
  });

  it('knows nothing of an unknown id, of one that is no UUID, and of another shop', async () => {
    await rest.knex('shops').insert({ shop_id: 'second', name: 'second' });
    const foreign = await insertProduct(rest.knex, { shop_id: 'second', external_id: 'z', name: 'Чужой' });
    for (const id of [uuid(), 'nonsense', foreign, '%00']) {
      const response = await rest.get(`/v1/products/${id}`);
      expect([id, response.status, response.body.code]).toEqual([id, 404, 'UZ1507']);
    }
    expect((await rest.get('/v1/products?q=Чужой')).body.items).toEqual([]);
  });

  it('reads a page of any length with the same number of statements', async () => {
    const space = { id_space: 'many' };
    for (let index = 0; index < 40; index += 1) {
      await insertProduct(rest.knex, {
        ...space,
        external_id: `m${index}`,
        group_ids: ['g'],
        pictures: [{ path: 'p', kind: 'picture' }],
      });
      await insertOffer(rest.knex, { ...space, product_external_id: `m${index}`, prices: { t: [{ amount: '1' }] } });
    }
    const statements = async (limit: number) => {
      let count = 0;
      const counting = () => {
        count += 1;
      };
      rest.knex.on('query', counting);
      const { body } = await rest.get(`/v1/products?limit=${limit}`);
      rest.knex.removeListener('query', counting);
      expect(body.items.length).toBe(limit);
      return count;
    };
    await rest.get('/v1/products');
    const few = await statements(3);
    expect(few).toBeGreaterThan(3);
    expect(await statements(40)).toBe(few);
  });
});
