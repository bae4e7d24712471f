import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

const OVER = 'e.ended_at is not null and e.last_seen_at < now() - make_interval(days => :days)';

/**
 * Deletes the rows of expired feeds, and their jobs, of exchanges that ended over `days` ago. Kept are feeds with an open job, and
 * all that a node sent since an open full run of its began: the end of the run asks which of them failed.
 * @returns how many feeds
 */
export async function deleteOldFeeds(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `with old as (
       select f.shop_id, f.feed_id from feeds f
       join exchanges e on e.shop_id = f.shop_id and e.exchange_id = f.exchange_id
       where f.state = 'expired' and ${OVER}
         and not exists (
           select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.state in ('queued', 'running'))
         and not exists (
           select from full_runs r
           join exchanges first on first.shop_id = r.shop_id and first.exchange_id = r.first_exchange_id
           where r.shop_id = f.shop_id and r.node_id = f.node_id and r.state = 'open' and first.opened_at <= f.received_at)
       limit :limit for update of f skip locked),
     their_jobs as (
       delete from jobs j using old where j.shop_id = old.shop_id and j.feed_id = old.feed_id)
     delete from feeds f using old where f.shop_id = old.shop_id and f.feed_id = old.feed_id`,
    { days },
  );
}

/**
 * Deletes the exchanges that ended over `days` ago and have nothing left: no feed, no journal, no batch (one with orders stays for
 * the orders' history). Kept are those that a full run still names, and the newest of each node and type: it tells when the node
 * was heard last.
 * @returns how many
 */
export async function deleteOldExchanges(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `delete from exchanges where (shop_id, exchange_id) in (
       select e.shop_id, e.exchange_id from exchanges e
       where ${OVER}
         and not exists (select from feeds f where f.shop_id = e.shop_id and f.exchange_id = e.exchange_id)
         and not exists (select from journal j where j.shop_id = e.shop_id and j.exchange_id = e.exchange_id)
         and not exists (select from batches b where b.shop_id = e.shop_id and b.exchange_id = e.exchange_id)
         and not exists (
           select from full_runs r where r.shop_id = e.shop_id and r.node_id = e.node_id and r.state in ('open', 'held')
             and e.exchange_id in (r.first_exchange_id, r.last_exchange_id))
         and exists (
           select from exchanges n where n.shop_id = e.shop_id and n.node_id = e.node_id and n.type = e.type
             and (n.opened_at, n.exchange_id) > (e.opened_at, e.exchange_id))
       limit :limit for update of e skip locked)`,
    { days },
  );
}
