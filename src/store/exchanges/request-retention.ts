import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/** Deletes what is known of the requests of exchanges that ended over `days` ago. @returns how many */
export async function deleteOldRequests(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `delete from exchange_requests where (shop_id, exchange_id, request_id) in (
       select r.shop_id, r.exchange_id, r.request_id from exchanges e
       join exchange_requests r on r.shop_id = e.shop_id and r.exchange_id = e.exchange_id
       where e.ended_at is not null and e.last_seen_at < now() - make_interval(days => :days) limit :limit)`,
    { days },
  );
}
