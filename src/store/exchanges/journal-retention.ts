import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/**
 * Deletes the journal entries that are older than `days`; not those of an exchange whose removal is held: they say what a person
 * has yet to decide.
 * @returns how many
 */
export async function deleteOldJournal(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `delete from journal where (shop_id, entry_id) in (
       select j.shop_id, j.entry_id from journal j
       where j.at < now() - make_interval(days => :days) and not exists (
         select from full_runs r
         where r.shop_id = j.shop_id and r.node_id = j.node_id and r.state = 'held' and r.last_exchange_id = j.exchange_id)
       limit :limit)`,
    { days },
  );
}
