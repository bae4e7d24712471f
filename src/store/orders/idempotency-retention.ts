import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/**
 * Forgets the Idempotency-Keys that were used over `days` ago: the same key then places a new order, or does another write again.
 * @returns how many
 */
export async function deleteOldKeys(sql: Sql, days: number): Promise<number> {
  const ofOrders = await inPortions(
    sql,
    `delete from idempotency_keys where (shop_id, key) in (
       select shop_id, key from idempotency_keys where created_at < now() - make_interval(days => :days) limit :limit)`,
    { days },
  );
  const ofOtherWrites = await inPortions(
    sql,
    `delete from kept_answers where (shop_id, key) in (
       select shop_id, key from kept_answers where created_at < now() - make_interval(days => :days) limit :limit)`,
    { days },
  );
  return ofOrders + ofOtherWrites;
}
