import { copyRows } from '../../db/copy.js';
import type { Tx } from '../../db/open.js';

/**
 * Terms of a bulk write
 *   stage   a temporary table of the connection that a step's rows are copied into (COPY), emptied at the commit
 *   said    a bit per column: the record mentions it (an unmentioned column keeps what the row had)
 *   write   the statements that carry the stage into the table, touching only rows that would really differ
 */

export interface StagedColumn {
  readonly name: string;
  readonly type: 'text' | 'jsonb' | 'text[]' | 'numeric' | 'boolean' | 'int';
}

export type StagedValue = string | null;

/** A value that nobody said: it only fills a column that would be empty. */
export interface Fallback {
  readonly unlessKnown: string;
}

/** A row for the stage: `values` in the order of the columns; undefined = not said. */
export interface StagedRow {
  readonly keys: readonly string[];
  readonly values: readonly (StagedValue | Fallback | undefined)[];
}

/** JSON as COPY takes it; undefined stays "not said". */
export const json = (value: unknown): StagedValue | undefined =>
  value === undefined ? undefined : value === null ? null : JSON.stringify(value);

/** A PostgreSQL array literal of texts. */
export const textArray = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\0', '')}"`).join(',')}}`;

/**
 * Creates the stage if this connection has none yet and copies the rows into it.
 * Columns: the keys (text), `said` (int), `ord` (position, int), then the data columns.
 */
export async function fillStage(
  tx: Tx,
  stage: string,
  keys: readonly string[],
  columns: readonly StagedColumn[],
  rows: readonly StagedRow[],
): Promise<void> {
  const definition = [
    ...keys.map((key) => `${key} text`),
    'said int',
    'ord int',
    ...columns.map((column) => `${column.name} ${column.type}`),
  ];
  await tx.raw(
    `create temporary table if not exists ${stage} (${definition.join(', ')}) on commit delete rows; delete from ${stage}`,
  );
  await copyRows(tx, stage, [...keys, 'said', 'ord', ...columns.map((column) => column.name)], copied(rows));
}

function* copied(rows: readonly StagedRow[]): Generator<(string | null)[]> {
  let ord = 0;
  for (const row of rows) {
    let said = 0;
    row.values.forEach((value, index) => {
      if (value === null || typeof value === 'string') said |= 1 << index;
    });
    yield [...row.keys, String(said), String(ord), ...row.values.map(copiedValue)];
    ord += 1;
  }
}

const copiedValue = (value: StagedValue | Fallback | undefined): string | null =>
  typeof value === 'object' && value !== null ? value.unlessKnown : (value ?? null);
