import type { Tx } from '../db/open.js';

/** Which feeds are too old: by their age, or because so many newer bytes are kept. */
export type FeedAge = { readonly olderThanDays: number } | { readonly beyondBytes: number };

/** Feeds of one call: a transaction that removes their blobs stays short. */
const AT_ONCE = 200;

const TOO_OLD = `select shop_id, feed_id from feeds
  where state <> 'expired' and received_at < now() - make_interval(days => :days)`;

const TOO_MANY = `select shop_id, feed_id from
  (select shop_id, feed_id, sum(size) over (order by received_at desc, feed_id desc) as held
   from feeds where state <> 'expired') as all_feeds
  where held > :bytes`;

/**
 * Marks some feeds, oldest first, as `expired`, and keeps their rows locked: no job can be queued for them until the
 * commit. Left alone are feeds of a live exchange, and those that an open job reads, be it their archive's or their
 * entry's.
 * @returns the names of their blobs, which the caller removes; empty when there are none left
 */
export async function expireFeeds(tx: Tx, age: FeedAge, idleMinutes: number): Promise<string[]> {
  const [old, bindings] =
    'olderThanDays' in age ? [TOO_OLD, { days: age.olderThanDays }] : [TOO_MANY, { bytes: age.beyondBytes }];
  const result = await tx.raw<{ rows: { storedAs: string }[] }>(
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
     returning stored_as as "storedAs"`,
    { ...bindings, idle: idleMinutes, limit: AT_ONCE },
  );
  return result.rows.map((row) => row.storedAs);
}
