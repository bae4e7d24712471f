import type { Sql } from '../../db/open.js';
import type { Severity } from './journal.js';

/** How often a journal says something. */
export interface CodeCount {
  readonly severity: Severity;
  readonly code: string;
  readonly count: number;
  /** The first entry's, in Russian. */
  readonly message: string;
}

/** What the journal of an exchange says by its codes: errors, then warnings, then the rest. */
export async function countCodes(sql: Sql, shopId: string, exchangeId: string): Promise<CodeCount[]> {
  const found = await sql.raw<{ rows: CodeCount[] }>(
    `select severity, code, count(*)::int as count, (array_agg(message order by entry_id))[1] as message
     from journal where shop_id = ? and exchange_id = ? group by severity, code
     order by array_position(array['error', 'warning', 'info'], severity), code`,
    [shopId, exchangeId],
  );
  return found.rows;
}
