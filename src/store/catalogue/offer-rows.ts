import { copyField } from '../../db/copy-field.js';
import { emptyOf, NUMBER_COLUMNS, OFFER_COLUMNS } from './item-columns.js';
import { type ItemRow, type ItemRows, ItemRowsBuilder, type PackedRows, transferable } from './item-rows.js';
import { type RowText, RowTextBuilder } from './row-text.js';
import type { TextRooms } from './text-rooms.js';

/** An offer's row: `values` of `OFFER_COLUMNS`, `numbers` of `NUMBER_COLUMNS`. */
export interface OfferRow extends ItemRow {
  readonly numbers: ItemRow['values'];
}

/** The numbers of a step's offers, row by row. */
export interface NumberRows extends RowText {
  /** A bit for each of `NUMBER_COLUMNS` that the record mentions. */
  readonly said: Uint8Array;
}

/** The offers of a step. A row that says nothing but numbers (prices.xml and rests.xml have no others) has in `text` its keys alone. */
export interface PackedOfferRows extends PackedRows {
  readonly numbers: NumberRows;
}

/** Offers whose keys can be read. */
export type OfferRows = PackedOfferRows & ItemRows;

/** Gathers offers. */
export class OfferRowsBuilder {
  readonly #rows: ItemRowsBuilder;
  readonly #numbers: RowTextBuilder;
  #said: number[] = [];

  constructor(rooms: TextRooms) {
    this.#rows = new ItemRowsBuilder(OFFER_COLUMNS, rooms);
    this.#numbers = new RowTextBuilder(rooms);
  }

  /** @returns its position */
  add(row: OfferRow): number {
    const { id, product, characteristic, catalogue, flags, values, numbers } = row;
    let said = 0;
    let line = '';
    for (let index = 0; index < numbers.length; index += 1) {
      const value = numbers[index];
      if (index > 0) line += '\t';
      if (value === undefined || value === null) line += EMPTY[index];
      else line += copyField(typeof value === 'string' ? value : value.unlessKnown);
      if (value === null || typeof value === 'string') said |= 1 << index;
    }
    this.#numbers.add(line);
    this.#said.push(said);
    const saysMore = values.some((value) => value !== undefined);
    return this.#rows.add(saysMore ? row : { id, product, characteristic, catalogue, flags, values: [] });
  }

  /** What was added since the last time. */
  build(): PackedOfferRows {
    const said = Uint8Array.from(this.#said);
    this.#said = [];
    return { ...this.#rows.build(), numbers: { ...this.#numbers.build(), said } };
  }
}

const EMPTY = NUMBER_COLUMNS.map(({ name }) => emptyOf(name) ?? '\\N');

/** Whether a row's `text` has its keys alone: it says nothing of its offer but numbers. */
export const hasKeysAlone = (rows: PackedOfferRows, index: number): boolean => rows.said[index] === 0;

/** The memory of offers that may be handed to another thread. */
export const transferableOffers = (rows: PackedOfferRows): ArrayBuffer[] => [
  ...transferable(rows),
  ...[rows.numbers.said, rows.numbers.text, rows.numbers.ends].map((array) => array.buffer as ArrayBuffer),
];
