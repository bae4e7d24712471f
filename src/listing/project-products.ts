import Big from 'big.js';
import { choosePrice } from '../pricing/choose-price.js';
import type { OfferFacts, ProductFacts } from '../store/listing/product-facts.js';
import { fitsIndex, type Term } from '../store/listing/terms.js';
import { nameKey } from './name-key.js';

/** What a product is found and sorted by. */
export interface Projection {
  readonly productId: string;
  readonly active: boolean;
  readonly terms: readonly Term[];
  readonly codes: readonly string[];
  readonly nameKey: string;
  readonly prices: readonly LowestPrice[];
}

/** Makes what a product is found by from what it and its offers on sale say. Pure. */
export function projectProduct(product: ProductFacts): Projection {
  const { productId, active, idSpace, offers } = product;
  return {
    productId,
    active,
    terms: termsOf(product).filter(fitsIndex),
    codes: [...new Set([product, ...offers].flatMap(codesOf))].sort(),
    nameKey: nameKey(product.name),
    prices: lowestPrices(idSpace, offers),
  };
}

const term = (kind: Term['kind'], rest: Partial<Omit<Term, 'kind'>> = {}): Term => ({
  kind,
  name: '',
  value: '',
  space: '',
  ...rest,
});

function termsOf({ idSpace: space, manufacturer, brand, groupIds, offers, ...product }: ProductFacts): Term[] {
  const items = [product, ...offers];
  return [
    ...groupIds.map((name) => term('group', { name, space })),
    ...(manufacturer === null ? [] : [term('manufacturer', { value: manufacturer })]),
    ...(brand === null ? [] : [term('brand', { value: brand })]),
    ...items.flatMap(({ properties }) =>
      properties.flatMap(({ id, values }) => values.map((value) => term('property', { name: id, value, space }))),
    ),
    ...items.flatMap(({ characteristics }) =>
      characteristics.map(({ name, value }) => term('characteristic', { name, value })),
    ),
    ...(offers.some(({ stockTotal }) => isSome(stockTotal)) ? [term('stock')] : []),
    ...offers.flatMap(({ stock }) =>
      Object.entries(stock).flatMap(([name, quantity]) =>
        isSome(quantity) ? [term('warehouse', { name, space })] : [],
      ),
    ),
  ];
}

/** More than nothing: exact, whatever the number of digits. */
const isSome = (quantity: string | null): boolean =>
  quantity !== null && !quantity.startsWith('-') && /[1-9]/.test(quantity);

type Coded = Pick<OfferFacts, 'sku' | 'barcode' | 'code'>;

/** A code that somebody may ask for, with its kind, in lower case. */
export const codeKey = (kind: 'sku' | 'barcode' | 'code', code: string): string =>
  `${kind}:${code.trim().toLowerCase()}`;

/** A code that is longer is none: an index entry has its limit. */
const LONGEST_CODE = 200;

const codesOf = ({ sku, barcode, code }: Coded): string[] => [
  ...(isCode(sku) ? [codeKey('sku', sku)] : []),
  ...(isCode(barcode) ? [codeKey('barcode', barcode)] : []),
  ...(isCode(code) ? [codeKey('code', code)] : []),
];

const isCode = (code: string | null): code is string =>
  code !== null && code.trim() !== '' && code.length <= LONGEST_CODE;

/** A price that a product is sorted by. */
export interface LowestPrice {
  /** The term of the price type. */
  readonly type: Term;
  readonly low: string;
}

/** Of each price type the smallest price of the offers: of each offer the one for the least quantity. */
export function lowestPrices(space: string, offers: readonly Pick<OfferFacts, 'prices'>[]): LowestPrice[] {
  const lows = new Map<string, Big>();
  for (const { prices } of offers) {
    for (const [name, given] of Object.entries(prices)) {
      const price = choosePrice(given);
      if (!price) continue;
      const amount = new Big(price.amount);
      const known = lows.get(name);
      if (!known || amount.lt(known)) lows.set(name, amount);
    }
  }
  return [...lows]
    .map(([name, low]) => ({ type: term('priceType', { name, space }), low: low.toFixed() }))
    .filter(({ type }) => fitsIndex(type));
}
