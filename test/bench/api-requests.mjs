import { randomFrom } from './random.mjs';
import { BRANDS, COLOURS, COUNTRIES, KINDS } from './words.mjs';
import { ids, pick } from './xml-parts.mjs';

/** Groups, properties, price types and warehouses of a generated catalogue. */
const GROUPS = 60;
const [BRAND, COLOUR, COUNTRY] = [0, 1, 2];
const PRICE_TYPES = 3;
const WAREHOUSES = 4;
/** Prices of the generator, in units of the currency. */
const DEAREST = 80_000;

/** Of a hundred requests. `next` goes on from a page that was answered before. */
export const MIX = { category: 60, price: 20, next: 10, text: 10 };

/**
 * A request for a page: its path, or null for the next page of a former answer.
 * @typedef {{ kind: keyof typeof MIX, path: string | null }} PageRequest
 */

/**
 * Requests for pages of 50 products with their prices and stock, no address twice, mixed.
 * @param {{ count: number, seed: number, products: number }} wanted
 * @returns {PageRequest[]}
 */
export function pageRequests({ count, seed, products }) {
  const random = randomFrom(seed + 101);
  const id = ids(seed);
  const makers = {
    category: shuffled(categories(id), random),
    price: endless(() => byPrice(id, random)),
    text: endless(() => text(id, random, products)),
  };
  const kinds = Object.entries(MIX).flatMap(([kind, share]) => Array(share).fill(kind));
  return Array.from({ length: count }, () => {
    const kind = pick(random, kinds);
    if (kind === 'next') return { kind, path: null };
    const query = makers[kind].next().value;
    if (query === undefined)
      throw new Error('There are not so many pages of categories: fewer seconds or a lower rate.');
    return { kind, path: pathOf(query) };
  });
}

/** @param {Record<string, string>} query */
const pathOf = (query) =>
  `/v1/products?${new URLSearchParams({ ...query, include: 'offers,prices,stock', limit: '50' })}`;

/** A category as a visitor sees it: by id, perhaps narrowed by a property, perhaps to what is in stock. Each once. */
function categories(id) {
  const properties = [
    ...BRANDS.map((value) => ({ [`prop[${id('property', BRAND)}]`]: value })),
    ...COLOURS.map((value) => ({ [`prop[${id('property', COLOUR)}]`]: value })),
    ...COUNTRIES.map((value) => ({ [`prop[${id('property', COUNTRY)}]`]: value })),
  ];
  const stock = [
    { inStock: 'true' },
    ...Array.from({ length: WAREHOUSES }, (_, place) => ({ warehouse: id('warehouse', place) })),
  ];
  return Array.from({ length: GROUPS }, (_, group) => id('group', group)).flatMap((group) =>
    [{}, ...properties].flatMap((property) => [{}, ...stock].map((rest) => ({ group, ...property, ...rest }))),
  );
}

/** A category from a price on, the dearest or the cheapest first. */
function byPrice(id, random) {
  const down = random(2) === 1;
  return {
    group: id('group', random(GROUPS)),
    sort: down ? '-price' : 'price',
    priceType: id('price', random(PRICE_TYPES)),
    [down ? 'priceTo' : 'priceFrom']: `${1_000 + random(DEAREST)}.${10 + random(90)}`,
  };
}

/** What visitors type: a kind of goods and a brand within a category, or an article number. */
function text(id, random, products) {
  if (random(2) === 1) return { q: `АРТ-${random(products)}`, inStock: pick(random, ['true', 'false']) };
  return { q: `${pick(random, KINDS)} ${pick(random, BRANDS)}`, group: id('group', random(GROUPS)) };
}

/** What a maker makes, none of it twice. */
function* endless(make) {
  const seen = new Set();
  for (let tries = 0; tries < 1000; tries += 1) {
    const made = make();
    const key = JSON.stringify(made);
    if (seen.has(key)) continue;
    seen.add(key);
    tries = 0;
    yield made;
  }
}

function* shuffled(list, random) {
  for (let left = list.length; left > 0; left -= 1) {
    const place = random(left);
    [list[place], list[left - 1]] = [list[left - 1], list[place]];
    yield list[left - 1];
  }
}
