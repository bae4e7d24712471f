import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import { cutPage, exactTime, type Page, type PageRequest, takePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

/** An element that is kept whole. */
export interface OtherRecordRow extends ExternalKey {
  readonly recordId: string;
  /** Of the element, with the one that it stands in when that is not the root: `Каталог/Товар`. */
  readonly name: string;
  readonly content: Extra;
  readonly updatedAt: string;
}

const records = (sql: Sql, shopId: string) =>
  sql('other_records as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.row_id as "recordId", t.id_space as "idSpace", t.name, t.external_id as "externalId", t.content,
        ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** What a shop keeps whole, one page. @param filter name of the elements, null = of all names */
export async function listOtherRecords(
  sql: Sql,
  shopId: string,
  filter: { readonly name: string | null },
  page: PageRequest,
): Promise<Page<OtherRecordRow>> {
  const query = records(sql, shopId);
  if (filter.name !== null) query.where('t.name', filter.name);
  const rows: OtherRecordRow[] = await takePage(query, 't.row_id', 't.updated_at', page);
  return cutPage(rows, page.limit, (row) => ({ id: row.recordId, at: row.updatedAt }));
}

/** One record by our id (a UUID), or null. */
export async function readOtherRecord(sql: Sql, shopId: string, recordId: string): Promise<OtherRecordRow | null> {
  const row: OtherRecordRow | undefined = await records(sql, shopId).where('t.row_id', recordId).first();
  return row ?? null;
}

/** The names that there are, in the order of their letters, each with how many records have it. */
export async function readOtherNames(
  sql: Sql,
  shopId: string,
): Promise<readonly { readonly name: string; readonly count: number }[]> {
  const found = await sql.raw<{ rows: { name: string; count: number }[] }>(
    'select name, count(*)::int as count from other_records where shop_id = ? group by name order by name',
    [shopId],
  );
  return found.rows;
}
