import type { Sql } from '../../db/open.js';

/** How 1C names a thing: ids are unique in an id space only. */
export interface ExternalKey {
  readonly idSpace: string;
  readonly externalId: string;
}

/** Rows found by their 1C ids. */
export interface ByExternalId<Row> {
  get(key: ExternalKey): Row | undefined;
}

const join = (key: ExternalKey): string => `${key.idSpace}\u0000${key.externalId}`;

/** Makes rows findable by their 1C ids. */
export function byExternalId<Row extends ExternalKey>(rows: readonly Row[]): ByExternalId<Row> {
  const found = new Map(rows.map((row) => [join(row), row]));
  return { get: (key) => found.get(join(key)) };
}

/** The keys without repetition, as the two arrays that a statement takes. */
export function keyArrays(keys: Iterable<ExternalKey>): { spaces: string[]; ids: string[] } {
  const distinct = [...new Map([...keys].map((key) => [join(key), key])).values()];
  return { spaces: distinct.map((key) => key.idSpace), ids: distinct.map((key) => key.externalId) };
}

/**
 * Reads the rows of one table that these 1C ids name, in one statement.
 * @param table with the columns shop_id, id_space and external_id (or `idColumn`)
 * @param columns what to select, each with its alias
 */
export async function readByExternalIds<Row extends ExternalKey>(
  sql: Sql,
  shopId: string,
  keys: Iterable<ExternalKey>,
  from: { readonly table: string; readonly columns: string; readonly idColumn?: string },
): Promise<ByExternalId<Row>> {
  const { spaces, ids } = keyArrays(keys);
  if (ids.length === 0) return byExternalId<Row>([]);
  const idColumn = from.idColumn ?? 'external_id';
  const answer = await sql.raw(
    `select t.id_space as "idSpace", t.${idColumn} as "externalId", ${from.columns}
     from ${from.table} t join unnest(?::text[], ?::text[]) as k(id_space, id)
       on t.id_space = k.id_space and t.${idColumn} = k.id
     where t.shop_id = ?`,
    [spaces, ids, shopId],
  );
  return byExternalId<Row>(answer.rows);
}
