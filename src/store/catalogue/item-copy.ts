import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { connectionOf } from '../../db/copy.js';
import type { Tx } from '../../db/open.js';
import { quoteName } from '../../db/session.js';
import type { ItemRows } from './item-rows.js';
import type { StagedColumn } from './stage.js';

/** Bytes that go to the socket at once. */
const CHUNK = 256 * 1024;
const LINE_FEED = 0x0a;

/**
 * Copies some rows of a step into a table by COPY, with what is said around the text of each.
 * @param which positions in `rows`
 * @param columns of the table: those that `before` writes, id, product, characteristic and the data columns, those that `after` writes
 * @param before ASCII in the text format of COPY, with the tab that parts it from the row; @param after the same in UTF-8
 */
export async function copyItems(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: ItemRows,
  which: readonly number[],
  around: { readonly before?: (index: number) => string; readonly after?: (index: number) => Buffer },
): Promise<void> {
  if (which.length === 0) return;
  const connection = await connectionOf(tx);
  const target = connection.query(
    copyFrom(`copy ${quoteName(table)} (${columns.map(quoteName).join(', ')}) from stdin`),
  );
  await pipeline(Readable.from(chunks(rows, which, around), { objectMode: false }), target);
}

function* chunks(
  { text, ends }: ItemRows,
  which: readonly number[],
  { before, after }: { readonly before?: (index: number) => string; readonly after?: (index: number) => Buffer },
): Generator<Buffer> {
  let chunk = Buffer.allocUnsafeSlow(CHUNK);
  let length = 0;
  for (const index of which) {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    const end = ends[index] ?? start;
    const head = before?.(index) ?? '';
    const tail = after?.(index);
    const needed = head.length + (end - start) + (tail?.length ?? 0) + 1;
    if (length + needed > chunk.length) {
      if (length > 0) yield chunk.subarray(0, length);
      chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK, needed));
      length = 0;
    }
    length += chunk.write(head, length, 'latin1');
    chunk.set(text.subarray(start, end), length);
    length += end - start;
    if (tail) length += tail.copy(chunk, length);
    chunk[length] = LINE_FEED;
    length += 1;
  }
  if (length > 0) yield chunk.subarray(0, length);
}

/**
 * Copies rows into a temporary table of the connection, which is made if there is none yet and emptied at the commit: new_id, the keys,
 * `said`, `ord` (position in `rows`), `flags`, `catalogue_no`, the data columns. (PostgreSQL 18 would log each NOT NULL of a temporary table.)
 * @param keys names of the product's id and of the characteristic
 * @param catalogues the numbers of the catalogues that the rows name
 */
export async function stageItems(
  tx: Tx,
  stage: string,
  keys: readonly [product: string, characteristic: string],
  columns: readonly StagedColumn[],
  rows: ItemRows,
  which: readonly number[],
  catalogues: ReadonlyMap<string, number>,
): Promise<void> {
  const definition = [
    'said int',
    'ord int',
    'flags int',
    'catalogue_no int',
    'new_id uuid',
    ...keys.map((key) => `${key} text`),
    ...columns.map((column) => `${column.name} ${column.type}`),
  ];
  await tx.raw(
    `create temporary table if not exists ${stage} (${definition.join(', ')}) on commit delete rows; delete from ${stage}`,
  );
  const names = ['said', 'ord', 'flags', 'catalogue_no', 'new_id', ...keys, ...columns.map((column) => column.name)];
  await copyItems(tx, stage, names, rows, which, {
    before: (index) =>
      `${rows.said[index]}\t${index}\t${rows.flags[index]}\t${catalogues.get(rows.catalogues[index] ?? '')}\t`,
  });
}
