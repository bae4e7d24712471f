import type { Services } from '../../services.js';
import { closeFeed, type Feed, findFeed } from '../../store/exchanges/feeds.js';
import { type Job, type JobKind, jobOf, queueJob } from '../../store/exchanges/jobs.js';
import { addJournal, type JournalInput } from '../../store/exchanges/journal.js';
import { cutToSize } from './blob-bytes.js';
import { feedKey, feedLocks } from './feed-locks.js';
import { isWhole } from './whole-feed.js';

/**
 * Queues what is to be done with a feed (a ZIP is unpacked, XML imported) and closes it: a piece that comes later begins a new
 * feed. A feed that was queued before keeps its job.
 * @param options.asked whether 1C asked for it; then the feed is closed even if it is not whole: what comes now is sent anew
 * @param options.waitMs how long to wait for a piece that is being received
 * @returns the job; `partial` when the feed is not whole; `busy` when a piece of it is still being received
 */
export async function enlist(
  services: Services,
  feed: Feed,
  options: { asked: boolean; close?: boolean; waitMs: number },
): Promise<Job | 'partial' | 'busy'> {
  return await feedLocks.runWithin(feedKey(feed, feed.name), options.waitMs, async () => {
    const { db, blobs } = services;
    const current = (await findFeed(db.knex, feed.shopId, feed.feedId)) ?? feed;
    const kind: JobKind = current.content === 'zip' ? 'unpack' : 'import';
    const known = await jobOf(db.knex, current, kind);
    if (known) return known;
    await cutToSize(blobs, current.storedAs, current.size);
    if (!(await isWhole(services, current))) {
      if ((options.close ?? options.asked) && current.state === 'receiving') {
        await closeFeed(db.knex, current);
        await addJournal(db.knex, incomplete(current));
      }
      return 'partial';
    }
    return await db.transaction(async (tx) => {
      await closeFeed(tx, current);
      if (!current.parentFeedId) await addJournal(tx, received(current, options.asked));
      return await queueJob(tx, current, kind, { asked: options.asked });
    });
  });
}

function received(feed: Feed, asked: boolean): JournalInput {
  return {
    ...about(feed),
    severity: 'info',
    code: 'feed-received',
    message: `Получен файл ${feed.name}, ${feed.size} байт.${asked ? '' : ' 1С не запросила его загрузку: он загружается сам.'}`,
    detail: { name: feed.name, size: feed.size, asked },
  };
}

/** The journal's word on a feed whose end did not come. */
export function incomplete(feed: Feed): JournalInput {
  return {
    ...about(feed),
    severity: 'warning',
    code: 'feed-incomplete',
    message: `Файл ${feed.name} пришёл не полностью (${feed.size} байт) и не загружен.`,
    detail: { name: feed.name, size: feed.size },
  };
}

const about = ({ shopId, exchangeId, nodeId, feedId }: Feed) => ({ shopId, exchangeId, nodeId, feedId });
