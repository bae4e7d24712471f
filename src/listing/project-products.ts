import Big from 'big.js';
import { choosePrice } from '../pricing/choose-price.js';
import type { OfferFacts, ProductFacts } from '../store/listing/product-facts.js';
import { fitsIndex, type Term, termKey } from '../store/listing/terms.js';
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

/** A product whose offers come one after another: of each only what is new of it is kept. */
export interface Projecting {
  add(offer: OfferFacts): void;
  done(): Projection;
}

/** Makes what a product is found by from what it and its offers on sale say. Pure. */
export function beginProjection(product: ProductFacts): Projecting {
  const { productId, active, idSpace } = product;
  const terms = new Map<string, Term>();
  const codes = new Set(codesOf(product));
  const lows: LowestPrices = new Map();
  const addTerms = (some: readonly Term[]): void => {
    for (const one of some) if (fitsIndex(one)) terms.set(termKey(one), one);
  };
  addTerms(termsOf(product));
  return {
    add: (offer) => {
      addTerms(termsOfOffer(idSpace, offer));
      for (const code of codesOf(offer)) codes.add(code);
      addLowest(lows, offer);
    },
    done: () => ({
      ...{ productId, active, terms: [...terms.values()], codes: [...codes].sort(), nameKey: nameKey(product.name) },
      prices: lowestOf(idSpace, lows),
    }),
  };
}

const term = (kind: Term['kind'], rest: Partial<Omit<Term, 'kind'>> = {}): Term => ({
  kind,
  name: '',
  value: '',
  space: '',
  ...rest,
});

function termsOf({ idSpace: space, manufacturer, brand, groupIds, ...product }: ProductFacts): Term[] {
  return [
    ...groupIds.map((name) => term('group', { name, space })),
    ...(manufacturer === null ? [] : [term('manufacturer', { value: manufacturer })]),
    ...(brand === null ? [] : [term('brand', { value: brand })]),
    ...termsOfItem(space, product),
  ];
}

const termsOfOffer = (space: string, offer: OfferFacts): Term[] => [
  ...termsOfItem(space, offer),
  ...(isSome(offer.stockTotal) ? [term('stock')] : []),
  ...Object.entries(offer.stock).flatMap(([name, quantity]) =>
    isSome(quantity) ? [term('warehouse', { name, space })] : [],
  ),
];

const termsOfItem = (space: string, item: Pick<OfferFacts, 'properties' | 'characteristics'>): Term[] => [
  ...item.properties.flatMap(({ id, values }) => values.map((value) => term('property', { name: id, value, space }))),
  ...item.characteristics.map(({ name, value }) => term('characteristic', { name, value })),
];

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

/** By the id of the price type. */
export type LowestPrices = Map<string, Big>;

/** Of each price type the smallest price of the offers: of each offer the one for the least quantity. */
export function addLowest(lows: LowestPrices, { prices }: Pick<OfferFacts, 'prices'>): void {
  for (const [name, given] of Object.entries(prices)) {
    const price = choosePrice(given);
    if (!price) continue;
    const amount = new Big(price.amount);
    const known = lows.get(name);
    if (!known || amount.lt(known)) lows.set(name, amount);
  }
}

/** @param space id space of the price types */
export const lowestOf = (space: string, lows: LowestPrices): LowestPrice[] =>
  [...lows]
    .map(([name, low]) => ({ type: term('priceType', { name, space }), low: low.toFixed() }))
    .filter(({ type }) => fitsIndex(type));
