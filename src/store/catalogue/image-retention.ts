import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/**
 * Deletes the before-images of exchanges that began over `days` ago. Those exchanges say so first, so that nothing is ever restored
 * from a part of them.
 * @returns how many blocks of them
 */
export async function deleteOldImages(sql: Sql, days: number): Promise<number> {
  const old = 'opened_at < now() - make_interval(days => :days)';
  await inPortions(
    sql,
    `update exchanges set images_gone = true where (shop_id, exchange_id) in (
       select shop_id, exchange_id from exchanges where not images_gone and ${old} limit :limit)`,
    { days },
  );
  let deleted = 0;
  for (const table of ['before_images', 'number_images']) {
    deleted += await inPortions(
      sql,
      `delete from ${table} where ctid = any(array(
         select b.ctid from exchanges e
         cross join lateral (select i.ctid from ${table} i
           where i.shop_id = e.shop_id and i.exchange_id = e.exchange_id limit :limit) b
         where e.images_gone limit :limit))`,
      { days },
    );
  }
  return deleted;
}
