import type { Tx } from '../../db/open.js';
import type { ItemRows } from './item-rows.js';

/** What has an `item_no` of its own. */
export type ItemKind = 'product' | 'offer';

/** Takes `count` numbers for items that are about to be made, in ascending order. */
export async function reserveItemNumbers(tx: Tx, entity: ItemKind, count: number): Promise<readonly number[]> {
  if (count === 0) return [];
  const taken = await tx.raw<{ rows: { numbers: number[] }[] }>(
    `select array_agg(cast(nextval((select cast(pg_get_serial_sequence('${entity}s', 'item_no') as regclass))) as float8)) as numbers
     from generate_series(1, cast(? as int))`,
    [count],
  );
  return (taken.rows[0]?.numbers ?? []).sort((one, other) => one - other);
}

/** The numbers of the items that the rows of a step are about, and how these stand, as their writers learn it. */
export class StepNumbers {
  readonly #rows = new Map<
    ItemRows,
    { readonly numbers: Float64Array; readonly isActive: Uint8Array; readonly isLed: Uint8Array }
  >();

  /**
   * @param index position of the row
   * @param isActive of the item, after the step
   * @param isLed another characteristic than the row's speaks for its product
   */
  note(rows: ItemRows, index: number, number: number, isActive: boolean, isLed = false): void {
    let noted = this.#rows.get(rows);
    if (noted === undefined) {
      const { count } = rows;
      noted = { numbers: new Float64Array(count), isActive: new Uint8Array(count), isLed: new Uint8Array(count) };
      this.#rows.set(rows, noted);
    }
    noted.numbers[index] = number;
    noted.isActive[index] = Number(isActive);
    noted.isLed[index] = Number(isLed);
  }

  /** @returns 0 when there is no such item */
  of(rows: ItemRows, index: number): number {
    return this.#rows.get(rows)?.numbers[index] ?? 0;
  }

  isActive(rows: ItemRows, index: number): boolean {
    return this.#rows.get(rows)?.isActive[index] === 1;
  }

  /** Whether the row of a characteristic does not speak for its product: then nothing of the product but its standing matters to it. */
  isLed(rows: ItemRows, index: number): boolean {
    return this.#rows.get(rows)?.isLed[index] === 1;
  }
}

/** What `rangesOf` makes of no number. */
export const NO_ITEMS = '{}';

/** Numbers as PostgreSQL writes an `int8multirange`, in any order and with repetitions. */
export function rangesOf(numbers: Iterable<number>): string {
  const sorted = Float64Array.from(numbers).sort();
  const ranges: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let behind = first + 1;
    for (at += 1; at < sorted.length && (sorted[at] ?? 0) <= behind; at += 1) behind = (sorted[at] ?? 0) + 1;
    ranges.push(`[${first},${behind})`);
  }
  return `{${ranges.join(',')}}`;
}

/** The ranges of an `int8multirange` as PostgreSQL writes it: first and behind the last in turn; an open end is infinite. */
export function boundsOf(ranges: string): number[] {
  const bounds: number[] = [];
  for (const [, first, behind] of ranges.matchAll(/[[(](\d*),(\d*)[)\]]/g)) {
    bounds.push(first ? Number(first) : Number.NEGATIVE_INFINITY, behind ? Number(behind) : Number.POSITIVE_INFINITY);
  }
  return bounds;
}

/** Each number that lies in the ranges of `boundsOf`, none of which is open. */
export function* numbersIn(ranges: string): Generator<number> {
  const bounds = boundsOf(ranges);
  for (let at = 0; at < bounds.length; at += 2) {
    for (let number = bounds[at] ?? 0; number < (bounds[at + 1] ?? 0); number += 1) yield number;
  }
}
