import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/** What a run saw or missed serves its end, and of a held one the confirmation; nothing reads it afterwards. */
const WORKING_SETS = { run_seen: 'part', run_missing: 'item_no' } as const;

/** Deletes what was written down for full runs that are over. @returns how many rows. */
export async function deleteRunWorkingSets(sql: Sql): Promise<number> {
  let all = 0;
  for (const [table, last] of Object.entries(WORKING_SETS)) {
    all += await inPortions(
      sql,
      `delete from ${table} where (shop_id, run_id, entity, ${last}) in (
         select t.shop_id, t.run_id, t.entity, t.${last} from full_runs r
         join ${table} t on t.shop_id = r.shop_id and t.run_id = r.run_id
         where r.state in ('done', 'superseded') limit :limit)`,
    );
  }
  return all;
}

/** Deletes the full runs that were over `days` ago; open and held ones never. @returns how many. */
export async function deleteOldRuns(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `delete from full_runs where (shop_id, run_id) in (
       select shop_id, run_id from full_runs
       where state in ('done', 'superseded') and ended_at < now() - make_interval(days => :days) limit :limit)`,
    { days },
  );
}
