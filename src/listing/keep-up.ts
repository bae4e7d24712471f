import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/open.js';
import { isImporting } from '../store/exchanges/packed-feeds.js';
import { analyzeListing, beginUnwritten, shopsBehind } from '../store/listing/listing-state.js';
import { deleteUnusedTerms } from '../store/listing/terms.js';
import type { Trouble } from '../store/listing/troubles.js';
import { growingRests } from './growing-rests.js';
import { beginAnewIfSooner, listingRound } from './projector.js';

/** How often it looks for changes. One statement over the counters, so it is no load for a shop at rest. */
const LOOK_MS = 300;
/** After a failure: of one shop, or of all. */
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = { shop: 300_000, all: 30_000 } as const;
/** Changes of a round; while something is imported less, so that a round is short. */
const CHANGES = 5000;
const CHANGES_BESIDE_IMPORT = 1000;
/**
 * While something is imported, rounds rest so many times as long as they took: filters may lag, the import may not. With 6 a feed of prices
 * took a tenth longer.
 */
const GIVE_WAY = 30;
/** However long a round took. */
const LONGEST_PAUSE_MS = 30_000;

/** Is told what goes wrong; the keeping up goes on. */
export interface Told {
  /** Everything failed, or one shop. */
  failed(error: unknown, shopId?: string): void;
  /** These products of a shop could not be listed. */
  troubled(shopId: string, troubles: readonly Trouble[]): void;
}

/** Keeps the listings of all shops up until it is told to end. What fails rests, ever longer; all else goes on. */
export async function keepUp(db: Database, told: Told, signal: AbortSignal): Promise<void> {
  const shops = growingRests(FIRST_REST_MS, LONGEST_REST_MS.shop);
  const all = growingRests(FIRST_REST_MS, LONGEST_REST_MS.all);
  const follower: Follower = {
    signal,
    isLeft: (shopId) => shops.isResting(shopId),
    did: (shopId) => shops.succeeded(shopId),
    failed: (shopId, error) => {
      shops.failed(shopId);
      told.failed(error, shopId);
    },
    troubled: told.troubled,
  };
  while (!signal.aborted) {
    let rest = LOOK_MS;
    try {
      await follow(db, follower);
      all.succeeded('');
    } catch (error) {
      told.failed(error);
      rest = all.failed('');
    }
    await pause(rest, signal);
  }
}

/**
 * Brings the listings of all shops up to date, and ends when nothing is left to do.
 * @param signal ends it after the running round
 * @throws what the first shop failed of, after all others are done
 */
export async function catchUp({ db }: { readonly db: Database }, signal?: AbortSignal): Promise<void> {
  const failed = new Map<string, unknown>();
  await follow(db, {
    signal,
    isLeft: (shopId) => failed.has(shopId),
    did: () => undefined,
    failed: (shopId, error) => failed.set(shopId, error),
    troubled: () => undefined,
  });
  for (const error of failed.values()) throw error;
}

interface Follower {
  readonly signal: AbortSignal | undefined;
  /** Not now. */
  isLeft(shopId: string): boolean;
  did(shopId: string): void;
  failed(shopId: string, error: unknown): void;
  troubled: Told['troubled'];
}

/**
 * Shops take turns, a round each: a large one is not waited for, nor one that fails. What is written to a shop after its last round waits
 * for the next look, however fast it comes.
 */
async function follow(db: Database, follower: Follower): Promise<void> {
  const { signal } = follower;
  const begun = new Set<string>();
  const done = new Set<string>();
  for (;;) {
    const behind = (await shopsBehind(db.knex)).filter((shopId) => !follower.isLeft(shopId) && !done.has(shopId));
    if (behind.length === 0) break;
    for (const shopId of behind) {
      if (signal?.aborted) return;
      try {
        if (!(await takeTurn(db, shopId, begun, follower))) done.add(shopId);
        follower.did(shopId);
      } catch (error) {
        follower.failed(shopId, error);
      }
    }
  }
  if (signal?.aborted || (await isImporting(db.knex))) return;
  if (await analyzeListing(db.knex)) await cleanUp(db);
}

/** Terms that no product has any more go. */
export async function cleanUp(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await beginUnwritten(tx);
    await deleteUnusedTerms(tx);
  });
}

/**
 * @param begun shops that were asked whether to begin anew: each once, when nothing is imported
 * @returns whether more is left to do
 */
async function takeTurn(db: Database, shopId: string, begun: Set<string>, follower: Follower): Promise<boolean> {
  const importing = await isImporting(db.knex);
  if (!importing && !begun.has(shopId)) {
    await beginAnewIfSooner(db, shopId);
    begun.add(shopId);
  }
  const at = Date.now();
  const { troubles, more } = await listingRound(db, shopId, importing ? CHANGES_BESIDE_IMPORT : CHANGES);
  if (troubles.length > 0) follower.troubled(shopId, troubles);
  if (importing) await giveWay(db, (Date.now() - at) * GIVE_WAY, follower.signal);
  return more;
}

/** Rests as long as something is imported, but no longer than so many milliseconds. */
async function giveWay(db: Database, ms: number, signal: AbortSignal | undefined): Promise<void> {
  const end = Date.now() + Math.min(ms, LONGEST_PAUSE_MS);
  for (let left = end - Date.now(); left > 0 && !signal?.aborted; left = end - Date.now()) {
    await pause(Math.min(left, LOOK_MS), signal);
    if (!(await isImporting(db.knex))) return;
  }
}

/** An abort ends it early and is no failure. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal && { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}
