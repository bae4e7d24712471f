import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '../support/property-runs.js';
import { type Goods, Paper, type Rule } from './matching-oracle.js';
import { type MatchingWorld, openMatchingWorld } from './matching-world.js';

const PRODUCTS = 5;
const REFS = ['a', 'b', 'c', 'd'] as const;

const sku = fc.constantFrom(null, 'S1', 's 1', 'S2');
const barcode = fc.constantFrom(null, '11', '1 1', '22');
const name = fc.constantFrom(
  null,
  'red drill bosch',
  'Red-Drill: Bosch',
  'red drill bosh',
  'blue saw',
  'Blue saws',
  '...',
);
const goods: fc.Arbitrary<Goods> = fc.record({ sku, barcode, name });
const ref = fc.constantFrom(...REFS);
const product = fc.nat({ max: PRODUCTS - 1 });
const rules = fc.uniqueArray(fc.constantFrom<Rule>('sku', 'barcode', 'name'), { minLength: 1 });

type Step =
  | { readonly does: 'run'; readonly rules: readonly Rule[] }
  | {
      readonly does: 'confirm' | 'pick' | 'refuse' | 'reopen';
      readonly ref: string;
      readonly product?: number | undefined;
    }
  | { readonly does: 'putRef'; readonly ref: string; readonly product: number }
  | { readonly does: 'deleteRef' | 'sell'; readonly product: number }
  | { readonly does: 'putItem'; readonly ref: string; readonly goods: Goods }
  | { readonly does: 'deleteItem'; readonly ref: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('run' as const), rules }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('confirm' as const, 'pick' as const, 'refuse' as const, 'reopen' as const),
      ref,
      product: fc.option(product, { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('putRef' as const), ref, product }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('deleteRef' as const, 'sell' as const), product }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('putItem' as const), ref, goods }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('deleteItem' as const), ref }) },
);

let world: MatchingWorld;
beforeAll(async () => {
  world = await openMatchingWorld();
});
afterAll(async () => await world.rest.close());

let systems = 0;

it('any order of runs, decisions and references ends as it would on paper; a run again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(goods, { minLength: PRODUCTS, maxLength: PRODUCTS }),
      fc.array(goods, { minLength: REFS.length, maxLength: REFS.length }),
      fc.array(step, { maxLength: 10 }),
      rules,
      async (products, items, steps, last) => {
        systems += 1;
        const system = `model-${systems}`;
        await world.rest.knex('products').delete();
        const paper = new Paper();
        const ids: string[] = [];
        for (const one of products) {
          const id = await world.product({ ...one });
          ids.push(id);
          paper.products.set(id, { ...one, active: true });
        }
        await world.put(
          system,
          items.map((one, at) => ({ ref: REFS[at], ...one })),
        );
        for (const [at, one] of items.entries()) paper.putItem(REFS[at] ?? '', one);

        for (const each of [{ does: 'run' as const, rules: last }, ...steps, { does: 'run' as const, rules: last }]) {
          const [real, meant] = await take(system, paper, ids, each);
          expect([each, real]).toEqual([each, meant]);
        }
        await mustAgree(system, paper);
        const again = await world.run({ system, rules: last });
        expect(again.result.changed).toBe(0);
        await mustAgree(system, paper);
        expect(world.rest.errors).toEqual([]);
      },
    ),
    propertyRuns({ short: 12, long: 300, seed: 22 }),
  );
}, 3_600_000);

/** Takes a step in the server and on paper. @returns the statuses of both */
async function take(system: string, paper: Paper, ids: readonly string[], step: Step): Promise<[number, number]> {
  const send = async (method: 'put' | 'post' | 'delete', url: string, body?: object) =>
    (await world.rest.request(method, url, body ? { body } : {})).status;
  const id = (at: number | undefined) => (at === undefined ? undefined : (ids[at] ?? ''));
  switch (step.does) {
    case 'run': {
      const { state } = await world.run({ system, rules: step.rules });
      paper.run(step.rules);
      await mustAgree(system, paper);
      return [state === 'done' ? 200 : 500, 200];
    }
    case 'putRef':
      return [
        await send('put', `/v1/products/${id(step.product)}/refs/${system}`, { ref: step.ref }),
        paper.putRef(id(step.product) ?? '', step.ref),
      ];
    case 'deleteRef':
      return [
        await send('delete', `/v1/products/${id(step.product)}/refs/${system}`),
        paper.deleteRef(id(step.product) ?? ''),
      ];
    case 'sell': {
      const sold = paper.products.get(id(step.product) ?? '');
      if (sold) sold.active = !sold.active;
      await world.rest
        .knex('products')
        .where({ product_id: id(step.product) })
        .update({ active: sold?.active });
      return [200, 200];
    }
    case 'putItem':
      paper.putItem(step.ref, step.goods);
      return [await send('put', `/v1/shop-items/${system}`, { items: [{ ref: step.ref, ...step.goods }] }), 204];
    case 'deleteItem':
      return [await send('delete', `/v1/shop-items/${system}/${step.ref}`), paper.deleteItem(step.ref)];
    default: {
      const match = (await world.matches(`system=${system}`))[step.ref];
      const given = id(step.product);
      const meant = paper.decide(step.ref, step.does, given);
      if (!match) return [404, meant];
      const body = { decision: step.does, ...(given !== undefined && { product: given }) };
      return [await send('post', `/v1/matching/${match.id}`, body), meant];
    }
  }
}

async function mustAgree(system: string, paper: Paper): Promise<void> {
  const real = Object.entries(await world.matches(`system=${system}`)).map(([of, match]) => [
    of,
    {
      ...{ state: match.state, product: match.product?.id ?? null, rule: match.rule, refused: match.refused },
      candidates: match.candidates.map((one) => ({ ...one, product: one.product.id })),
      decision: match.decision,
    },
  ]);
  expect(Object.fromEntries(real)).toEqual(Object.fromEntries(paper.matches));
  const refs = (await world.rest.get(`/v1/refs/${system}?limit=500`)).body.items;
  expect(Object.fromEntries(refs.map((one: { ref: string; product: string }) => [one.ref, one.product]))).toEqual(
    Object.fromEntries(paper.refs),
  );
  const products = [...paper.matches.values()].flatMap((match) => match.product ?? []);
  expect(new Set(products).size).toBe(products.length);
}
