import { setImmediate } from 'node:timers/promises';
import type { Envelope } from '../../commerceml/catalogue-out-envelope.js';
import type { Stretch } from '../../store/catalogue/catalogue-out-rows.js';

/** A portion ends with the first of these: 1C reads it whole into its memory. */
const ROWS = 500;
const BYTES = 4 * 1024 * 1024;
/** Rows that are in memory together. */
const PAGE = 50;
/** Characters that are written at a stretch: a property with thousands of values takes as long as hundreds of products. */
const STRETCH = 256 * 1024;

/** One kind of rows, how they are read and written. */
export interface Walk<Row extends { readonly key: string }> {
  readonly envelope: Envelope;
  read(stretch: Stretch): Promise<readonly Row[]>;
  write(row: Row): string;
}

/** The XML of one portion. */
export interface WalkedPortion {
  readonly xml: string;
  readonly rows: number;
  readonly lastRow: string;
}

/**
 * Writes one portion, element by element; the process does its other work in between.
 * @param until the last row of a portion that is given again; null = as many rows as a portion takes
 * @returns null when there is nothing behind `after`
 */
export async function walkPortion<Row extends { readonly key: string }>(
  walk: Walk<Row>,
  after: string | null,
  until: string | null,
): Promise<WalkedPortion | null> {
  const parts: string[] = [];
  let size = 0;
  let rested = 0;
  let last = after;
  const isFull = () => until === null && (parts.length >= ROWS || size >= BYTES);
  for (let more = true; more && !isFull(); ) {
    const page = await walk.read({ after: last, until, limit: PAGE });
    more = page.length === PAGE;
    for (const row of page) {
      if (isFull()) break;
      const xml = walk.write(row);
      parts.push(xml);
      size += xml.length;
      last = row.key;
      if (size - rested < STRETCH) continue;
      await setImmediate();
      rested = size;
    }
    await setImmediate();
  }
  if (parts.length === 0 || last === null) return null;
  const { head, tail } = walk.envelope;
  return { xml: `${head}${parts.join('\n')}\n${tail}`, rows: parts.length, lastRow: last };
}
