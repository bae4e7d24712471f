import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { connectionOf } from '../../db/copy.js';
import type { Tx } from '../../db/open.js';
import { quoteName } from '../../db/session.js';
import type { ItemRows } from './item-rows.js';
import type { RowText } from './row-text.js';
import type { StagedColumn } from './stage.js';

/** Bytes that go to the socket at once. */
const CHUNK = 256 * 1024;
/** Chunks kept for the next COPY, a step’s worth: with fresh ones each time the main thread of a first load took a tenth more CPU. */
const SPARE = 16;
const LINE_FEED = 0x0a;
const TAB = 0x09;

/**
 * Copies some rows of a step into a table by COPY, with what is said around the text of each.
 * @param texts of the rows; of several, those of each row one behind the other; @param which positions in them
 * @param columns of the table: those that `before` writes, those of the texts (id, product, characteristic and the data columns),
 *   those that `after` writes
 * @param before ASCII in the text format of COPY, with the tab that parts it from the row; @param after the same in UTF-8
 */
export async function copyItems(
  tx: Tx,
  table: string,
  columns: readonly string[],
  texts: readonly RowText[],
  which: readonly number[],
  around: { readonly before?: (index: number) => string; readonly after?: (index: number) => Buffer },
): Promise<void> {
  if (which.length === 0) return;
  const connection = await connectionOf(tx);
  const target = connection.query(
    copyFrom(`copy ${quoteName(table)} (${columns.map(quoteName).join(', ')}) from stdin`),
  );
  const taken: Buffer[] = [];
  await pipeline(Readable.from(chunks(texts, which, around, taken), { objectMode: false }), target);
  for (const chunk of taken) if (chunk.length === CHUNK && spare.length < SPARE) spare.push(chunk);
}

/** Not in use: PostgreSQL has taken what was in them. */
const spare: Buffer[] = [];

function takeChunk(needed: number, taken: Buffer[]): Buffer {
  const chunk = (needed > CHUNK ? undefined : spare.pop()) ?? Buffer.allocUnsafeSlow(Math.max(CHUNK, needed));
  taken.push(chunk);
  return chunk;
}

function* chunks(
  texts: readonly RowText[],
  which: readonly number[],
  { before, after }: { readonly before?: (index: number) => string; readonly after?: (index: number) => Buffer },
  taken: Buffer[],
): Generator<Buffer> {
  let chunk = takeChunk(CHUNK, taken);
  let length = 0;
  for (const index of which) {
    const head = before?.(index) ?? '';
    const tail = after?.(index);
    let needed = head.length + (tail?.length ?? 0);
    for (const { ends } of texts) needed += (ends[index] ?? 0) - startOf(ends, index) + 1;
    if (length + needed > chunk.length) {
      if (length > 0) yield chunk.subarray(0, length);
      chunk = takeChunk(needed, taken);
      length = 0;
    }
    length += chunk.write(head, length, 'latin1');
    for (const [place, { text, ends }] of texts.entries()) {
      if (place > 0) chunk[length++] = TAB;
      const part = text.subarray(startOf(ends, index), ends[index]);
      chunk.set(part, length);
      length += part.length;
    }
    if (tail) length += tail.copy(chunk, length);
    chunk[length] = LINE_FEED;
    length += 1;
  }
  if (length > 0) yield chunk.subarray(0, length);
}

const startOf = (ends: Uint32Array, index: number): number => (index === 0 ? 0 : (ends[index - 1] ?? 0));

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
  await copyItems(tx, stage, names, [rows], which, {
    before: (index) =>
      `${rows.said[index]}\t${index}\t${rows.flags[index]}\t${catalogues.get(rows.catalogues[index] ?? '')}\t`,
  });
}
