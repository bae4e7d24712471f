import type { Sql } from '../../db/open.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import { entryKey } from './directory-keys.js';

/** An entry of a directory as it is stored. */
export interface EntryRow {
  readonly entryId: string;
  /** As it was written last. */
  readonly key: string;
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
  readonly active: boolean;
  /** The node that brought it last; null = REST. */
  readonly nodeId: string | null;
  readonly updatedAt: string;
}

export interface EntryFilter {
  readonly directory: string;
  readonly active: ActiveFilter;
  /** Only what was valid then: ISO 8601 with a zone. */
  readonly validAt?: string | undefined;
}

const entries = (sql: Sql, shopId: string, directory: string) =>
  sql('directory_entries as t')
    .where({ 't.shop_id': shopId, 't.directory': directory })
    .select(
      sql.raw(`t.entry_id as "entryId", t.written_key as key, t.name, t.content, t.valid_from as "validFrom", t.valid_to as "validTo",
        t.active, t.node_id as "nodeId", ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The entries of a directory, one page. */
export async function listEntries(
  sql: Sql,
  shopId: string,
  filter: EntryFilter,
  page: PageRequest,
): Promise<Page<EntryRow>> {
  const query = entries(sql, shopId, filter.directory);
  if (filter.validAt !== undefined) {
    query.whereRaw('coalesce(t.valid_from <= ?::timestamptz, true) and coalesce(t.valid_to >= ?::timestamptz, true)', [
      filter.validAt,
      filter.validAt,
    ]);
  }
  return await referencePage<EntryRow>(query, 't.entry_id', (row) => row.entryId, filter.active, page);
}

/** One entry by its key, also one that is not active, or null. */
export async function readEntry(sql: Sql, shopId: string, directory: string, key: string): Promise<EntryRow | null> {
  const row: EntryRow | undefined = await entries(sql, shopId, directory)
    .where('t.entry_key', entryKey(directory, key))
    .first();
  return row ?? null;
}

/** A directory that a node kind keeps. */
export interface DirectoryRow {
  /** `<kind>/<name>`. */
  readonly directory: string;
  readonly entries: number;
  readonly active: number;
  readonly updatedAt: string;
}

/** The directories of node kinds that have entries, by name. */
export async function listDirectories(sql: Sql, shopId: string): Promise<DirectoryRow[]> {
  const found = await sql.raw<{ rows: DirectoryRow[] }>(
    `select directory, count(*)::int as entries, (count(*) filter (where active))::int as active,
       ${exactTime('max(updated_at)')} as "updatedAt"
     from directory_entries where shop_id = ? and directory like '%/%' group by directory order by directory`,
    [shopId],
  );
  return found.rows;
}
