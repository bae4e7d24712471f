import type { Services } from '../services.js';
import { expireFeeds, type FeedAge } from '../store/feed-retention.js';
import { deleteOldJournal } from '../store/journal-retention.js';

/** What a sweep took away. */
export interface Retained {
  readonly feeds: number;
  readonly journalEntries: number;
}

/**
 * Takes away the bytes of feeds that are older than RETENTION_DAYS, then the oldest beyond RETENTION_BYTES, and
 * journal entries of that age. Rows of feeds stay, as `expired`. Never touched: a feed with an open job, one of a
 * live exchange, and pictures that the catalogue keeps (they are blobs of their own).
 */
export async function sweepRetention(services: Services): Promise<Retained> {
  const { config, db } = services;
  const byAge: FeedAge = { olderThanDays: config.RETENTION_DAYS };
  const bySize: FeedAge = { beyondBytes: config.RETENTION_BYTES };
  let feeds = 0;
  for (const age of [byAge, bySize]) feeds += await expireAll(services, age);
  const journalEntries = await deleteOldJournal(db.knex, config.RETENTION_DAYS);
  if (feeds + journalEntries > 0) services.log.info({ feeds, journalEntries }, 'old feeds and journal entries deleted');
  return { feeds, journalEntries };
}

async function expireAll({ db, blobs, config }: Services, age: FeedAge): Promise<number> {
  for (let all = 0; ; ) {
    const expired = await db.transaction(async (tx) => {
      const some = await expireFeeds(tx, age, config.EXCHANGE_IDLE_MINUTES);
      // Before the commit: a row that says `expired` has no bytes; bytes without a row would stay for ever.
      for (const storedAs of some) await blobs.remove(storedAs);
      return some.length;
    });
    if (expired === 0) return all;
    all += expired;
  }
}
