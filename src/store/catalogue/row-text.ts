import type { TextRooms } from './text-rooms.js';

/** Rows in the text format of COPY, in UTF-8: fields by tabs, without line ends. */
export interface RowText {
  readonly text: Uint8Array;
  /** Where each row ends in `text`. */
  readonly ends: Uint32Array;
}

/** The most bytes of UTF-8 that a UTF-16 code unit makes. */
const BYTES_OF_A_UNIT = 3;

/** Gathers rows of text, one lot after the other. */
export class RowTextBuilder {
  #ends: number[] = [];
  #room: Buffer | undefined;
  /** What a lot has needed. */
  #usual = 0;
  #length = 0;

  constructor(private readonly rooms: TextRooms) {}

  /** @returns its position */
  add(line: string): number {
    const needed = this.#length + line.length * BYTES_OF_A_UNIT;
    const room = this.#room && needed <= this.#room.length ? this.#room : this.#larger(needed);
    this.#length += room.write(line, this.#length, 'utf8');
    return this.#ends.push(this.#length) - 1;
  }

  /** What was added since the last time; all the memory of it is given away, and may be handed to another thread. */
  build(): RowText {
    const text = this.#room?.subarray(0, this.#length) ?? new Uint8Array(0);
    const rows = { text, ends: Uint32Array.from(this.#ends) };
    this.#ends = [];
    this.#room = undefined;
    this.#length = 0;
    return rows;
  }

  #larger(needed: number): Buffer {
    const room = this.rooms.take(Math.max(needed, this.#usual, 2 * (this.#room?.length ?? 0)));
    this.#room?.copy(room, 0, 0, this.#length);
    this.#room = room;
    this.#usual = Math.max(this.#usual, room.length);
    return room;
  }
}
