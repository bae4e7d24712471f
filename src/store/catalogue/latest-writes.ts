import { boundsOf } from './item-numbers.js';
import type { Written } from './item-writes.js';

/** What was written at a time: `items` is an `int8multirange` of their numbers, as text. */
export interface ItemWrite {
  readonly no: number;
  readonly entity: Written;
  readonly items: string;
}

/**
 * When each item was written last, as far as it is told: pieces of the line of numbers, each with the number of the latest write that
 * covers it. It grows with the ranges of the writes, not with the items.
 */
export class LatestWrites {
  /** Where the pieces begin, ascending; each ends where the next begins. */
  readonly #starts: Float64Array;
  readonly #latest: Float64Array;
  /** The piece of the last answer: who asks goes up the numbers, mostly. */
  #last = 0;

  /** @param writes of one entity, in any order */
  constructor(writes: readonly ItemWrite[]) {
    const newestFirst = writes
      .map(({ no, items }) => ({ no, bounds: boundsOf(items) }))
      .sort((one, other) => other.no - one.no);
    this.#starts = ascending(newestFirst);
    this.#latest = new Float64Array(this.#starts.length);
    this.#paint(newestFirst);
  }

  /** @returns 0 when no write is told of */
  of(item: number): number {
    const starts = this.#starts;
    let at = this.#last;
    if (!((starts[at] ?? Infinity) <= item)) at = this.#pieceOf(item);
    else if ((starts[at + 1] ?? Infinity) <= item) {
      at += 1;
      if ((starts[at + 1] ?? Infinity) <= item) at = this.#pieceOf(item);
    }
    if (at < 0) return 0;
    this.#last = at;
    return this.#latest[at] ?? 0;
  }

  /** Every piece belongs to the first write that comes to it; what is painted is leapt over. */
  #paint(newestFirst: readonly { readonly no: number; readonly bounds: readonly number[] }[]): void {
    const free = Uint32Array.from({ length: this.#starts.length + 1 }, (_, index) => index);
    const firstFree = (from: number): number => {
      let at = from;
      while (free[at] !== at) {
        free[at] = free[free[at] ?? at] ?? at;
        at = free[at] ?? at;
      }
      return at;
    };
    for (const { no, bounds } of newestFirst) {
      for (let index = 0; index < bounds.length; index += 2) {
        const behind = this.#pieceOf(bounds[index + 1] ?? 0);
        for (let at = firstFree(this.#pieceOf(bounds[index] ?? 0)); at < behind; at = firstFree(at)) {
          this.#latest[at] = no;
          free[at] = at + 1;
        }
      }
    }
  }

  /** The last piece that begins at the number or before it; -1 = none. */
  #pieceOf(item: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= item) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** All ends of all ranges, each once. */
function ascending(writes: readonly { readonly bounds: readonly number[] }[]): Float64Array {
  const all = new Float64Array(writes.reduce((sum, { bounds }) => sum + bounds.length, 0));
  let length = 0;
  for (const { bounds } of writes) {
    all.set(bounds, length);
    length += bounds.length;
  }
  all.sort();
  let kept = 0;
  for (const start of all) {
    if (kept > 0 && all[kept - 1] === start) continue;
    all[kept] = start;
    kept += 1;
  }
  return all.slice(0, kept);
}
