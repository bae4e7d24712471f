import type { Sql, Tx } from '../../db/open.js';
import { FEED_COLUMNS, type Feed, selectFeeds } from './feeds.js';

/** A feed that nobody asked for is taken for done after so long. */
const SETTLED = "interval '1 hour'";

/** SQL: something is imported, or waits for it. */
const IMPORTING = "exists (select from jobs j where j.state in ('queued', 'running'))";

/** Whether anything is imported at this moment, or waits for it. */
export async function isImporting(sql: Sql): Promise<boolean> {
  const found = await sql.raw<{ rows: { importing: boolean }[] }>(`select ${IMPORTING} as importing`);
  return found.rows[0]?.importing === true;
}

/**
 * Feeds that get no more bytes and that nobody works on, and that still lie as they came: those whose job has ended, files that are
 * registered, and what was left alone for long. Oldest first. While anything is imported, what has just come waits: compressing a feed
 * costs as much as importing it. So does what has just come while an exchange is going on: between two files that 1C has imported one after
 * the other there is no job.
 * @param except feeds (UUIDs) that are left out
 * @param quietSeconds an exchange goes on so long after it was heard of
 */
export async function feedsToPack(
  sql: Sql,
  except: readonly string[],
  limit: number,
  quietSeconds: number,
): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f
     where not f.packed and f.state in ('closed', 'unpacked') and f.size > 0 and case when f.content = 'file' then f.sha256 is not null
       else f.updated_at < now() - ${SETTLED} or exists (
         select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.state in ('done', 'failed', 'stopped')) end
       and not exists (
         select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.state in ('queued', 'running'))
       and (f.content = 'file' or f.updated_at < now() - ${SETTLED}
         or not (${IMPORTING} or exists (
           select from exchanges e where e.ended_at is null and e.last_seen_at > now() - make_interval(secs => :quiet))))
       and f.feed_id <> all(cast(:except as uuid[]))
     order by f.updated_at limit :limit`,
    { limit, except: [...except], quiet: quietSeconds },
  );
}

/**
 * Waits until nobody else puts this content in its place, names it or removes it, until the commit: who does one of these calls it
 * first.
 * @param storedAs the name of packed content
 */
export async function lockContent(tx: Tx, storedAs: string): Promise<void> {
  await tx.raw(`select pg_advisory_xact_lock(hashtextextended('uzel:packed:' || ?, 0))`, [storedAs]);
}

/**
 * A feed lies packed from now on; its former blob is still to be deleted (`looseBlobs`). Call `lockContent` first.
 * @returns whether it was so: not when it was begun to be worked on, expired or packed meanwhile
 */
export async function switchToPacked(
  tx: Tx,
  feed: Pick<Feed, 'shopId' | 'feedId' | 'storedAs'>,
  pack: { readonly storedAs: string; readonly packedSize: number; readonly sha256: string },
): Promise<boolean> {
  const switched = await tx.raw<{ rowCount: number }>(
    // Who expires the feed at this moment has locked its row, and waits for this content perhaps: it is let go.
    `update feeds f set stored_as = :packed, packed = true, packed_size = :size, loose = f.stored_as, sha256 = :sha256
     from (select shop_id, feed_id from feeds where shop_id = :shop and feed_id = :feed for update skip locked) l
     where f.shop_id = l.shop_id and f.feed_id = l.feed_id and not f.packed and f.stored_as = :loose
       and f.state in ('closed', 'unpacked') and not exists (
         select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.state in ('queued', 'running'))`,
    {
      shop: feed.shopId,
      feed: feed.feedId,
      loose: feed.storedAs,
      packed: pack.storedAs,
      size: pack.packedSize,
      sha256: pack.sha256,
    },
  );
  return switched.rowCount === 1;
}

/** A blob of a feed that is packed already. */
export interface LooseBlob {
  readonly shopId: string;
  readonly feedId: string;
  readonly loose: string;
}

/** Blobs that packed feeds need no more. */
export async function looseBlobs(sql: Sql, limit: number): Promise<LooseBlob[]> {
  const found = await sql.raw<{ rows: LooseBlob[] }>(
    `select shop_id as "shopId", feed_id as "feedId", loose from feeds where loose is not null
     order by shop_id, feed_id limit ?`,
    [limit],
  );
  return found.rows;
}

/** The former blobs of these feeds are deleted. */
export async function forgetLoose(sql: Sql, feeds: readonly LooseBlob[]): Promise<void> {
  await sql.raw(
    `update feeds set loose = null where (shop_id, feed_id) in
       (select * from unnest(cast(:shops as text[]), cast(:feeds as uuid[])))`,
    { shops: feeds.map((feed) => feed.shopId), feeds: feeds.map((feed) => feed.feedId) },
  );
}

/** Whether a feed still lies under this packed content. Ask it behind `lockContent`, in the same transaction. */
export async function isContentNamed(tx: Tx, storedAs: string): Promise<boolean> {
  const named = await tx.raw<{ rowCount: number }>(
    `select from feeds where stored_as = ? and packed and state <> 'expired' limit 1`,
    [storedAs],
  );
  return named.rowCount > 0;
}
