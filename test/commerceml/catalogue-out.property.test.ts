import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OfferOut } from '../../src/commerceml/catalogue-out-offer.js';
import type { ProductOut } from '../../src/commerceml/catalogue-out-product.js';
import { countOf } from '../support/property-runs.js';
import { CATALOGUE, OFFER, PRODUCT, portionsOf, shapeOf } from './catalogue-out-examples.js';
import { legal } from './support/any-order.js';
import { readAll } from './support/feed-text.js';

/** Whatever the store holds is read back by our own reader, in each encoding and version. */

const RUNS = countOf({ short: 60, long: 3000 });

/** As the reader stores a text: legal in XML, without outer blanks, LF alone. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.stringMatching(/^[ А-яЁёІіЇїЄєҐґ0-9<>&"'\]#;-]{1,40}$/),
    fc.constantFrom(']]>', '&lt;b&gt;', '&#1;', '<![CDATA[x]]>', '-- >', '🛒 ₴'),
  )
  .map((value) => legal(value).replace(/\r\n?/g, '\n').trim())
  .filter((value) => value !== '');
const maybe = fc.option(text);
const decimal = fc
  .tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);
const id = fc.stringMatching(/^[A-Za-zЖї0-9-]{1,36}$/);

const product = fc.record({
  id,
  sku: maybe,
  barcode: maybe,
  name: text,
  description: maybe,
  country: maybe,
  brand: maybe,
  manufacturer: maybe,
  groups: fc.uniqueArray(id, { maxLength: 3 }),
  properties: fc.uniqueArray(fc.record({ id, values: fc.array(text, { minLength: 1, maxLength: 3 }) }), {
    selector: (property) => property.id,
    maxLength: 3,
  }),
});
const offer = fc.record({
  name: text,
  characteristics: fc.array(fc.record({ name: text, value: text }), { minLength: 1, maxLength: 3 }),
  prices: fc.dictionary(
    id,
    fc.array(fc.record({ amount: decimal, presentation: text }), { minLength: 1, maxLength: 2 }),
    {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    },
  ),
  stock: fc.dictionary(id, decimal, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  stockTotal: fc.option(decimal),
});
const shape = fc
  .tuple(fc.constantFrom('2.06', '2.07', '2.10', '3.1'), fc.constantFrom('windows-1251' as const, 'utf-8' as const))
  .map(([version, encoding]) => shapeOf(version, encoding));

const said = (value: string | null) => value ?? undefined;
/** The same number: places do not matter. */
const number = (value: string) => Number(value);

describe('the catalogue that goes to 1C', () => {
  it('is read back the same', async () => {
    await fc.assert(
      fc.asyncProperty(product, offer, shape, async (anyProduct, anyOffer, as) => {
        const given: ProductOut = { ...PRODUCT, ...anyProduct };
        const sold: OfferOut = { ...OFFER, ...anyOffer, productId: given.id };
        const { products, offers } = portionsOf(as, { product: given, offer: sold });
        const read = (await readAll(products)).find((record) => record.kind === 'product');
        expect(read).toMatchObject({ catalogueId: CATALOGUE, id: given.id, name: given.name, warnings: [] });
        expect(read?.groups ?? []).toEqual(given.groups);
        expect(read?.properties ?? []).toEqual(given.properties);
        for (const field of ['sku', 'barcode', 'description', 'country', 'brand', 'manufacturer'] as const) {
          expect(read?.[field]).toBe(said(given[field]));
        }
        const back = (await readAll(offers)).find((record) => record.kind === 'offer');
        expect(back).toMatchObject({ id: `${given.id}#b1`, name: sold.name, characteristics: sold.characteristics });
        expect(back?.warnings).toEqual([]);
        const prices = Object.entries(sold.prices).flatMap(([type, list]) =>
          list.map((price) => [type, number(price.amount), price.presentation]),
        );
        expect(back?.prices?.map((price) => [price.priceTypeId, number(price.amount), price.presentation])).toEqual(
          prices,
        );
        const stock = Object.entries(back?.stock?.warehouses ?? {}).map(([place, quantity]) => [
          place,
          number(quantity),
        ]);
        expect(Object.fromEntries(stock)).toEqual(
          Object.fromEntries(Object.entries(sold.stock).map(([place, quantity]) => [place, number(quantity)])),
        );
        if (sold.stockTotal !== null) expect(number(back?.stock?.total ?? '')).toBe(number(sold.stockTotal));
      }),
      { seed: 20261121, numRuns: RUNS },
    );
  }, 300_000);
});
