import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { type ListingLag, listingLags } from '../store/listing/troubles.js';

const LOOK_MS = 60_000;
/** Longer than this filters lag behind no import that goes well. */
const LATE_SECONDS = 600;
/** It is said again so often. */
const AGAIN_MS = 600_000;

/** Looks how far the listings are behind, and tells the log. */
export interface LagTeller {
  /** One look. */
  look(now?: number): Promise<void>;
  stop(): void;
}

/**
 * Tells the log of a shop whose filters lag for more than ten minutes, or whose listing has taken that long to be made, and when it has
 * caught up. From outside of the thread that keeps it up: also one that is dead or hangs is told of.
 */
export function tellOfLag(knex: Knex, log: Pick<Logger, 'warn' | 'info'>): LagTeller {
  const late = new Map<string, { readonly since: number; told: number | null }>();

  function see(lag: ListingLag, now: number): void {
    const { shopId, behind, seconds, whole, troubled } = lag;
    const isBehind = behind !== 0 || !whole;
    const known = late.get(shopId);
    if (!isBehind) {
      if (known && known.told !== null) log.info({ shopId, troubled }, 'filters, sorting and search have caught up');
      late.delete(shopId);
      return;
    }
    const one = known ?? { since: now, told: null };
    late.set(shopId, one);
    // The first making begins with a log that may be old: what counts is how long it takes.
    const lagging = Math.floor(whole ? (seconds ?? 0) : (now - one.since) / 1000);
    if (lagging < LATE_SECONDS || (one.told !== null && now - one.told < AGAIN_MS)) return;
    one.told = now;
    log.warn({ shopId, behind, seconds: lagging, whole, troubled }, 'filters, sorting and search lag behind');
  }

  async function look(now = Date.now()): Promise<void> {
    for (const lag of await listingLags(knex)) see(lag, now);
  }

  const timer = setInterval(() => {
    look().catch((err: unknown) => log.warn({ err }, 'how far the listing lags could not be looked up'));
  }, LOOK_MS);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
