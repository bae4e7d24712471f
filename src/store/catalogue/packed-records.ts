import { endianness } from 'node:os';

/** A record that is known: while the items that it speaks for were not written, applying it again would change nothing. */
export interface KnownRecord {
  /** `item_no` of the product; 0 = it speaks for none. */
  readonly product: number;
  /** `item_no` of the offer; 0 = it speaks for none. */
  readonly offer: number;
  /** `KNOWN`s together. */
  readonly flags: number;
}

export const KNOWN = {
  /** It shows that its catalogue has the product. */
  showsProduct: 1,
  showsOffer: 2,
  /** Another characteristic speaks for its product, so that of the product only the standing matters to it. */
  ofStanding: 4,
} as const;

/**
 * A packed record is eight little-endian words of 32 bits: four of the fingerprint, the low words of product and offer, the high halves
 * of both, the flags. So a thread looks for one among a million without an object for each.
 */
export const RECORD_WORDS = 8;
export const RECORD_BYTES = 4 * RECORD_WORDS;
const [PRODUCT, OFFER, HIGH, FLAGS] = [4, 5, 6, 7] as const;
const LOW = 2 ** 32;
const HALF = 16;

/** Packs records one by one: an object for each of a step's would outlive the young ones in the server's memory. */
export class RecordPacker {
  readonly #packed: Buffer;
  #length = 0;

  /** @param most records at the most */
  constructor(most: number) {
    this.#packed = Buffer.alloc(most * RECORD_BYTES);
  }

  /** @param bytes the 16 from `from` on are the record's fingerprint */
  add(bytes: Buffer, from: number, { product, offer, flags }: KnownRecord): void {
    const at = this.#length;
    const packed = this.#packed;
    bytes.copy(packed, at, from, from + 4 * PRODUCT);
    packed.writeUInt32LE(product % LOW, at + 4 * PRODUCT);
    packed.writeUInt32LE(offer % LOW, at + 4 * OFFER);
    packed.writeUInt32LE(Math.trunc(product / LOW) + Math.trunc(offer / LOW) * 2 ** HALF, at + 4 * HIGH);
    packed.writeUInt32LE(flags, at + 4 * FLAGS);
    this.#length += RECORD_BYTES;
  }

  build(): Buffer {
    return this.#packed.subarray(0, this.#length);
  }
}

/** Bytes as the words that the readers below take; on a machine with the other order of bytes they are turned. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const isBig = endianness() === 'BE';
  const own = bytes.byteOffset % 4 === 0 && !isBig ? bytes : new Uint8Array(bytes);
  if (isBig) Buffer.from(own.buffer).swap32();
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}

/** Words as bytes: the memory is the same, but on a machine with the other order of bytes. */
export function bytesOf(words: Uint32Array): Buffer {
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  return endianness() === 'BE' ? Buffer.from(bytes).swap32() : bytes;
}

/** @param at the record's first word */
export const productOf = (words: Uint32Array, at: number): number =>
  (words[at + PRODUCT] ?? 0) + ((words[at + HIGH] ?? 0) & 0xffff) * LOW;

export const offerOf = (words: Uint32Array, at: number): number =>
  (words[at + OFFER] ?? 0) + ((words[at + HIGH] ?? 0) >>> HALF) * LOW;

export const flagsOf = (words: Uint32Array, at: number): number => words[at + FLAGS] ?? 0;
