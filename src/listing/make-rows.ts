import type { Tx } from '../db/open.js';
import { writeListingPrices } from '../store/listing/listing-prices.js';
import { deleteListingRows, writeListingRows } from '../store/listing/listing-rows.js';
import { readOfferFacts, readOfferPrices, readProductFacts } from '../store/listing/product-facts.js';
import { numberTerms, type Term, termKey } from '../store/listing/terms.js';
import { addLowest, beginProjection, type LowestPrices, lowestOf, type Projection } from './project-products.js';

/**
 * Makes the rows of these products as the snapshot has them; of those that are gone there are none.
 * @returns how many were written, prices aside
 */
export async function makeRows(tx: Tx, shopId: string, productIds: readonly string[]): Promise<number> {
  if (productIds.length === 0) return 0;
  const projected = await project(tx, shopId, productIds);
  const numberOf = await numbersOf(tx, shopId, termsOf(projected));
  const written = await writeListingRows(
    tx,
    shopId,
    projected.map(({ productId, active, terms, codes, nameKey }) => ({
      ...{ productId, active, codes, nameKey },
      terms: terms.map(numberOf).sort((a, b) => a - b),
    })),
  );
  await writeListingPrices(
    tx,
    shopId,
    projected.map(({ productId, prices }) => pricesOf(productId, prices, numberOf)),
  );
  const there = new Set(projected.map(({ productId }) => productId));
  const gone = productIds.filter((id) => !there.has(id));
  return written + (await deleteListingRows(tx, shopId, gone));
}

async function project(tx: Tx, shopId: string, productIds: readonly string[]): Promise<Projection[]> {
  const products = await readProductFacts(tx, shopId, productIds);
  const projecting = new Map(products.map((product) => [product.productId, beginProjection(product)]));
  for await (const page of readOfferFacts(tx, shopId, productIds))
    for (const offer of page) projecting.get(offer.productId)?.add(offer);
  return [...projecting.values()].map((one) => one.done());
}

function* termsOf(projected: readonly Projection[]): Generator<Term> {
  for (const { terms, prices } of projected) {
    yield* terms;
    for (const { type } of prices) yield type;
  }
}

/** Makes the prices of products of which nothing else changed: what they are found by is not read, nor written. */
export async function makePrices(tx: Tx, shopId: string, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const products = new Map<string, { readonly space: string; readonly lows: LowestPrices }>();
  for await (const page of readOfferPrices(tx, shopId, productIds)) {
    for (const offer of page) {
      const its = products.get(offer.productId) ?? { space: offer.idSpace, lows: new Map() };
      products.set(offer.productId, its);
      addLowest(its.lows, offer);
    }
  }
  const lowest = new Map([...products].map(([id, { space, lows }]) => [id, lowestOf(space, lows)]));
  const types = [...lowest.values()].flatMap((prices) => prices.map(({ type }) => type));
  const numberOf = await numbersOf(tx, shopId, types);
  await writeListingPrices(
    tx,
    shopId,
    productIds.map((id) => pricesOf(id, lowest.get(id) ?? [], numberOf)),
  );
}

const pricesOf = (productId: string, prices: Projection['prices'], numberOf: (term: Term) => number) => ({
  productId,
  nos: prices.map(({ type }) => numberOf(type)),
  lows: prices.map(({ low }) => low),
});

/** The numbers of these terms; those that have none get one. */
async function numbersOf(tx: Tx, shopId: string, terms: Iterable<Term>): Promise<(term: Term) => number> {
  const numbers = await numberTerms(tx, shopId, terms);
  return (term) => {
    const number = numbers.get(termKey(term));
    if (number === undefined) throw new Error('a term that was written has no number');
    return number;
  };
}
