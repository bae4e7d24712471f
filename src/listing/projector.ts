import type { Database, Tx } from '../db/open.js';
import { lastSeqs } from '../store/changes/read-changes.js';
import { readTouched } from '../store/listing/changed-products.js';
import { writeListingPrices } from '../store/listing/listing-prices.js';
import { deleteListingRows, readNextProducts, writeListingRows } from '../store/listing/listing-rows.js';
import {
  beginRebuild,
  isMostlyMissing,
  LISTING_VERSION,
  type ListingState,
  moveDone,
  moveRebuild,
  readListingState,
  seeOneSnapshot,
} from '../store/listing/listing-state.js';
import { readPriceFacts, readProductFacts } from '../store/listing/product-facts.js';
import { numberTerms, type Term, termKey } from '../store/listing/terms.js';
import { lowestPrices, projectProduct } from './project-products.js';
import { makeSearchRows } from './search-projector.js';

/** Products whose rows are made at once. */
const LOT = 1000;

/**
 * Takes a shop's listing one round on: a lot of a rebuild, or some changes of the log. One transaction, one snapshot: how far the
 * listing is stands in the database together with the rows. It takes no lock that an import waits for.
 * @param limit changes that are read at most
 * @returns whether more is to be done
 */
export async function listingRound(db: Database, shopId: string, limit: number): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await seeOneSnapshot(tx);
    const state = await readListingState(tx, shopId);
    if (state === null || state.version !== LISTING_VERSION) {
      const newest = (await lastSeqs(tx, [shopId])).get(shopId) ?? 0;
      await beginRebuild(tx, shopId, newest, false);
      return true;
    }
    return state.rebuiltTo === null
      ? await followChanges(tx, shopId, state, limit)
      : await rebuildLot(tx, shopId, state.rebuiltTo);
  });
}

/**
 * Begins to make a shop's listing anew where that is sooner done than to follow the changes: each product once, and not once for itself
 * and again for its offers. What there is goes on being read.
 */
export async function beginAnewIfSooner(db: Database, shopId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await seeOneSnapshot(tx);
    if (!(await isMostlyMissing(tx, shopId))) return;
    await beginRebuild(tx, shopId, (await lastSeqs(tx, [shopId])).get(shopId) ?? 0, true);
  });
}

async function followChanges(tx: Tx, shopId: string, { doneNo }: ListingState, limit: number): Promise<boolean> {
  const { productIds, retold, repriced, last, newest, more } = await readTouched(tx, shopId, doneNo, limit);
  if (productIds === null) {
    await beginRebuild(tx, shopId, newest, true);
    return true;
  }
  const whole = productIds.filter((id) => !repriced.has(id));
  let written = 0;
  for (const lot of lotsOf(whole)) {
    written += await makeRows(tx, shopId, lot);
    written += await makeSearchRows(
      tx,
      shopId,
      lot.filter((id) => retold.has(id)),
    );
  }
  for (const lot of lotsOf([...repriced])) await makePrices(tx, shopId, lot);
  if (last !== doneNo || written > 0) await moveDone(tx, shopId, last, written);
  return more;
}

function* lotsOf(ids: readonly string[]): Generator<readonly string[]> {
  for (let begin = 0; begin < ids.length; begin += LOT) yield ids.slice(begin, begin + LOT);
}

async function rebuildLot(tx: Tx, shopId: string, after: string): Promise<boolean> {
  const { productIds, gone, last } = await readNextProducts(tx, shopId, after, LOT);
  const made = (await makeRows(tx, shopId, productIds)) + (await makeSearchRows(tx, shopId, productIds));
  const written = made + (await deleteListingRows(tx, shopId, gone));
  await moveRebuild(tx, shopId, last, written);
  return true;
}

/** Makes the rows of these products as the snapshot has them; of those that are gone there are none. @returns how many were written, prices aside */
async function makeRows(tx: Tx, shopId: string, productIds: readonly string[]): Promise<number> {
  if (productIds.length === 0) return 0;
  const facts = await readProductFacts(tx, shopId, productIds);
  const projected = facts.map(projectProduct);
  const there = new Set(projected.map(({ productId }) => productId));
  const types = projected.flatMap(({ prices }) => prices.map(({ type }) => type));
  const numberOf = await numbersOf(tx, shopId, [...projected.flatMap(({ terms }) => terms), ...types]);
  const rows = projected.map(({ productId, active, terms, codes, nameKey }) => ({
    ...{ productId, active, codes, nameKey },
    terms: [...new Set(terms.map(numberOf))].sort((a, b) => a - b),
  }));
  const prices = projected.flatMap(({ productId, prices }) =>
    prices.map(({ type, low }) => ({ productId, priceNo: numberOf(type), low })),
  );
  const written = await writeListingRows(tx, shopId, rows);
  await writeListingPrices(tx, shopId, [...there], prices);
  const gone = await deleteListingRows(
    tx,
    shopId,
    productIds.filter((id) => !there.has(id)),
  );
  return written + gone;
}

/** Makes the prices of products of which nothing else changed: what they are found by is not read, nor written. */
async function makePrices(tx: Tx, shopId: string, productIds: readonly string[]): Promise<void> {
  const facts = await readPriceFacts(tx, shopId, productIds);
  const lows = facts.flatMap(({ productId, idSpace, offers }) =>
    lowestPrices(idSpace, offers).map(({ type, low }) => ({ productId, type, low })),
  );
  const numberOf = await numbersOf(
    tx,
    shopId,
    lows.map(({ type }) => type),
  );
  const prices = lows.map(({ productId, type, low }) => ({ productId, priceNo: numberOf(type), low }));
  await writeListingPrices(tx, shopId, productIds, prices);
}

/** The numbers of these terms; those that have none get one. */
async function numbersOf(tx: Tx, shopId: string, terms: readonly Term[]): Promise<(term: Term) => number> {
  const numbers = await numberTerms(tx, shopId, terms);
  return (term) => {
    const number = numbers.get(termKey(term));
    if (number === undefined) throw new Error('a term that was written has no number');
    return number;
  };
}
