import type { Database, Tx } from '../db/open.js';
import { lastSeqs } from '../store/changes/read-changes.js';
import { readTouched } from '../store/listing/changed-products.js';
import { deleteGoneRows, readNextProducts } from '../store/listing/listing-rows.js';
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
import { cutLots, LOT } from './lots.js';
import { makePrices, makeRows } from './make-rows.js';
import { makeSearchRows } from './search-projector.js';

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
  for (const lot of await cutLots(tx, shopId, whole)) {
    written += await makeRows(tx, shopId, lot);
    const told = lot.filter((id) => retold.has(id));
    written += await makeSearchRows(tx, shopId, told);
  }
  for (const lot of await cutLots(tx, shopId, [...repriced])) await makePrices(tx, shopId, lot);
  if (last !== doneNo || written > 0) await moveDone(tx, shopId, last, written);
  return more;
}

async function rebuildLot(tx: Tx, shopId: string, after: string): Promise<boolean> {
  const next = await readNextProducts(tx, shopId, after, LOT.products);
  const [lot = [], ...others] = await cutLots(tx, shopId, next);
  const isLast = others.length === 0 && next.length < LOT.products;
  const last = isLast ? null : (lot.at(-1) ?? null);
  const made = (await makeRows(tx, shopId, lot)) + (await makeSearchRows(tx, shopId, lot));
  await moveRebuild(tx, shopId, last, made + (await deleteGoneRows(tx, shopId, after, last)));
  return true;
}
