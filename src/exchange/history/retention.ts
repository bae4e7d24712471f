import type { Tx } from '../../db/open.js';
import type { Services } from '../../services.js';
import { forgetUnused } from '../../store/catalogue/block-rewrites.js';
import { deleteOldImages } from '../../store/catalogue/image-retention.js';
import { deleteOldRuns, deleteRunWorkingSets } from '../../store/catalogue/run-retention.js';
import { deleteOldChanges } from '../../store/changes/change-retention.js';
import { deleteOldExchanges, deleteOldFeeds } from '../../store/exchanges/exchange-retention.js';
import { type ExpiredFeed, expireFeeds, type FeedAge } from '../../store/exchanges/feed-retention.js';
import { deleteOldJournal } from '../../store/exchanges/journal-retention.js';
import { isContentNamed, lockContent } from '../../store/exchanges/packed-feeds.js';
import { deleteOldRequests } from '../../store/exchanges/request-retention.js';
import { deleteEmptyBatches, deleteRepeatedOffers, dropOldBodies } from '../../store/orders/batch-retention.js';
import { deleteOldKeys } from '../../store/orders/idempotency-retention.js';
import { deleteOldMessages } from '../../store/webhooks/webhook-retention.js';

/** What a sweep took away, in the order in which it did. */
export interface Retained {
  /** Feeds that lost their bytes. */
  readonly feedBytes: number;
  readonly journalEntries: number;
  /** Blocks of rows of the catalogue as they were before old exchanges. */
  readonly images: number;
  readonly requests: number;
  /** Rows of feeds whose bytes went before. */
  readonly feeds: number;
  /** Offers of orders that were repeated later. */
  readonly repeatedOffers: number;
  readonly emptyBatches: number;
  /** Batches that lost the bytes that were sent. */
  readonly batchBytes: number;
  readonly exchanges: number;
  /** What full runs that are over had seen and missed. */
  readonly runRows: number;
  readonly runs: number;
  readonly idempotencyKeys: number;
  /** What was known of records of feeds, and what was written since. */
  readonly knownRecords: number;
  /** Changes of the log. */
  readonly changes: number;
  /** Messages to webhooks that are done with. */
  readonly webhookMessages: number;
}

/**
 * Takes away what is not needed any more: at RETENTION_DAYS the bytes of feeds (also the oldest beyond RETENTION_BYTES), journals,
 * requests and before-images, exchanges with the rows of their feeds and jobs, the bytes of batches, full runs, Idempotency-Keys and messages
 * to webhooks; at CHANGES_DAYS the log of changes; at once what never serves
 * again: empty batches, repeated offers, the working sets of full runs. Never touched: what a live exchange, an open job, an open or held
 * full run needs, what was sent of each order, and pictures that the catalogue keeps (they are blobs of their own).
 */
export async function sweepRetention(services: Services): Promise<Retained> {
  const { config, log } = services;
  const { knex } = services.db;
  const days = config.RETENTION_DAYS;
  const taken: Retained = {
    feedBytes: await expireAll(services),
    journalEntries: await deleteOldJournal(knex, days),
    images: await deleteOldImages(knex, days),
    requests: await deleteOldRequests(knex, days),
    feeds: await deleteOldFeeds(knex, days),
    repeatedOffers: await deleteRepeatedOffers(knex),
    emptyBatches: await deleteEmptyBatches(knex),
    batchBytes: await dropOldBodies(knex, days),
    // After all that refers to them.
    exchanges: await deleteOldExchanges(knex, days),
    runRows: await deleteRunWorkingSets(knex),
    runs: await deleteOldRuns(knex, days),
    idempotencyKeys: await deleteOldKeys(knex, days),
    knownRecords: await forgetUnused(knex),
    webhookMessages: await deleteOldMessages(knex, days),
    changes: await deleteOldChanges(knex, config.CHANGES_DAYS),
  };
  if (Object.values(taken).some((count) => count > 0)) log.info(taken, 'what is not needed any more was deleted');
  return taken;
}

async function expireAll(services: Services): Promise<number> {
  const { RETENTION_DAYS, RETENTION_BYTES } = services.config;
  const byAge = await expire(services, { olderThanDays: RETENTION_DAYS });
  return byAge + (await expire(services, { beyondBytes: RETENTION_BYTES }));
}

async function removeBlobs(tx: Tx, blobs: Services['blobs'], { storedAs, packed, loose }: ExpiredFeed): Promise<void> {
  if (loose !== null) await blobs.remove(loose);
  if (packed) {
    await lockContent(tx, storedAs);
    if (await isContentNamed(tx, storedAs)) return;
  }
  await blobs.remove(storedAs);
}

async function expire({ db, blobs, config }: Services, age: FeedAge): Promise<number> {
  for (let all = 0; ; ) {
    const expired = await db.transaction(async (tx) => {
      const some = await expireFeeds(tx, age, config.EXCHANGE_IDLE_MINUTES);
      // Before the commit: a row that says `expired` has no bytes; bytes without a row would stay for ever.
      for (const feed of some) await removeBlobs(tx, blobs, feed);
      return some.length;
    });
    if (expired === 0) return all;
    all += expired;
  }
}
