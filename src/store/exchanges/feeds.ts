import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';
import type { ExchangeType } from './exchanges.js';

/** What a feed's bytes are: decided by its name and its first bytes. `unknown` = too few bytes yet, or neither XML nor ZIP. */
export type FeedContent = 'xml' | 'zip' | 'file' | 'unknown';

/** `receiving` takes further pieces; `closed` takes none; `unpacked` = its entries are feeds and files; `expired` = the bytes are gone. */
export type FeedState = 'receiving' | 'closed' | 'unpacked' | 'expired';

/** One file as received, or one XML entry of a ZIP (`parentFeedId`). */
export interface Feed {
  readonly shopId: string;
  readonly feedId: string;
  readonly exchangeId: string;
  readonly nodeId: string;
  readonly type: ExchangeType;
  /** Normalised path as 1C says it. */
  readonly name: string;
  readonly generation: number;
  readonly content: FeedContent;
  readonly state: FeedState;
  /** The name of its blob. */
  readonly storedAs: string;
  /** Bytes that are durable. */
  readonly size: number;
  /** Of the whole feed, once something read it whole; null before. */
  readonly sha256: string | null;
  readonly parentFeedId: string | null;
  /** `storedAs` names its content: other feeds may have the same. */
  readonly packed: boolean;
  readonly receivedAt: Date;
  readonly updatedAt: Date;
}

/** A new feed's row. */
export type NewFeed = Omit<Feed, 'packed' | 'receivedAt' | 'updatedAt'>;

interface FeedKey {
  readonly shopId: string;
  readonly feedId: string;
}

/** The columns of a feed under the names of `Feed`; `f` is the table's alias. */
export const FEED_COLUMNS = `f.shop_id as "shopId", f.feed_id as "feedId", f.exchange_id as "exchangeId", f.node_id as "nodeId",
  f.type, f.name, f.generation, f.content, f.state, f.stored_as as "storedAs", f.size, f.sha256,
  f.parent_feed_id as "parentFeedId", f.packed, f.received_at as "receivedAt", f.updated_at as "updatedAt"`;

type FeedRow = Omit<Feed, 'size'> & { readonly size: string };

/** Runs a query that selects FEED_COLUMNS. */
export async function selectFeeds(sql: Sql, query: string, bindings: Knex.ValueDict): Promise<Feed[]> {
  const found = await sql.raw<{ rows: FeedRow[] }>(query, bindings);
  return found.rows.map((row) => ({ ...row, size: Number(row.size) }));
}

/** A feed by its id. */
export async function findFeed(sql: Sql, shopId: string, feedId: string): Promise<Feed | null> {
  const [feed] = await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f where f.shop_id = :shop and f.feed_id = :feed`,
    { shop: shopId, feed: feedId },
  );
  return feed ?? null;
}

/** Writes the rows of new feeds; their blobs come first or are appended to later. */
export async function insertFeeds(sql: Sql, feeds: readonly NewFeed[]): Promise<void> {
  const rows = feeds.map((feed) => ({
    shop_id: feed.shopId,
    feed_id: feed.feedId,
    exchange_id: feed.exchangeId,
    node_id: feed.nodeId,
    type: feed.type,
    name: feed.name,
    generation: feed.generation,
    content: feed.content,
    state: feed.state,
    stored_as: feed.storedAs,
    size: feed.size,
    sha256: feed.sha256,
    parent_feed_id: feed.parentFeedId,
  }));
  for (let i = 0; i < rows.length; i += 500) await sql('feeds').insert(rows.slice(i, i + 500));
}

/**
 * Tells how many bytes of a feed are durable now. Called by mode=file after the fsync.
 * @returns the feed as it is now; null when it takes no more pieces.
 */
export async function growFeed(sql: Sql, key: FeedKey, size: number, content: FeedContent): Promise<Feed | null> {
  const [feed] = await selectFeeds(
    sql,
    `update feeds f set size = :size, content = :content, updated_at = now()
     where f.shop_id = :shop and f.feed_id = :feed and f.state = 'receiving' returning ${FEED_COLUMNS}`,
    { shop: key.shopId, feed: key.feedId, size, content },
  );
  return feed ?? null;
}

/** A feed takes no more pieces from now on. */
export async function closeFeed(sql: Sql, key: FeedKey): Promise<void> {
  await sql.raw(`update feeds set state = 'closed' where shop_id = ? and feed_id = ? and state = 'receiving'`, [
    key.shopId,
    key.feedId,
  ]);
}

/** Keeps the hash of a whole feed. */
export async function setFeedHash(sql: Sql, key: FeedKey, sha256: string): Promise<void> {
  await sql('feeds').where({ shop_id: key.shopId, feed_id: key.feedId }).update({ sha256 });
}

/** The archive's entries are feeds and files of their own now. */
export async function markUnpacked(sql: Sql, key: FeedKey): Promise<void> {
  await sql('feeds').where({ shop_id: key.shopId, feed_id: key.feedId }).update({ state: 'unpacked' });
}

/** Forgets a feed whose first piece never became durable. @returns whether it was so */
export async function deleteFeed(sql: Sql, key: FeedKey): Promise<boolean> {
  return (await sql('feeds').where({ shop_id: key.shopId, feed_id: key.feedId, size: 0 }).delete()) > 0;
}

/** Of these names of blobs, those under which bytes of feeds lie. */
export async function namedBlobs(sql: Sql, names: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql.raw<{ rows: { name: string }[] }>(
    `select b.name from unnest(cast(:names as text[])) as b (name)
     where exists (select from feeds f where f.stored_as = b.name or f.loose = b.name)`,
    { names: [...names] },
  );
  return new Set(found.rows.map(({ name }) => name));
}
