import { copyField } from '../../db/copy.js';
import { emptyOf } from './item-columns.js';
import type { Fallback, StagedColumn } from './stage.js';

/** What a row of a product or an offer says besides its columns. */
export const FLAG = {
  /** The feed says that it is deleted. */
  deleted: 1,
  /** The feed tells only what it costs, or how much there is of it: that brings back nothing that is not on sale. */
  onlyNumbers: 2,
  /** The feed does not show that the catalogue has it. */
  showsNothing: 4,
  /** All its prices are replaced, not merged by price type. */
  replacesPrices: 8,
  /** All its stock is replaced, not merged by warehouse. */
  replacesStock: 16,
  /** The node's kind failed on it: the feed has it, but its row stays as it was. */
  unread: 32,
} as const;

/** A product's or an offer's row as its record says it: `values` in the order of the columns; undefined = not said. */
export interface ItemRow {
  /** Our id, if the row is new. */
  readonly id: string;
  /** 1C id of the product. */
  readonly product: string;
  /** Of a product's row: the characteristic that speaks for it. */
  readonly characteristic: string;
  /** 1C id of the catalogue. */
  readonly catalogue: string;
  /** `FLAG`s together. */
  readonly flags: number;
  readonly values: readonly (string | null | Fallback | undefined)[];
}

/**
 * The rows of a step as they go to the database: keys as arrays, all else as bytes in the text format of COPY, so that a thread can make
 * them and hand them over without a copy (structured clone of the objects would cost half as much again as parsing them).
 */
export interface ItemRows {
  readonly count: number;
  readonly ids: readonly string[];
  readonly products: readonly string[];
  readonly characteristics: readonly string[];
  readonly catalogues: readonly string[];
  readonly flags: Uint8Array;
  /** A bit for each column that the record mentions (an unmentioned column keeps what the row had). */
  readonly said: Int32Array;
  /** Id, product, characteristic and the columns of each row, by tabs, without line ends; what must not be null is empty. */
  readonly text: Uint8Array;
  /** Where each row ends in `text`. */
  readonly ends: Uint32Array;
}

const FIRST_BYTES = 64 * 1024;
/** The most bytes of UTF-8 that a UTF-16 code unit makes. */
const BYTES_OF_A_UNIT = 3;

/** Gathers rows of a table with these data columns. */
export class ItemRowsBuilder {
  readonly #ids: string[] = [];
  readonly #products: string[] = [];
  readonly #characteristics: string[] = [];
  readonly #catalogues: string[] = [];
  readonly #flags: number[] = [];
  readonly #said: number[] = [];
  readonly #ends: number[] = [];
  readonly #empty: readonly string[];
  #text = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;

  constructor(columns: readonly StagedColumn[]) {
    this.#empty = columns.map(({ name }) => emptyOf(name) ?? '\\N');
  }

  /** @returns its position */
  add({ id, product, characteristic, catalogue, flags, values }: ItemRow): number {
    let line = `${id}\t${copyField(product)}\t${copyField(characteristic)}`;
    let said = 0;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      if (typeof value === 'string') {
        said |= 1 << index;
        line += `\t${copyField(value)}`;
      } else if (value === null || value === undefined) {
        if (value === null) said |= 1 << index;
        line += `\t${this.#empty[index]}`;
      } else line += `\t${copyField(value.unlessKnown)}`;
    }
    this.#append(line);
    this.#ids.push(id);
    this.#products.push(product);
    this.#characteristics.push(characteristic);
    this.#catalogues.push(catalogue);
    this.#flags.push(flags);
    this.#said.push(said);
    return this.#ends.push(this.#length) - 1;
  }

  build(): ItemRows {
    return {
      count: this.#ids.length,
      ids: this.#ids,
      products: this.#products,
      characteristics: this.#characteristics,
      catalogues: this.#catalogues,
      flags: Uint8Array.from(this.#flags),
      said: Int32Array.from(this.#said),
      text: this.#text.subarray(0, this.#length),
      ends: Uint32Array.from(this.#ends),
    };
  }

  #append(line: string): void {
    const needed = this.#length + line.length * BYTES_OF_A_UNIT;
    if (needed > this.#text.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#text.length));
      this.#text.copy(larger, 0, 0, this.#length);
      this.#text = larger;
    }
    this.#length += this.#text.write(line, this.#length, 'utf8');
  }
}

/** The memory of rows that may be handed to another thread. */
export const transferable = ({ flags, said, text, ends }: ItemRows): ArrayBuffer[] =>
  [flags, said, text, ends].map((array) => array.buffer as ArrayBuffer);

/** The rows as ones that are shown, but not written. */
export const asUnread = (rows: ItemRows): ItemRows => ({
  ...rows,
  flags: rows.flags.map((flags) => flags | FLAG.unread),
});
