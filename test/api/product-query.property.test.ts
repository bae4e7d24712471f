import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '../support/property-runs.js';
import { followListing, makeListing } from './listing-of.js';
import { openRest, type Rest } from './open-rest.js';
import { type Asked, judge, type Shown, type World } from './product-oracle.js';
import {
  COLOURS,
  fillCatalogue,
  GROUPS,
  MANUFACTURERS,
  PRICE_TYPES,
  SIZES,
  WAREHOUSES,
} from './product-query-world.js';

const runs = propertyRuns({ short: 100, long: 2000, seed: 20_261_124 });
const PRODUCTS = 160;

describe('GET /v1/products with filters and orders', () => {
  let rest: Rest;
  let ours: Record<string, string>;
  let world: World;

  async function all<Item>(url: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await rest.get(
        `${url}${url.includes('?') ? '&' : '?'}limit=500${cursor && `&cursor=${cursor}`}`,
      );
      items.push(...body.items);
      cursor = body.next;
    }
    return items;
  }

  beforeAll(async () => {
    rest = await openRest();
    ours = await fillCatalogue(rest, PRODUCTS);
    const things = await Promise.all(
      ['price-types', 'warehouses', 'properties'].map((path) => all<never>(`/v1/${path}`)),
    );
    world = {
      products: await all('/v1/products?active=all'),
      groups: await all('/v1/groups?active=all'),
      things: things.flat(),
    };
    expect(world.products).toHaveLength(PRODUCTS);
  });
  afterAll(async () => await rest.close());

  const addressOf = (asked: Asked): string => {
    const { prop = [], ...given } = asked;
    // By default what is searched for stands in the order of its fitness, which test/api/search.test.ts looks at.
    const isUnordered = given.q !== undefined && given.sort === undefined && given.updatedAfter === undefined;
    const plain = { ...given, ...(isUnordered && { sort: 'id' as const }) };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(plain))
      for (const one of [value].flat()) if (one !== undefined) query.append(name, one);
    for (const [name, values] of prop) for (const one of values) query.append(`prop[${name}]`, one);
    return `/v1/products?${query}`;
  };

  /** All pages, one after the other. @param between called after each page */
  async function readAll(asked: Asked, limit: number, between = async () => {}): Promise<Shown[]> {
    const items: Shown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const response = await rest.get(`${addressOf(asked)}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
      expect([addressOf(asked), response.status]).toEqual([addressOf(asked), 200]);
      expect(response.headers['uzel-seq']).toMatch(/^\d+$/);
      items.push(...response.body.items);
      cursor = response.body.next;
      if (cursor !== null) await between();
    }
    return items;
  }

  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const named = (names: readonly string[]) => fc.constantFrom(...names, 'no such');
  const asked: fc.Arbitrary<Asked> = fc
    .record({
      active: maybe(fc.constantFrom('true', 'false', 'all' as const)),
      group: maybe(fc.constantFrom(...GROUPS, 'unknown', 'OUR root-main', 'OUR oak-main', 'OUR root-other')),
      manufacturer: maybe(fc.uniqueArray(named(MANUFACTURERS), { minLength: 1, maxLength: 2 })),
      warehouse: maybe(
        fc.uniqueArray(named([...WAREHOUSES, 'OUR north-main', 'OUR south-other']), { minLength: 1, maxLength: 2 }),
      ),
      inStock: maybe(fc.constantFrom('true', 'false' as const)),
      prop: maybe(
        fc.uniqueArray(
          fc.oneof(
            fc.tuple(
              fc.constantFrom('colour', 'OUR colour-main'),
              fc.uniqueArray(named(COLOURS), { minLength: 1, maxLength: 2 }),
            ),
            fc.tuple(fc.constant('wood'), fc.constantFrom(['дуб'], ['ясень'])),
            fc.tuple(fc.constant('Размер'), fc.uniqueArray(named(SIZES), { minLength: 1, maxLength: 2 })),
          ),
          { minLength: 1, maxLength: 2, selector: ([name]) => name },
        ),
      ),
      priceType: maybe(fc.constantFrom(...PRICE_TYPES, 'OUR retail-main', 'OUR bulk-other', 'unknown')),
      priceFrom: maybe(fc.constantFrom('0', '5.5', '10')),
      priceTo: maybe(fc.constantFrom('4', '15.990', '29')),
      sku: maybe(fc.constantFrom('ab-1', 'Ж_2', 'OF-1')),
      barcode: maybe(fc.constantFrom('46001', '2999')),
      externalId: maybe(fc.constantFrom('OUR ext', 'unknown')),
      q: maybe(fc.constantFrom('сту', '4600', 'ab-1', 'ж_2')),
      updatedAfter: maybe(fc.constantFrom('2026-01-02T00:00:00.000001Z', '2026-01-05T00:00:00.000000Z')),
      sort: maybe(fc.constantFrom('id', 'name', '-name', 'price', '-price', 'updatedAt' as const)),
    })
    // Queries with fewer parts find more, so each part is mostly left out.
    .chain((whole) =>
      fc.subarray(Object.keys(whole), { maxLength: 4 }).map((kept) => {
        const given = Object.entries(whole).filter(([name, value]) => kept.includes(name) && value !== undefined);
        return Object.fromEntries(given) as Asked;
      }),
    )
    .filter(
      ({ priceType, priceFrom, priceTo, sort, updatedAfter }) =>
        (priceType !== undefined || (priceFrom === undefined && priceTo === undefined && !sort?.endsWith('price'))) &&
        (updatedAfter === undefined || sort === undefined || sort === 'updatedAt'),
    );

  /** Our ids are made anew in each run. */
  const withOurs = (given: Asked): Asked =>
    JSON.parse(JSON.stringify(given), (_, value) =>
      typeof value === 'string' && value.startsWith('OUR ') ? ours[value.slice(4)] : value,
    );

  /** The rarest parameters, so that each is met with something found. */
  const SURE: readonly [Asked, number][] = [
    [{ priceType: 'OUR retail-main', priceFrom: '5.5', sort: '-price' }, 7],
    [{ priceType: 'OUR retail-main', priceTo: '29' }, 30],
    [{ sku: 'ab-1' }, 1],
    [{ barcode: '46001' }, 5],
    [{ externalId: 'OUR ext' }, 5],
    [{ q: 'сту', active: 'all' }, 5],
    [{ updatedAfter: '2026-01-02T00:00:00.000001Z' }, 20],
  ];

  it('find what an oracle finds in all that the API shows, in its order, page by page', async () => {
    let found = 0;
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 90 }), async (given, limit) => {
        const query = withOurs(given);
        const expected = judge(world, query).map(({ id }) => id);
        const got = await readAll(query, limit);
        expect([addressOf(query), got.map(({ id }) => id)]).toEqual([addressOf(query), expected]);
        if (expected.length > 0) {
          found += 1;
          for (const part of Object.keys(given)) met.add(part);
        }
      }),
      { ...runs, examples: [...SURE] },
    );
    expect(found).toBeGreaterThan(runs.numRuns / 4);
    // Each of the parameters with something found.
    expect(met.size).toBeGreaterThanOrEqual(15);
    expect(rest.errors).toEqual([]);
  }, 600_000);

  it.each([
    ['priceFrom=1', 'priceType'],
    ['sort=price', 'priceType'],
    ['sort=colour', 'sort'],
    ['sort=name&updatedAfter=2026-01-01T00:00:00Z', 'sort'],
    ['priceType=retail&priceFrom=abc', 'priceFrom'],
    ['inStock=yes', 'inStock'],
    ['prop%5B%5D=a', 'prop[]'],
    ['prop%5B%00%5D=a', 'prop[\u0000]'],
    ['prop%5Bcolour%5D=%00', 'prop[colour].0'],
    ['prop%5Bcolour=a', 'prop[colour'],
    ['manufacturer=', 'manufacturer.0'],
  ])('refuse %s and name the parameter', async (query, path) => {
    const response = await rest.get(`/v1/products?${query}`);
    expect([query, response.status, response.body.code]).toEqual([query, 422, 'UZ1501']);
    expect(response.body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
    expect(rest.errors).toEqual([]);
  });

  it('go on with a cursor only with the order and the filters that it was given for', async () => {
    const first = 'group=root&sort=name&limit=1';
    const { next } = (await rest.get(`/v1/products?${first}`)).body;
    expect((await rest.get(`/v1/products?group=root&sort=name&limit=7&cursor=${next}`)).status).toBe(200);
    for (const other of [
      'group=chairs&sort=name',
      'group=root',
      'group=root&sort=-name',
      'group=root&sort=name&inStock=true',
      '',
    ]) {
      const response = await rest.get(`/v1/products?${other}&cursor=${next}`);
      expect([other, response.status, response.body.errors?.[0]?.path]).toEqual([other, 422, 'cursor']);
    }
    const [list, place] = JSON.parse(Buffer.from(next, 'base64url').toString());
    for (const key of ['\u0000', '\ud800', 5, undefined]) {
      const forged = Buffer.from(JSON.stringify([list, { ...place, key }])).toString('base64url');
      expect((await rest.get(`/v1/products?${first}&cursor=${forged}`)).status).toBe(422);
    }
    expect(rest.errors).toEqual([]);
  });

  it('meet what keeps its name and price just once, while others change theirs between the pages', async () => {
    const { knex } = rest;
    const record = async (id: string) => {
      const { recordChanges } = await import('../../src/store/changes/record-changes.js');
      await rest.services.db.transaction((tx) =>
        recordChanges(tx, 'main', null, [{ entity: 'product', entityId: id, action: 'written' }]),
      );
      await followListing(rest);
    };
    for (const sort of ['name', '-name', 'price', '-price'] as const) {
      const query: Asked = { sort, priceType: 'retail' };
      const before = (await readAll(query, 500)).map(({ id }) => id);
      const touched = new Set<string>();
      let turn = 0;
      const got = await readAll(query, 7, async () => {
        turn += 1;
        const victim = before[(turn * 31) % before.length] as string;
        touched.add(victim);
        const name = turn % 2 === 0 ? 'Ящик' : 'Абажур';
        await knex('products').where({ product_id: victim }).update({ name });
        await knex.raw(
          `update offer_numbers n set prices = '{"retail": [{"amount": "${turn % 2 === 0 ? 1 : 28}"}]}' from offers o join products p
             on p.id_space = o.id_space and p.external_id = o.product_external_id where p.product_id = ? and n.offer_id = o.offer_id`,
          [victim],
        );
        await record(victim);
      });
      expect(touched.size).toBeGreaterThan(5);
      const counts = before.filter((id) => !touched.has(id)).map((id) => got.filter((one) => one.id === id).length);
      expect([sort, new Set(counts)]).toEqual([sort, new Set([1])]);
    }
    await makeListing(rest);
  }, 120_000);

  it('say which change they are up to date with, and find nothing by halves while the listing is not there', async () => {
    const { knex } = rest;
    const { last } = await knex('change_counters').where({ shop_id: 'main' }).first('last');
    // Other addresses each time: rows of the listing that are put back by hand move no log, so what was answered is answered again.
    expect((await rest.get('/v1/products?inStock=true&limit=1')).headers['uzel-seq']).toBe(last);
    await knex('listing_state').update({ done_no: Number(last) - 1 });
    expect((await rest.get('/v1/products?inStock=true')).headers['uzel-seq']).toBe(String(Number(last) - 1));
    expect((await rest.get('/v1/products')).headers['uzel-seq']).toBe(last);
    await knex('listing_state').update({ whole: false });
    const refused = await rest.get('/v1/products?inStock=true');
    expect([refused.status, refused.body.code]).toEqual([503, 'UZ1527']);
    expect((await rest.get('/v1/products?sort=name')).status).toBe(503);
    // What the catalogue can answer by itself, it answers.
    const root = judge(world, { group: 'root' }).map(({ id }) => id);
    const shown = await readAll({ group: 'root' }, 500);
    expect(shown.map(({ id }) => id)).toEqual(root);
    await makeListing(rest);
  });
});

describe('GET /v1/products with LISTING=false', () => {
  it('refuses what needs the listing, and says which parameter does', async () => {
    const rest = await openRest({ LISTING: 'false' });
    await makeListing(rest); // as a server left it that ran with LISTING=true
    const response = await rest.get('/v1/products?inStock=true&sort=name&group=g&active=all');
    expect([response.status, response.body.errors.map((one: { path: string }) => one.path)]).toEqual([
      422,
      ['inStock', 'sort'],
    ]);
    expect((await rest.get('/v1/products?group=g&active=all&q=a')).status).toBe(200);
    await rest.close();
  });
});
