import type { Services } from '../../services.js';
import { endIdleExchanges } from '../../store/exchanges/exchanges.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import type { Job } from '../../store/exchanges/jobs.js';
import { addJournal } from '../../store/exchanges/journal.js';
import {
  closeAbandonedFeeds,
  exchangesWithUnsettledFiles,
  type LeftoverFilter,
  leftoverFeeds,
  momentBefore,
} from '../../store/exchanges/leftover-feeds.js';
import { enlist, incomplete } from './enlist.js';
import { settleFiles } from './settle-files.js';
import { uploading } from './uploads.js';

/**
 * Settles the files and queues the whole feeds that exchanges left behind: some 1C never call import (one-c-client.md §3). A feed
 * that is not whole, or of an exchange that is uploading now, is left as it is.
 * @returns the jobs, in the order in which the feeds were received, and the exchanges whose leftovers could not be taken up
 */
export async function queueLeftovers(
  services: Services,
  filter: LeftoverFilter,
): Promise<{ queued: Job[]; failed: ReadonlySet<string> }> {
  const { knex } = services.db;
  // 1C cuts a file into pieces of file_limit: after so many full ones the next is on its way, or never came.
  const isUnfinished = (file: Feed) => file.size % services.config.FILE_LIMIT === 0;
  const failed = new Set<string>();
  // What is wrong with one exchange (bytes that are gone, a full disk) must not keep the others waiting.
  const apart = async (exchangeId: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failed.add(exchangeId);
      services.log.error({ err: error, exchange: exchangeId }, 'the leftovers of an exchange could not be taken up');
    }
  };
  for (const exchange of await exchangesWithUnsettledFiles(knex, filter)) {
    if (uploading(exchange.exchangeId)) continue;
    await apart(exchange.exchangeId, async () => await settleFiles(services, exchange, isUnfinished));
  }
  const queued: Job[] = [];
  for (const feed of await leftoverFeeds(knex, filter)) {
    if (uploading(feed.exchangeId)) continue;
    await apart(feed.exchangeId, async () => {
      const job = await enlist(services, feed, { asked: false, waitMs: 0 });
      if (typeof job === 'object') queued.push(job);
    });
  }
  return { queued, failed };
}

/**
 * What falls due by itself: the leftovers of silent exchanges, then the end of exchanges that were idle for long, whose unfinished
 * feeds the journal tells of.
 * @param ended whether exchanges that have ended are looked at too: at the start of the server
 */
export async function sweepExchanges(services: Services, ended: boolean): Promise<Job[]> {
  const { config, db } = services;
  const silentSince = await momentBefore(db.knex, Math.min(config.LEFTOVER_MINUTES, config.EXCHANGE_IDLE_MINUTES));
  const { queued, failed } = await queueLeftovers(services, { silentSince, ended });
  await db.transaction(async (tx) => {
    const unfinished = await closeAbandonedFeeds(tx, config.EXCHANGE_IDLE_MINUTES, [...failed]);
    await addJournal(tx, unfinished.map(incomplete));
    await endIdleExchanges(tx, config.EXCHANGE_IDLE_MINUTES);
  });
  return queued;
}
