import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '../support/property-runs.js';
import { makeListing } from './listing-of.js';
import { openRest, type Rest } from './open-rest.js';
import { COLOURS, fillCatalogue, MANUFACTURERS, SIZES, WAREHOUSES } from './product-query-world.js';

const runs = propertyRuns({ short: 15, long: 500, seed: 20_261_125 });

type Query = Readonly<Record<string, string | readonly string[]>>;

interface Counted {
  readonly total: number;
  readonly facets: readonly {
    readonly facet: string;
    readonly name: string | null;
    readonly values: readonly { readonly value: string; readonly text: string | null; readonly count: number }[];
  }[];
  readonly price: { readonly min: string; readonly max: string } | null;
  readonly seq: number;
}

describe('GET /v1/facets', () => {
  let rest: Rest;
  let ours: Record<string, string>;
  beforeAll(async () => {
    rest = await openRest();
    ours = await fillCatalogue(rest, 120);
  });
  afterAll(async () => await rest.close());

  const addressOf = (query: Query): string => {
    const parts = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) for (const one of [value].flat()) parts.append(name, one);
    return String(parts);
  };

  /** What the list of products finds: it is held to an oracle of its own. */
  async function found(query: Query): Promise<{ offers: { prices: { priceType: string; amount: string }[] }[] }[]> {
    const { status, body } = await rest.get(`/v1/products?limit=500&${addressOf(query)}`);
    expect([query, status]).toEqual([query, 200]);
    return body.items;
  }

  async function counted(query: Query): Promise<Counted> {
    const response = await rest.get(`/v1/facets?${addressOf(query)}`);
    expect([query, response.status]).toEqual([query, 200]);
    expect(response.headers['uzel-seq']).toBe(String(response.body.seq));
    return response.body;
  }

  /** The filter that a facet's values are for. */
  const FILTERS: Readonly<Record<string, string>> = { stock: 'inStock' };
  const filterOf = (facet: string) => FILTERS[facet] ?? facet.replace(/^prop:(.*)$/s, 'prop[$1]');

  const some = (values: readonly string[]) =>
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });
  const filters = fc.record({
    active: maybe(fc.constantFrom('all', 'false')),
    group: maybe(fc.constantFrom('root', 'chairs', 'unknown')),
    manufacturer: maybe(some([...MANUFACTURERS, 'no such'])),
    warehouse: maybe(some([...WAREHOUSES, 'no such'])),
    inStock: maybe(fc.constantFrom('true', 'false')),
    'prop[colour]': maybe(some(COLOURS)),
    'prop[Размер]': maybe(some(SIZES)),
    price: maybe(fc.constantFrom({ priceFrom: '5' }, { priceTo: '20' })),
    q: maybe(fc.constantFrom('стул', 'стол', '46001')),
  });
  const facets = fc.subarray(
    ['manufacturer', 'warehouse', 'stock', 'prop:colour', 'prop:Размер', 'prop:wood', 'group', 'price', 'prop:none'],
    { minLength: 1 },
  );

  it('counts what the list finds with each value in place of what is chosen in its facet', async () => {
    let values = 0;
    await fc.assert(
      fc.asyncProperty(filters, facets, async ({ price = {}, ...given }, asked) => {
        const needsType = asked.includes('price') || Object.keys(price).length > 0;
        const chosen = Object.fromEntries(
          Object.entries({ ...given, ...price, ...(needsType && { priceType: 'retail' }) }).filter(
            ([, value]) => value !== undefined,
          ),
        ) as Record<string, string | string[]>;
        const counts = await counted({ ...chosen, facets: asked.join(',') });
        expect(counts.total).toBe((await found(chosen)).length);
        expect(counts.facets.map(({ facet }) => facet)).toEqual(asked.filter((facet) => facet !== 'price'));
        for (const { facet, values: its } of counts.facets) {
          const { [filterOf(facet)]: own, ...others } = chosen;
          let least = Number.POSITIVE_INFINITY;
          for (const { value, count } of its) {
            const narrowed = facet === 'group' ? (own === undefined ? null : await within(chosen, value)) : undefined;
            const real = narrowed ?? (await found({ ...others, [filterOf(facet)]: value })).length;
            expect([chosen, facet, value, count]).toEqual([chosen, facet, value, real]);
            expect(count).toBeLessThanOrEqual(least);
            if (facet !== 'stock') least = count;
            values += 1;
          }
        }
        // Nothing is left out: of manufacturers every product has one at most.
        const made = counts.facets.find(({ facet }) => facet === 'manufacturer')?.values ?? [];
        const { manufacturer: _, ...unmade } = chosen;
        if (asked.includes('manufacturer')) {
          const items = (await found(unmade)) as unknown as { manufacturer: string | null }[];
          expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(
            items.filter(({ manufacturer }) => manufacturer !== null).length,
          );
        }
        if (asked.includes('price')) {
          const { priceFrom: _from, priceTo: _to, ...unbanded } = chosen;
          const sorted = async (sort: string) => (await found({ ...unbanded, sort })).length;
          expect(counts.price === null).toBe((await sorted('price')) === 0);
          if (counts.price) {
            const { min, max } = counts.price;
            const all = await sorted('price');
            expect((await found({ ...unbanded, priceFrom: min, priceTo: max })).length).toBe(all);
            expect((await found({ ...unbanded, priceFrom: min, priceTo: min })).length).toBeGreaterThan(0);
            expect((await found({ ...unbanded, priceFrom: max, priceTo: max })).length).toBeGreaterThan(0);
          }
        }
      }),
      runs,
    );
    expect(values).toBeGreaterThan(runs.numRuns);
    expect(rest.errors).toEqual([]);
  }, 600_000);

  /** Products that are in the chosen group and in another one too. */
  async function within(chosen: Query, group: string): Promise<number> {
    const ids = new Set((await found({ ...chosen, group })).map((one) => (one as unknown as { id: string }).id));
    return (await found(chosen)).filter((one) => ids.has((one as unknown as { id: string }).id)).length;
  }

  it('tells names and texts, also of a property by our id, and of one that is a characteristic too', async () => {
    const { knex } = rest;
    const counts = await counted({
      active: 'all',
      facets: [`prop:${ours['colour-main']}`, 'prop:wood', 'warehouse', 'group'],
    });
    const [colour, wood, warehouse, group] = counts.facets;
    expect([colour?.name, wood?.name]).toEqual(['Цвет', 'Дерево']);
    expect(colour?.values.find(({ value }) => value === 'g')?.text).toBe('зелёный, тёмный');
    expect(colour?.values.find(({ value }) => value === '1,5')?.text).toBe('1,5');
    expect(wood?.values).toEqual([{ value: 'w1', text: 'дуб', count: expect.any(Number) }]);
    expect(warehouse?.values.map(({ text }) => text).sort()).toEqual(['north', 'south']);
    expect(group?.values.map(({ value, text }) => [value, text])).toContainEqual(['lost', null]);
    // A product that has one value as a property and as a characteristic is one product.
    const { product_id: id } = await knex('products').where({ active: true, deleted: false }).first('product_id');
    const both = {
      properties: JSON.stringify([{ id: 'Twice', values: ['x'] }]),
      characteristics: JSON.stringify([{ name: 'Twice', value: 'x' }]),
    };
    await knex('products').where({ product_id: id }).update(both);
    await makeListing(rest);
    expect((await counted({ facets: 'prop:Twice' })).facets[0]?.values).toEqual([{ value: 'x', text: 'x', count: 1 }]);
  });

  it.each([
    ['', 'facets'],
    ['facets=colour', 'facets.0'],
    ['facets=prop:', 'facets.0'],
    ['facets=price', 'priceType'],
    ['facets=stock&inStock=yes', 'inStock'],
    ['facets=stock&limit=5', 'limit'],
    [`facets=${Array.from({ length: 11 }, (_, n) => `prop:${n}`).join(',')}`, 'facets'],
    ['facets=stock%00', 'facets.0'],
  ])('refuses %s and names the parameter', async (query, path) => {
    const response = await rest.get(`/v1/facets?${query}`);
    expect([query, response.status, response.body.code]).toEqual([query, 422, 'UZ1501']);
    expect(new Set(response.body.errors.map((error: { path: string }) => error.path))).toEqual(new Set([path]));
    expect(rest.errors).toEqual([]);
  });

  it('says so when it takes too long, and while the listing is not there', async () => {
    const { knex } = rest;
    await knex.raw('alter table listing_terms rename to away');
    await knex.raw(
      `create view listing_terms as select a.* from away a cross join lateral (select pg_sleep(4) from away b where b.term_no = a.term_no offset 0) s`,
    );
    const slow = await rest.get('/v1/facets?facets=manufacturer&group=root');
    expect([slow.status, slow.body.code]).toEqual([503, 'UZ1527']);
    await knex.raw('drop view listing_terms');
    await knex.raw('alter table away rename to listing_terms');
    await knex('listing_state').update({ whole: false });
    const refused = await rest.get('/v1/facets?facets=manufacturer');
    expect([refused.status, refused.body.code]).toEqual([503, 'UZ1527']);
    await makeListing(rest);
    expect((await rest.get('/v1/facets?facets=manufacturer')).status).toBe(200);
  });
});

describe('GET /v1/facets with LISTING=false', () => {
  it('is refused', async () => {
    const rest = await openRest({ LISTING: 'false' });
    const { status, body } = await rest.get('/v1/facets?facets=stock');
    expect([status, body.code, body.errors.map((one: { path: string }) => one.path)]).toEqual([
      422,
      'UZ1501',
      ['facets'],
    ]);
    await rest.close();
  });
});
