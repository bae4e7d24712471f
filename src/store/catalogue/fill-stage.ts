import { copyRows } from '../../db/copy.js';
import type { Tx } from '../../db/open.js';
import type { Fallback, StagedColumn, StagedRow, StagedValue } from './stage.js';

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
