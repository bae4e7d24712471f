import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { insertFile, insertOffer, insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';
import { fillCatalogue, numbersFrom } from './product-query-world.js';

type Json = Record<string, unknown>;

/** What is always there, and what each part adds: as the documentation says it, by hand. */
const ALWAYS =
  'id externalId idSpace sku barcode code name fullName weight manufacturer brand country active updatedAt';
const OFFER_ALWAYS = 'id externalId name sku barcode code characteristics weight active updatedAt idSpace product';
const ADDED: Record<string, string> = {
  offers: 'offers',
  prices: 'offers',
  stock: 'offers',
  groups: 'groups',
  properties: 'properties',
  characteristics: 'characteristicValues',
  requisites: 'requisites',
  pictures: 'pictures',
  files: 'files',
  description: 'description descriptionHtml',
  unit: 'unit',
  taxes: 'taxes',
  extra: 'extra',
};
const OFFER_PARTS = 'prices stock properties characteristics requisites pictures files unit extra'.split(' ');
const words = (text: string): string[] => text.split(' ');

function only(item: Json, members: readonly string[]): Json {
  return Object.fromEntries(Object.entries(item).filter(([name]) => members.includes(name)));
}

function offerPart(offer: Json, include: readonly string[] | null): Json {
  if (include === null) return offer;
  const parts = include.filter((part) => OFFER_PARTS.includes(part));
  return only(offer, [
    ...words(OFFER_ALWAYS),
    ...parts.map((part) => (part === 'characteristics' ? 'characteristicValues' : part)),
  ]);
}

/** What a read with parts must give, picked out of what a read of everything gives. */
function pick(item: Json, include: readonly string[] | null, fields: readonly string[] | null): Json {
  const members =
    include === null ? Object.keys(item) : [...words(ALWAYS), ...include.flatMap((part) => words(ADDED[part] ?? ''))];
  const shown = only(
    item,
    fields === null ? members : members.filter((name) => name === 'id' || fields.includes(name)),
  );
  if (shown.offers) shown.offers = (shown.offers as Json[]).map((offer) => offerPart(offer, include));
  return shown;
}

describe('include and fields', () => {
  let rest: Rest;
  let statements: string[] = [];
  let products: Json[];
  let offers: Json[];
  beforeAll(async () => {
    rest = await openRest();
    await fillCatalogue(rest, 30);
    await insertFile(rest.knex, { path: 'a.jpg' });
    const picture = { kind: 'picture', path: 'a.jpg' };
    await insertProduct(rest.knex, {
      ...{ external_id: 'rich', group_ids: ['chairs'], description: 'Тёплый', description_html: '<b>Тёплый</b>' },
      ...{
        unit: { code: '796' },
        taxes: [{ name: 'НДС', rate: '20' }],
        pictures: [picture, { kind: 'file', path: 'a.jpg' }],
      },
      ...{ requisites: [{ name: 'Вид', values: ['Товар'] }], extra: { Код: '1' }, full_name: 'Полное', weight: '1.5' },
      ...{ characteristics: [{ name: 'Цвет', value: 'белый' }], properties: [{ id: 'colour', values: ['r'] }] },
    });
    await insertOffer(rest.knex, {
      ...{ product_external_id: 'rich', characteristic_id: 'x', pictures: [picture], unit: { code: '796' } },
      ...{ prices: { retail: [{ amount: '5.00' }] }, stock: { north: '2' }, stock_total: '2', extra: { Код: '2' } },
      ...{ characteristics: [{ name: 'Размер', value: 'XL' }], requisites: [{ name: 'Вид', values: ['Товар'] }] },
      ...{ properties: [{ id: 'colour', values: ['g'] }], updated_at: '2027-01-01T00:00:00.000001Z' },
    });
    rest.knex.on('query', ({ sql }: { sql: string }) => {
      statements.push(sql);
    });
    products = (await rest.get('/v1/products?active=all&limit=500')).body.items;
    offers = (await rest.get('/v1/offers?active=all&limit=500')).body.items;
  });
  afterAll(async () => await rest.close());

  it('show each part as the whole shows it, and nothing else', async () => {
    expect(products.length).toBeGreaterThan(30);
    expect(offers.length).toBeGreaterThan(30);
    for (const part of Object.keys(ADDED)) {
      const { body } = await rest.get(`/v1/products?active=all&limit=500&include=${part}`);
      expect([part, body.items]).toEqual([part, products.map((product) => pick(product, [part], null))]);
    }
    for (const part of OFFER_PARTS) {
      const { body } = await rest.get(`/v1/offers?active=all&limit=500&include=${part}`);
      expect([part, body.items]).toEqual([part, offers.map((offer) => offerPart(offer, [part]))]);
    }
  });

  it('go together in any way, in lists of every kind, in their orders, and for one alone', async () => {
    const next = numbersFrom(11);
    const some = (of: readonly string[]) => (next(4) === 0 ? null : of.filter(() => next(3) === 0));
    const rich = products.find(({ externalId }) => externalId === 'rich') as Json;
    for (let run = 0; run < 15; run += 1) {
      const include = some(Object.keys(ADDED));
      const fields = some(Object.keys(rich));
      const asked = [
        include?.length && `include=${include.join()}`,
        fields?.length && fields.map((one) => `fields=${one}`).join('&'),
      ];
      const query = asked.filter(Boolean).join('&');
      const [parts, members] = [include?.length ? include : null, fields?.length ? fields : null];
      const one = await rest.get(`/v1/products/${rich.id}?${query}`);
      expect([query, one.body]).toEqual([query, pick(rich, parts, members)]);
      for (const where of [
        'inStock=true',
        'updatedAfter=2020-01-01T00:00:00Z',
        'active=all&sort=-name',
        'externalId=rich',
      ]) {
        const whole: Json[] = (await rest.get(`/v1/products?limit=7&${where}`)).body.items;
        const { body } = await rest.get(`/v1/products?limit=7&${where}&${query}`);
        expect([where, query, body.items]).toEqual([where, query, whole.map((item) => pick(item, parts, members))]);
      }
    }
  });

  it('go on by cursors that a read with other parts gave', async () => {
    for (const where of ['active=all', 'updatedAfter=2020-01-01T00:00:00Z&active=all', 'sort=name&active=all']) {
      for (const list of ['products', 'offers'].slice(0, where.includes('sort') ? 1 : 2)) {
        const whole = (await rest.get(`/v1/${list}?limit=500&${where}&fields=id`)).body.items;
        const met: Json[] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page: { items: Json[]; next: string | null } = (
            await rest.get(
              `/v1/${list}?limit=9&${where}&fields=${met.length % 2 ? 'id' : 'name'}${cursor && `&cursor=${cursor}`}`,
            )
          ).body;
          met.push(...page.items.map(({ id }) => ({ id })));
          cursor = page.next;
        }
        expect(met).toEqual(whole);
      }
    }
  });

  it('read only what they show', async () => {
    const asked = async (url: string): Promise<string> => {
      statements = [];
      expect((await rest.get(url)).status).toBe(200);
      return statements.join('\n');
    };
    const light = await asked('/v1/products?include=offers,prices,stock');
    for (const column of [
      'description',
      'requisites',
      'p.properties',
      'o.properties',
      'pictures',
      'extra',
      'files',
      'groups',
    ]) {
      expect([column, light.includes(column)]).toEqual([column, false]);
    }
    expect(light).toContain('n.prices');
    expect(statements).toHaveLength(4); // the key, the page, the offers with their numbers, the price types: these from memory later
    const names = await asked('/v1/products?fields=name');
    expect(names).not.toMatch(/offers|sku|updated_at/);
    expect(statements).toHaveLength(2);
    expect(await asked('/v1/offers?fields=sku')).not.toMatch(/prices|characteristics/);
    expect(await asked('/v1/products?include=description')).toContain('description_html');
  });

  it('are shown with the prices of one type where a list names it, by its id here or in 1C', async () => {
    const types: { price_type_id: string; id_space: string; external_id: string }[] = await rest.knex('price_types');
    const [type] = types;
    const cases: [string, (idSpace: unknown, priceType: string) => boolean][] = [
      ['retail', (_, priceType) => priceType === 'retail'],
      ['no-such', () => false],
    ];
    if (type) {
      const { price_type_id: id, id_space: space, external_id: name } = type;
      cases.push([id.toUpperCase(), (idSpace, priceType) => idSpace === space && priceType === name]);
    }
    expect(cases).toHaveLength(3);
    for (const [named, isMeant] of cases) {
      const { body } = await rest.get(`/v1/products?active=all&limit=500&priceType=${named}`);
      const expected = products.map((product) => ({
        ...product,
        offers: (product.offers as Json[]).map((offer) => ({
          ...offer,
          prices: (offer.prices as Json[]).filter(({ priceType }) => isMeant(product.idSpace, String(priceType))),
        })),
      }));
      expect([named, body.items]).toEqual([named, expected]);
    }
  });

  it('know no other names, and say which they know', async () => {
    const cases = [
      ['/v1/products?include=offers,cost', 'include.1', Object.keys(ADDED).join(', ')],
      ['/v1/products?fields=nam', 'fields.0', Object.keys(products[0] ?? {}).join(', ')],
      [`/v1/products/${products[0]?.id}?include=`, 'include.0', Object.keys(ADDED).join(', ')],
      ['/v1/offers?include=groups', 'include.0', OFFER_PARTS.join(', ')],
      ['/v1/offers?fields=__proto__', 'fields.0', 'channelPrice, channelStock'],
    ] as const;
    for (const [url, path, known] of cases) {
      const { status, body } = await rest.get(url);
      expect([url, status, body.code, body.errors[0].path]).toEqual([url, 422, 'UZ1501', path]);
      expect(body.errors[0].message).toContain(known);
    }
  });

  it('have names, texts and currencies of now though they are known from memory', async () => {
    const tell = async (entity: 'group' | 'priceType' | 'property') =>
      await rest.services.db.transaction(async (tx) => {
        const entityId = '00000000-0000-7000-8000-000000000001';
        await recordChanges(tx, 'main', null, [{ entity, entityId, action: 'written' }]);
      });
    const rich = async (): Promise<string> => (await rest.get('/v1/products?externalId=rich')).text;
    await tell('group');
    await rich();
    statements = [];
    await rest.get('/v1/products?externalId=rich&limit=5');
    expect(statements.join('\n')).not.toMatch(/from (groups|price_types|properties) /);
    const renames = [
      ['group', 'groups', { name: 'Кресла' }, '"name":"Кресла"'],
      ['priceType', 'price_types', { currency: 'PLN' }, '"currency":"PLN"'],
      ['property', 'properties', { variants: JSON.stringify({ r: 'Алый' }) }, '"value":"Алый"'],
    ] as const;
    for (const [entity, table, change, text] of renames) {
      expect(await rich()).not.toContain(text);
      await rest.knex(table).update(change);
      await tell(entity);
      expect(await rich()).toContain(text);
    }
  });
});
