import type { Sql, Tx } from '../../db/open.js';

/**
 * Reads by words, planned so that their index is used: a search of a shop's most common word costs as little then as one of a rare one.
 * (The planner takes a page that lies in memory for four times as dear as it is, and reads whole tables rather than 2,000 rows of them.)
 */
export async function planned<Result>(sql: Sql, read: (tx: Tx) => Promise<Result>): Promise<Result> {
  return await sql.transaction(async (tx) => {
    await tx.raw(PLANNED);
    return await read(tx);
  });
}

/** What `planned` tells the planner. */
export const PLANNED =
  'set local enable_seqscan = off; set local enable_hashjoin = off; set local random_page_cost = 1.1; set local max_parallel_workers_per_gather = 0';
