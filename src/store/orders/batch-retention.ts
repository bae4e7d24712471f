import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/** No `success` can come any more: the cookie of the exchange is void, and has been for a while. */
const OVER = `e.ended_at < now() - interval '1 hour'`;

const OF_ITS_EXCHANGE = 'join exchanges e on e.shop_id = b.shop_id and e.exchange_id = b.exchange_id';

/**
 * Deletes what was offered, never acknowledged, and offered again later to the same node under the same number and version: a 1C that
 * fetches its orders every minute and never confirms them would else leave a row for each order and minute. The newest offer of
 * each version stays, and every acknowledged one: the orders' history, and what a number of 1C is matched by.
 * @returns how many rows
 */
export async function deleteRepeatedOffers(sql: Sql): Promise<number> {
  return await inPortions(
    sql,
    `delete from batch_orders where (shop_id, batch_id, order_id) in (
       select o.shop_id, o.batch_id, o.order_id from batches b ${OF_ITS_EXCHANGE}
       join batch_orders o on o.shop_id = b.shop_id and o.batch_id = b.batch_id
       where b.state <> 'acknowledged' and ${OVER} and exists (
         select from batch_orders n where n.shop_id = o.shop_id and n.order_id = o.order_id and n.node_id = o.node_id
           and n.number = o.number and n.version = o.version and n.batch_id > o.batch_id)
       limit :limit)`,
  );
}

/** By such batches it is counted how often a 1C fetched orders and never confirmed any (`noteSuccessMissed`), until that was told. */
const COUNTED = `(b.state = 'offered' and b.orders_count > 0 and b.answered_at is not null
  and exists (select from nodes n where n.shop_id = b.shop_id and n.node_id = b.node_id and n.success_missed_at is null)
  and not exists (select from batches a where a.shop_id = b.shop_id and a.node_id = b.node_id and a.state = 'acknowledged'))`;

/** Deletes the batches of ended exchanges that hold no order (any more). @returns how many. */
export async function deleteEmptyBatches(sql: Sql): Promise<number> {
  return await inPortions(
    sql,
    `delete from batches where (shop_id, batch_id) in (
       select b.shop_id, b.batch_id from batches b ${OF_ITS_EXCHANGE}
       where ${OVER} and not exists (
         select from batch_orders o where o.shop_id = b.shop_id and o.batch_id = b.batch_id) and not ${COUNTED}
       limit :limit)`,
  );
}

/**
 * Empties the bodies of batches that were offered over `days` ago in an exchange that has ended; their rows stay, with the hash of
 * what was sent.
 * @returns how many
 */
export async function dropOldBodies(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `update batches set body = '' where (shop_id, batch_id) in (
       select b.shop_id, b.batch_id from batches b ${OF_ITS_EXCHANGE}
       where ${OVER} and b.offered_at < now() - make_interval(days => :days) and octet_length(b.body) > 0
       limit :limit)`,
    { days },
  );
}
