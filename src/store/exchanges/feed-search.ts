import type { Sql } from '../../db/open.js';
import { FEED_COLUMNS, type Feed, selectFeeds } from './feeds.js';

/** An exchange by its key. */
export interface ExchangeKey {
  readonly shopId: string;
  readonly exchangeId: string;
}

/** That the exchange sent the feed `f` again, under the same name. */
export const NEWER_EXISTS = `exists (select from feeds n where n.shop_id = f.shop_id and n.exchange_id = f.exchange_id
  and n.name = f.name and n.feed_id > f.feed_id and n.size > 0)`;

/** The newest feed of exactly this name in an exchange, a broken-off beginning too. */
export async function newestFeed(sql: Sql, exchange: ExchangeKey, name: string): Promise<Feed | null> {
  const [feed] = await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f where f.shop_id = :shop and f.exchange_id = :exchange and f.name = :name
     order by f.feed_id desc limit 1`,
    { shop: exchange.shopId, exchange: exchange.exchangeId, name },
  );
  return feed ?? null;
}

/** What an exchange has to import, entries of its archives too: the newest of each name, oldest first. No pictures. */
export async function feedsOfExchange(sql: Sql, exchange: ExchangeKey): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f
     where f.shop_id = :shop and f.exchange_id = :exchange and f.content <> 'file' and f.size > 0 and f.state <> 'expired'
       and not ${NEWER_EXISTS}
     order by f.feed_id`,
    { shop: exchange.shopId, exchange: exchange.exchangeId },
  );
}

/** The XML entries of an unpacked archive, in the archive's order. */
export async function entriesOf(sql: Sql, archive: Feed): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f where f.shop_id = :shop and f.exchange_id = :exchange and f.parent_feed_id = :feed
     order by f.feed_id`,
    { shop: archive.shopId, exchange: archive.exchangeId, feed: archive.feedId },
  );
}

/**
 * Feeds of the node's other exchanges of the same type that a name may mean, newest first: those not imported, and those that
 * were imported unasked since this exchange was opened; none that is older than an imported one of its name.
 * @param name exactly this name; absent = any
 */
export async function feedsOfFormerExchanges(
  sql: Sql,
  exchange: ExchangeKey & { readonly nodeId: string; readonly type: string; readonly openedAt: Date },
  name?: string,
): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f
     left join jobs j on j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.kind = 'import'
     where f.shop_id = :shop and f.node_id = :node and f.type = :type and f.exchange_id <> :exchange
       and (cast(:name as text) is null or f.name = :name)
       and f.content in ('xml', 'unknown') and f.size > 0 and f.state <> 'expired'
       and (j.state is distinct from 'done' or (j.finished_at >= :opened and not j.asked))
       and not exists (select from feeds n join jobs d on d.shop_id = n.shop_id and d.feed_id = n.feed_id
         where n.shop_id = f.shop_id and n.node_id = f.node_id and n.name = f.name and n.type = f.type and n.feed_id > f.feed_id
           and d.kind = 'import' and d.state = 'done')
     order by f.feed_id desc limit 1000`,
    {
      shop: exchange.shopId,
      node: exchange.nodeId,
      type: exchange.type,
      exchange: exchange.exchangeId,
      name: name ?? null,
      opened: exchange.openedAt,
    },
  );
}

/**
 * Which files the node sent anew after a feed, so that they are registered already.
 * @param names of files that the feed is or holds
 */
export async function newerFilesThan(
  sql: Sql,
  feed: Pick<Feed, 'shopId' | 'nodeId' | 'feedId'>,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await sql.raw<{ rows: { name: string }[] }>(
    `select distinct name from feeds where shop_id = ? and node_id = ? and name = any(?) and feed_id > ? and content = 'file'
       and sha256 is not null`,
    [feed.shopId, feed.nodeId, [...names], feed.feedId],
  );
  return new Set(found.rows.map((row) => row.name));
}

/** Pictures and other files whose bytes are not registered yet. */
export async function unsettledFiles(sql: Sql, exchange: ExchangeKey): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f
     where f.shop_id = :shop and f.exchange_id = :exchange and f.content = 'file' and f.sha256 is null and f.size > 0
       and f.state in ('receiving', 'closed') order by f.feed_id`,
    { shop: exchange.shopId, exchange: exchange.exchangeId },
  );
}
