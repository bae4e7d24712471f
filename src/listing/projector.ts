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
import { settleDirectories } from '../store/listing/settle-directories.js';
import { type Trouble, troublesToTry } from '../store/listing/troubles.js';
import { lotByLot } from './lot-by-lot.js';
import { cutLots, LOT } from './lots.js';
import { makePrices, makeRows } from './make-rows.js';
import { makeSearchRows } from './search-projector.js';

/** What a round has come to. */
export interface Round {
  /** Products whose rows could not be made; they are noted. */
  readonly troubles: readonly Trouble[];
  /** More may be left to do. */
  readonly more: boolean;
}

const BEGUN: Round = { troubles: [], more: true };

/**
 * Takes a shop's listing one round on: a lot of a rebuild, or some changes of the log, and products that are to be tried again. One
 * transaction, one snapshot: how far the listing is stands in the database together with the rows. It takes no lock that an import waits
 * for. Two servers that do it at once (one has lost its lock and does not know yet) write the same row: PostgreSQL refuses one of them.
 * @param limit changes that are read at most
 */
export async function listingRound(db: Database, shopId: string, limit: number): Promise<Round> {
  return await db.transaction(async (tx) => {
    await seeOneSnapshot(tx);
    const state = await readListingState(tx, shopId);
    if (state === null || state.version !== LISTING_VERSION) {
      await beginRebuild(tx, shopId, await newestOf(tx, shopId), false);
      return BEGUN;
    }
    return state.rebuiltTo === null
      ? await followChanges(tx, shopId, state, limit)
      : await rebuildLot(tx, shopId, state, state.rebuiltTo);
  });
}

/**
 * Begins to make a shop's listing anew where that is sooner done than to follow the changes: each product once, and not once for itself
 * and again for its offers. What there is goes on being read.
 */
export async function beginAnewIfSooner(db: Database, shopId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await seeOneSnapshot(tx);
    if (await isMostlyMissing(tx, shopId)) await beginRebuild(tx, shopId, await newestOf(tx, shopId), true);
  });
}

const newestOf = async (tx: Tx, shopId: string): Promise<number> => (await lastSeqs(tx, [shopId])).get(shopId) ?? 0;

async function followChanges(tx: Tx, shopId: string, state: ListingState, limit: number): Promise<Round> {
  const { productIds, retold, repriced, last, newest, more } = await readTouched(tx, shopId, state, limit);
  if (productIds === null) {
    await beginRebuild(tx, shopId, newest, true);
    return BEGUN;
  }
  const again = new Set(await troublesToTry(tx, shopId, LOT.products, productIds));
  const whole = new Set([...again, ...productIds.filter((id) => !repriced.has(id))]);
  const made = await lotByLot(tx, shopId, [...whole], async (inner, lot) => {
    const told = lot.filter((id) => retold.has(id) || again.has(id));
    return (await makeRows(inner, shopId, lot)) + (await makeSearchRows(inner, shopId, told));
  });
  const rest = [...repriced].filter((id) => !again.has(id));
  const priced = await lotByLot(tx, shopId, rest, async (inner, lot) => {
    await makePrices(inner, shopId, lot);
    return 0;
  });
  await moveDone(tx, shopId, last, { settledNo: newest, written: made.written });
  return { troubles: [...made.troubles, ...priced.troubles], more };
}

async function rebuildLot(tx: Tx, shopId: string, { settledNo }: ListingState, after: string): Promise<Round> {
  const newest = await newestOf(tx, shopId);
  const settled = await settleDirectories(tx, shopId, settledNo);
  if (settled === null) {
    await beginRebuild(tx, shopId, newest, true);
    return BEGUN;
  }
  const next = await readNextProducts(tx, shopId, after, LOT.products);
  const [lot = [], ...others] = await cutLots(tx, shopId, next);
  const isLast = others.length === 0 && next.length < LOT.products;
  const last = isLast ? null : (lot.at(-1) ?? null);
  const all = new Set([...lot, ...settled.moved, ...settled.retold]);
  const { written, troubles } = await lotByLot(
    tx,
    shopId,
    [...all],
    async (inner, some) => (await makeRows(inner, shopId, some)) + (await makeSearchRows(inner, shopId, some)),
  );
  const gone = await deleteGoneRows(tx, shopId, after, last);
  await moveRebuild(tx, shopId, last, { settledNo: newest, written: written + gone });
  return { troubles, more: true };
}
