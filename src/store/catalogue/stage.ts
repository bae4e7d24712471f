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
