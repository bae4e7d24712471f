import type { Knex } from 'knex';
import type { Sql } from '../db/open.js';

/** Rows of one statement: nobody waits long for its locks, and nothing large is rolled back by a crash. */
const AT_ONCE = 5000;

/**
 * Runs a statement that changes at most `:limit` rows again and again until it finds fewer, each time in a transaction of its own.
 * @returns how many rows it changed in all
 */
export async function inPortions(sql: Sql, statement: string, bindings: Knex.ValueDict = {}): Promise<number> {
  for (let all = 0; ; ) {
    const { rowCount } = await sql.raw<{ rowCount: number }>(statement, { ...bindings, limit: AT_ONCE });
    all += rowCount;
    if (rowCount < AT_ONCE) return all;
  }
}
