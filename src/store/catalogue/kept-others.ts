import type { Sql } from '../../db/open.js';
import type { OtherRow } from './heads.js';
import type { WriteScope } from './write-scope.js';

/** Whether a record is kept already, word for word. */
export async function hasOther(
  sql: Sql,
  { shopId, idSpace }: Pick<WriteScope, 'shopId' | 'idSpace'>,
  row: OtherRow,
): Promise<boolean> {
  const found = await sql.raw<{ rows: unknown[] }>(
    `select from other_records where shop_id = ? and id_space = ? and name = ? and external_id = ? and content = ?::jsonb`,
    [shopId, idSpace, row.name, row.externalId, row.content],
  );
  return found.rows.length > 0;
}
