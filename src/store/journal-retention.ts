import type { Sql } from '../db/open.js';

/** Rows of one statement: others wait for no long one. */
const AT_ONCE = 10_000;

/** Deletes the journal entries that are older than `days`. @returns how many. */
export async function deleteOldJournal(sql: Sql, days: number): Promise<number> {
  for (let all = 0; ; ) {
    const { rowCount } = await sql.raw<{ rowCount: number }>(
      `delete from journal where (shop_id, entry_id) in (
         select shop_id, entry_id from journal where at < now() - make_interval(days => ?) limit ?)`,
      [days, AT_ONCE],
    );
    all += rowCount;
    if (rowCount < AT_ONCE) return all;
  }
}
