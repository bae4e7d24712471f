import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { Exchange } from './exchanges.js';
import { type ExchangeKey, NEWER_EXISTS } from './feed-search.js';
import { FEED_COLUMNS, type Feed, selectFeeds } from './feeds.js';
import { isContentNamed, lockContent } from './packed-feeds.js';

/**
 * What an exchange applied, in the order in which it did: pictures, then archives and XML as their jobs were queued, and what never
 * got a job unless it was sent again. Entries of archives are left out: their archive brings them.
 */
export async function appliedFeeds(sql: Sql, exchange: ExchangeKey): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f
     left join lateral (select min(j.queued_at) as queued_at from jobs j
       where j.shop_id = f.shop_id and j.feed_id = f.feed_id) q on true
     where f.shop_id = :shop and f.exchange_id = :exchange and f.parent_feed_id is null and f.size > 0
       and f.content <> 'unknown' and (f.content = 'file' or q.queued_at is not null or not ${NEWER_EXISTS})
     order by f.content <> 'file', q.queued_at nulls last, f.feed_id`,
    { shop: exchange.shopId, exchange: exchange.exchangeId },
  );
}

/**
 * Makes a feed of another exchange that has the same packed content.
 * @returns its row; null when the content is gone, or the feed is not packed
 */
export async function shareFeed(tx: Tx, feed: Feed, exchange: Exchange): Promise<Feed | null> {
  if (!feed.packed) return null;
  await lockContent(tx, feed.storedAs);
  if (!(await isContentNamed(tx, feed.storedAs))) return null;
  return await copyRow(tx, feed, exchange, { feedId: uuid(), storedAs: feed.storedAs });
}

/** Makes a feed of another exchange whose bytes lie under `storedAs`. @param of.feedId of the new feed */
export async function copyRow(
  sql: Sql,
  feed: Feed,
  exchange: Exchange,
  of: { readonly feedId: string; readonly storedAs: string },
): Promise<Feed> {
  const [copy] = await selectFeeds(
    sql,
    `insert into feeds as f (shop_id, feed_id, exchange_id, node_id, type, name, generation, content, state, stored_as, size, sha256,
       packed, packed_size)
     select shop_id, cast(:new as uuid), cast(:exchange as uuid), cast(:node as uuid), :type, name, 0, content, 'closed', :storedAs, size,
       case when content = 'file' then null else sha256 end, packed and stored_as = :storedAs,
       case when stored_as = :storedAs then packed_size end
     from feeds where shop_id = :shop and feed_id = :feed
     returning ${FEED_COLUMNS}`,
    {
      shop: feed.shopId,
      feed: feed.feedId,
      new: of.feedId,
      storedAs: of.storedAs,
      exchange: exchange.exchangeId,
      node: exchange.nodeId,
      type: exchange.type,
    },
  );
  if (!copy) throw new Error(`feed ${feed.feedId} is gone`);
  return copy;
}
