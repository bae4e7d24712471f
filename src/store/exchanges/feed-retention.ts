import type { Tx } from '../../db/open.js';

/** Which feeds are too old: by their age, or because so many newer bytes are kept. */
export type FeedAge = { readonly olderThanDays: number } | { readonly beyondBytes: number };

/** Feeds of one call: a transaction that removes their blobs stays short. */
const AT_ONCE = 200;

const TOO_OLD = `select shop_id, feed_id from feeds
  where state <> 'expired' and received_at < now() - make_interval(days => :days)`;

/** Bytes on the disk; content that several feeds share counts once, with the newest of them. */
const TOO_MANY = `select shop_id, feed_id from
  (select shop_id, feed_id, sum(bytes) over (order by received_at desc, feed_id desc) as held from
    (select shop_id, feed_id, received_at, case when not packed then size
       when row_number() over (partition by packed, stored_as order by received_at desc, feed_id desc) = 1 then packed_size else 0 end
       as bytes
     from feeds where state <> 'expired') as each_feed) as all_feeds
  where held > :bytes`;

/** The blobs of a feed that has expired. */
export interface ExpiredFeed {
  readonly storedAs: string;
  /** Others may name the same content. */
  readonly packed: boolean;
  /** What it lay under before it was packed, when that is not deleted yet. */
  readonly loose: string | null;
}

/**
 * Marks some feeds, oldest first, as `expired`, and keeps their rows locked: no job can be queued for them until the
 * commit. Left alone are feeds of a live exchange, and those that an open job reads, be it their archive's or their
 * entry's.
 * @returns their blobs, which the caller removes; empty when there are none left
 */
export async function expireFeeds(tx: Tx, age: FeedAge, idleMinutes: number): Promise<ExpiredFeed[]> {
  const [old, bindings] =
    'olderThanDays' in age ? [TOO_OLD, { days: age.olderThanDays }] : [TOO_MANY, { bytes: age.beyondBytes }];
  const result = await tx.raw<{ rows: ExpiredFeed[] }>(
    `update feeds set state = 'expired' where (shop_id, feed_id) in (
       select f.shop_id, f.feed_id from feeds f
       join (${old}) as o using (shop_id, feed_id)
       join exchanges e on e.shop_id = f.shop_id and e.exchange_id = f.exchange_id
       where (e.ended_at is not null or e.last_seen_at <= now() - make_interval(mins => :idle))
         and not exists (
           select from jobs j join feeds r on r.shop_id = j.shop_id and r.feed_id = j.feed_id
           where j.shop_id = f.shop_id and j.state in ('queued', 'running')
             and (r.feed_id = f.feed_id or r.feed_id = f.parent_feed_id or r.parent_feed_id = f.feed_id))
       order by f.received_at, f.feed_id limit :limit for update of f skip locked)
     returning stored_as as "storedAs", packed, loose`,
    { ...bindings, idle: idleMinutes, limit: AT_ONCE },
  );
  return result.rows;
}
