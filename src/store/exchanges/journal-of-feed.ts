import type { Tx } from '../../db/open.js';
import type { Feed } from './feeds.js';
import { addJournal, type JournalInput } from './journal.js';

/** How many entries of these codes are written one by one for a feed. */
const MOST = 1000;

/** An entry about a feed, without what all of them share. */
export type FeedEntry = Omit<JournalInput, 'shopId' | 'exchangeId' | 'nodeId' | 'feedId'>;

/**
 * Writes entries about records of a feed; those beyond 1,000 of their codes are counted in one entry.
 * @param more.moreText of that entry, with the count so far
 */
export async function addJournalOfFeed(
  tx: Tx,
  feed: Feed,
  entries: readonly FeedEntry[],
  more: { readonly moreCode: string; readonly moreText: (count: number) => string },
): Promise<void> {
  if (entries.length === 0) return;
  const about = { shopId: feed.shopId, exchangeId: feed.exchangeId, nodeId: feed.nodeId, feedId: feed.feedId };
  const keys = { shop_id: feed.shopId, exchange_id: feed.exchangeId, feed_id: feed.feedId };
  const [written] = await tx('journal')
    .where(keys)
    .whereIn('code', [...new Set(entries.map((entry) => entry.code))])
    .count({ count: '*' });
  const room = Math.max(0, MOST - Number(written?.count ?? 0));
  await addJournal(
    tx,
    entries.slice(0, room).map((entry) => ({ ...about, ...entry })),
  );
  const beyond = entries.length - room;
  if (beyond <= 0) return;
  const counted = await tx('journal')
    .where({ ...keys, code: more.moreCode })
    .first('entry_id', 'detail');
  const count = Number(counted?.detail?.count ?? 0) + beyond;
  const message = more.moreText(count);
  if (!counted) {
    await addJournal(tx, { ...about, severity: 'warning', code: more.moreCode, message, detail: { count } });
    return;
  }
  await tx('journal')
    .where({ shop_id: feed.shopId, entry_id: counted.entry_id })
    .update({ message, detail: JSON.stringify({ count }) });
}
