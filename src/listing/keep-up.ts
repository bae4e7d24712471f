import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/open.js';
import { isImporting } from '../store/exchanges/packed-feeds.js';
import { analyzeListing, shopsBehind } from '../store/listing/listing-state.js';
import { deleteUnusedTerms } from '../store/listing/terms.js';
import { beginAnewIfSooner, listingRound } from './projector.js';

/** How often it looks for changes. One statement over the counters, so it is no load for a shop at rest. */
const LOOK_MS = 300;
/** After a failure. */
const REST_MS = 5000;
/** Changes of a round; while something is imported less, so that a round is short. */
const CHANGES = 5000;
const CHANGES_BESIDE_IMPORT = 1000;
/**
 * While something is imported, rounds rest so many times as long as they took: filters may lag, the import may not. With 6 a feed of prices
 * took a tenth longer.
 */
const GIVE_WAY = 30;
/** However long a round took. */
const LONGEST_REST_MS = 30_000;

/**
 * Keeps the listings of all shops up until it is told to end, and goes on after a failure.
 * @param failed is told what went wrong
 */
export async function keepUp(db: Database, failed: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await catchUp({ db }, signal);
      await pause(LOOK_MS, signal);
    } catch (error) {
      failed(error);
      await pause(REST_MS, signal);
    }
  }
}

/**
 * Brings the listings of all shops up to date, and ends when nothing is left to do.
 * @param signal ends it after the running round
 */
export async function catchUp({ db }: { readonly db: Database }, signal?: AbortSignal): Promise<void> {
  for (const shopId of await shopsBehind(db.knex)) {
    if (!(await isImporting(db.knex))) await beginAnewIfSooner(db, shopId);
    for (let more = true; more && !signal?.aborted; ) {
      const importing = await isImporting(db.knex);
      const begun = Date.now();
      more = await listingRound(db, shopId, importing ? CHANGES_BESIDE_IMPORT : CHANGES);
      if (importing) await pause(Math.min((Date.now() - begun) * GIVE_WAY, LONGEST_REST_MS), signal);
    }
  }
  if (signal?.aborted || (await isImporting(db.knex))) return;
  if (await analyzeListing(db.knex)) await deleteUnusedTerms(db.knex);
}

/** An abort ends it early and is no failure. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal && { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}
