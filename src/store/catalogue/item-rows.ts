import { copyField, fieldOfCopy } from '../../db/copy-field.js';
import { emptyOf } from './item-columns.js';
import { RowTextBuilder } from './row-text.js';
import type { Fallback, StagedColumn } from './stage.js';
import type { TextRooms } from './text-rooms.js';

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
 * The rows of a step as they go to the database: bytes in the text format of COPY, so that a thread can make them and hand them over without
 * a copy (structured clone of the objects would cost half as much again as parsing them).
 */
export interface PackedRows {
  readonly count: number;
  /** 1C ids of the catalogues that the rows name. */
  readonly catalogueIds: readonly string[];
  /** For each row, which of them. */
  readonly catalogueOf: Uint32Array;
  readonly flags: Uint8Array;
  /** A bit for each column that the record mentions (an unmentioned column keeps what the row had). */
  readonly said: Int32Array;
  /** Id, product, characteristic and the columns of each row, by tabs, without line ends; what must not be null is empty. */
  readonly text: Uint8Array;
  /** Where each row ends in `text`. */
  readonly ends: Uint32Array;
}

/** What the rows are about, in their order. */
interface RowKeys {
  readonly ids: readonly string[];
  readonly products: readonly string[];
  readonly characteristics: readonly string[];
  readonly catalogues: readonly string[];
}

/** Rows whose keys can be read. */
export interface ItemRows extends PackedRows, RowKeys {}

/**
 * Packed rows with their keys, which are cut out of the text when one is asked for. (Kept as strings by whoever makes the rows they hold the
 * pieces of the file in memory that they were cut of, for as long as a step is being made.)
 */
export function unpacked<Packed extends PackedRows>(rows: Packed): Packed & ItemRows {
  let known: RowKeys | undefined;
  const keys = (): RowKeys => {
    known ??= keysOf(rows);
    return known;
  };
  return {
    ...rows,
    get ids() {
      return keys().ids;
    },
    get products() {
      return keys().products;
    },
    get characteristics() {
      return keys().characteristics;
    },
    get catalogues() {
      return keys().catalogues;
    },
  };
}

function keysOf({ count, text, ends, catalogueIds, catalogueOf }: PackedRows): RowKeys {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.length);
  const ids = new Array<string>(count);
  const products = new Array<string>(count);
  const characteristics = new Array<string>(count);
  const catalogues = new Array<string>(count);
  for (let index = 0, start = 0; index < count; index += 1) {
    const end = ends[index] ?? 0;
    const behindId = endOfField(bytes, start, end);
    const behindProduct = endOfField(bytes, behindId + 1, end);
    const behindKeys = endOfField(bytes, behindProduct + 1, end);
    ids[index] = bytes.toString('latin1', start, behindId);
    products[index] = fieldOfCopy(bytes.toString('utf8', behindId + 1, behindProduct));
    characteristics[index] = fieldOfCopy(bytes.toString('utf8', behindProduct + 1, behindKeys));
    catalogues[index] = catalogueIds[catalogueOf[index] ?? 0] ?? '';
    start = end;
  }
  return { ids, products, characteristics, catalogues };
}

const TAB = 0x09;

function endOfField(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== TAB) at += 1;
  return at;
}

/** Gathers rows of a table with these data columns, one lot after the other. */
export class ItemRowsBuilder {
  readonly #text: RowTextBuilder;
  #catalogueIds: string[] = [];
  #catalogueOf: number[] = [];
  #flags: number[] = [];
  #said: number[] = [];
  readonly #empty: readonly string[];

  constructor(columns: readonly StagedColumn[], rooms: TextRooms) {
    this.#text = new RowTextBuilder(rooms);
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
    this.#catalogueOf.push(this.#numberOf(catalogue));
    this.#flags.push(flags);
    this.#said.push(said);
    return this.#text.add(line);
  }

  /** What was added since the last time. */
  build(): PackedRows {
    const rows = {
      count: this.#said.length,
      catalogueIds: this.#catalogueIds,
      catalogueOf: Uint32Array.from(this.#catalogueOf),
      flags: Uint8Array.from(this.#flags),
      said: Int32Array.from(this.#said),
      ...this.#text.build(),
    };
    this.#catalogueIds = [];
    this.#catalogueOf = [];
    this.#flags = [];
    this.#said = [];
    return rows;
  }

  /** One feed names one catalogue after the other. */
  #numberOf(catalogue: string): number {
    const before = this.#catalogueIds.lastIndexOf(catalogue);
    return before < 0 ? this.#catalogueIds.push(catalogue) - 1 : before;
  }
}

/** The memory of rows that may be handed to another thread. */
export const transferable = ({ catalogueOf, flags, said, text, ends }: PackedRows): ArrayBuffer[] =>
  [catalogueOf, flags, said, text, ends].map((array) => array.buffer as ArrayBuffer);

/** The rows as ones that are shown, but not written. */
export const asUnread = <Rows extends ItemRows>(rows: Rows): Rows => ({
  ...rows,
  flags: rows.flags.map((flags) => flags | FLAG.unread),
});
