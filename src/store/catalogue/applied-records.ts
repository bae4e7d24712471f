import type { StepNumbers } from './item-numbers.js';
import { FLAG, type ItemRows } from './item-rows.js';
import { KNOWN, type KnownRecord, RecordPacker } from './packed-records.js';

/** The rows of a step, in the order in which they are written. */
export interface WrittenRows {
  readonly products: ItemRows;
  /** The offers that Товар rows `a#b` stand for. */
  readonly variants: ItemRows;
  readonly offers: ItemRows;
}

/**
 * Records that were applied in a step, each alone for the rows that it speaks for. In arrays of numbers: as objects they cost a thread that
 * reads the feed and the one that writes it 1.5 µs each.
 */
export interface AppliedRecords {
  readonly count: number;
  /** 32 bytes each: 16 that say where in which feeds it stood, and 16 of its own bytes. */
  readonly fingerprints: Uint8Array;
  /** 1 = it shows that the node's catalogue has what its rows are about. */
  readonly shows: Uint8Array;
  /** Positions of its rows; NO_ROW = it has none. */
  readonly products: Int32Array;
  readonly variants: Int32Array;
  readonly offers: Int32Array;
}

export const NO_ROW = -1;
/** Bytes of the key of a place, and of a fingerprint with it. */
const [KEY_BYTES, FINGERPRINT_BYTES] = [16, 32] as const;

/** Gathers applied records, one lot after the other. */
export class AppliedRecordsBuilder {
  #fingerprints = Buffer.alloc(0);
  #shows: number[] = [];
  #products: number[] = [];
  #variants: number[] = [];
  #offers: number[] = [];

  /** @param fingerprint FINGERPRINT_BYTES; @param product, variant, offer positions of its rows, or NO_ROW */
  add(fingerprint: Uint8Array, shows: boolean, product: number, variant: number, offer: number): void {
    const at = this.#shows.push(shows ? 1 : 0) * FINGERPRINT_BYTES - FINGERPRINT_BYTES;
    if (at === this.#fingerprints.length) {
      this.#fingerprints = Buffer.concat([this.#fingerprints, Buffer.alloc(Math.max(at, 1024 * FINGERPRINT_BYTES))]);
    }
    this.#fingerprints.set(fingerprint, at);
    this.#products.push(product);
    this.#variants.push(variant);
    this.#offers.push(offer);
  }

  /** What was added since the last time; the memory of it is its own. */
  build(): AppliedRecords {
    const count = this.#shows.length;
    const applied = {
      count,
      fingerprints: new Uint8Array(this.#fingerprints.subarray(0, count * FINGERPRINT_BYTES)),
      shows: Uint8Array.from(this.#shows),
      products: Int32Array.from(this.#products),
      variants: Int32Array.from(this.#variants),
      offers: Int32Array.from(this.#offers),
    };
    this.#shows = [];
    this.#products = [];
    this.#variants = [];
    this.#offers = [];
    return applied;
  }
}

/**
 * What may be known of a step's records from now on: packed records, by the key of their place (32 hex digits).
 * @param numbers of the items that the step's rows are about
 */
export function knownAfterStep(
  rows: WrittenRows,
  applied: AppliedRecords,
  numbers: StepNumbers,
): ReadonlyMap<string, Buffer> {
  const places = new Map<string, RecordPacker>();
  const deleted = deletedProducts(rows);
  const { fingerprints } = applied;
  const bytes = Buffer.from(fingerprints.buffer, fingerprints.byteOffset, fingerprints.length);
  for (let index = 0; index < applied.count; index += 1) {
    const record = recordAt(applied, index);
    const known = knownOf(rows, record, numbers);
    if (known === undefined || (deleted.size > 0 && deleted.has(productOf(rows, record)))) continue;
    const at = index * FINGERPRINT_BYTES;
    const key = bytes.toString('hex', at, at + KEY_BYTES);
    const place = places.get(key) ?? new RecordPacker(applied.count);
    places.set(key, place);
    place.add(bytes, at + KEY_BYTES, known);
  }
  return new Map([...places].map(([key, place]) => [key, place.build()]));
}

/** The rows of one record. */
interface Applied {
  readonly shows: boolean;
  readonly product: number | undefined;
  readonly variant: number | undefined;
  readonly offer: number | undefined;
}

const recordAt = ({ shows, products, variants, offers }: AppliedRecords, index: number): Applied => ({
  shows: shows[index] === 1,
  product: rowAt(products, index),
  variant: rowAt(variants, index),
  offer: rowAt(offers, index),
});

const rowAt = (rows: Int32Array, index: number): number | undefined =>
  rows[index] === NO_ROW ? undefined : rows[index];

/** Of a product that one record shows and another of the same step deletes, neither says by itself what becomes of it. */
function deletedProducts({ products, variants, offers }: WrittenRows): ReadonlySet<string | undefined> {
  const isDeleted = (flags: number | undefined) => ((flags ?? 0) & FLAG.deleted) !== 0;
  const idsOf = (rows: ItemRows) =>
    rows.flags.some(isDeleted) ? rows.products.filter((_, index) => isDeleted(rows.flags[index])) : [];
  return new Set([products, variants, offers].flatMap(idsOf));
}

const productOf = ({ products, offers }: WrittenRows, { product, offer }: Applied): string | undefined =>
  product === undefined ? offers.products[offer ?? 0] : products.products[product];

/** Undefined when the step left no item to be known of. */
function knownOf(rows: WrittenRows, record: Applied, numbers: StepNumbers): KnownRecord | undefined {
  const { products } = rows;
  const offers = record.offer === undefined ? rows.variants : rows.offers;
  const offer = record.offer ?? record.variant;
  const known = { product: 0, offer: 0, flags: 0 };
  if (record.product !== undefined) {
    known.product = numbers.of(products, record.product);
    if (known.product === 0) return undefined;
    if (record.shows && numbers.isActive(products, record.product)) known.flags |= KNOWN.showsProduct;
    if (numbers.isLed(products, record.product)) known.flags |= KNOWN.ofStanding;
  }
  if (offer !== undefined) {
    known.offer = numbers.of(offers, offer);
    if (known.offer === 0) return undefined;
    if (record.shows && numbers.isActive(offers, offer)) known.flags |= KNOWN.showsOffer;
  }
  return known;
}
