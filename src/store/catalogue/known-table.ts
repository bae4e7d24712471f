import { rangesOf } from './item-numbers.js';
import { type ItemWrite, LatestWrites } from './latest-writes.js';
import { bytesOf, flagsOf, KNOWN, offerOf, productOf, RECORD_WORDS, wordsOf } from './packed-records.js';
import { surplusOf } from './surplus-records.js';

/** Which state of the database answers rely on. */
export interface Snapshot {
  /** Another one = what was known and written since was lost (the tables are unlogged). */
  readonly epoch: string;
  /** The number of the id space's last write. */
  readonly upTo: number;
}

/** What is known of one place of a node's feeds, in the order in which it is told: first its size (`isMuch`: old records are to be forgotten), last where it ends. */
export type KnownPart =
  | { readonly kind: 'size'; readonly records: number; readonly isMuch: boolean }
  | { readonly kind: 'block'; readonly no: number; readonly records: Uint8Array }
  | { readonly kind: 'writes'; readonly writes: readonly ItemWrite[] }
  | { readonly kind: 'end'; readonly snapshot: Snapshot };

/** Items that nothing is to be known of, by their numbers. */
export interface Distrusted {
  readonly products: readonly number[];
  readonly offers: readonly number[];
}

/** A block of records, and how many of them are known still. */
export interface BlockState {
  readonly no: number;
  readonly records: number;
  readonly known: number;
  /** Writes of the id space since. */
  readonly writesSince: number;
}

/** A known record: what it speaks for (0 = nothing) and its `KNOWN`s. */
export interface Found {
  readonly product: number;
  readonly offer: number;
  readonly flags: number;
}

/**
 * The records that are known at one place, packed: 32 bytes each, and 8 to 16 more for a table by which any of them is found when they
 * do not come in the order in which they came before.
 */
export class KnownTable {
  /** The place of the record behind the one that was found last: most likely the next. */
  #next = 0;
  #slots: Int32Array | undefined;

  private constructor(
    private readonly words: Uint32Array,
    readonly size: number,
    readonly snapshot: Snapshot,
    readonly blocks: readonly BlockState[],
  ) {}

  /** @param distrusted of these items no record is taken for known */
  static async of(parts: AsyncIterable<KnownPart>, distrusted: Distrusted): Promise<KnownTable> {
    const gathered = new Gathered();
    for await (const part of parts) gathered.add(part);
    const { words, writes, snapshot } = gathered;
    const surplus = gathered.isMuch ? surplusOf(words.subarray(0, gathered.blocks.at(-1)?.to ?? 0)) : undefined;
    const { products, offers } = distrusted;
    const latest = (entity: ItemWrite['entity'], never: readonly number[]) =>
      new LatestWrites([
        ...writes.filter((write) => write.entity === entity),
        { entity, no: Number.POSITIVE_INFINITY, items: rangesOf(never) },
      ]);
    const ofProduct = latest('product', products);
    const ofStanding = latest('standing', products);
    const ofOffer = latest('offer', offers);
    const blocks: BlockState[] = [];
    let kept = 0;
    for (const { no, from, to } of gathered.blocks) {
      const before = kept;
      for (let at = from; at < to; at += RECORD_WORDS) {
        const standing = (flagsOf(words, at) & KNOWN.ofStanding) !== 0;
        const [product, offer] = [productOf(words, at), offerOf(words, at)];
        if (product !== 0 && (standing ? ofStanding : ofProduct).of(product) > no) continue;
        if (offer !== 0 && ofOffer.of(offer) > no) continue;
        if (surplus?.[at / RECORD_WORDS] === 1) continue;
        words.copyWithin(kept, at, at + RECORD_WORDS);
        kept += RECORD_WORDS;
      }
      const writesSince = writes.filter((write) => write.no > no).length;
      blocks.push({ no, records: (to - from) / RECORD_WORDS, known: (kept - before) / RECORD_WORDS, writesSince });
    }
    return new KnownTable(words, kept / RECORD_WORDS, snapshot, blocks);
  }

  /** @param fingerprint 16 bytes, as words */
  find(fingerprint: Uint32Array): Found | undefined {
    const index = this.#isAt(this.#next, fingerprint) ? this.#next : this.#lookUp(fingerprint);
    if (index < 0) return undefined;
    this.#next = index + 1;
    const at = index * RECORD_WORDS;
    return { product: productOf(this.words, at), offer: offerOf(this.words, at), flags: flagsOf(this.words, at) };
  }

  /** Records one behind the other, packed. */
  packed(from: number, to: number): Buffer {
    return bytesOf(this.words.slice(from * RECORD_WORDS, to * RECORD_WORDS));
  }

  #isAt(index: number, fingerprint: Uint32Array): boolean {
    const at = index * RECORD_WORDS;
    const { words } = this;
    return (
      index < this.size &&
      words[at] === fingerprint[0] &&
      words[at + 1] === fingerprint[1] &&
      words[at + 2] === fingerprint[2] &&
      words[at + 3] === fingerprint[3]
    );
  }

  #lookUp(fingerprint: Uint32Array): number {
    this.#slots ??= this.#hashed();
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (fingerprint[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const index = (slots[slot] ?? 0) - 1;
      if (index < 0 || this.#isAt(index, fingerprint)) return index;
    }
  }

  /** Places + 1; 0 = free. At most half of them are taken. A fingerprint is as good a hash as any. */
  #hashed(): Int32Array {
    const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.size + 1)));
    const mask = slots.length - 1;
    for (let index = 0; index < this.size; index += 1) {
      let slot = (this.words[index * RECORD_WORDS] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    return slots;
  }
}

/** What was told so far. */
class Gathered {
  words = new Uint32Array(0);
  isMuch = false;
  readonly blocks: { readonly no: number; readonly from: number; readonly to: number }[] = [];
  readonly writes: ItemWrite[] = [];
  snapshot: Snapshot = { epoch: '', upTo: 0 };
  #length = 0;

  add(part: KnownPart): void {
    switch (part.kind) {
      case 'size':
        this.words = new Uint32Array(part.records * RECORD_WORDS);
        this.isMuch = part.isMuch;
        break;
      case 'block': {
        const words = wordsOf(part.records);
        const from = this.#length;
        this.words.set(words, from);
        this.#length += words.length;
        this.blocks.push({ no: part.no, from, to: this.#length });
        break;
      }
      case 'writes':
        this.writes.push(...part.writes);
        break;
      case 'end':
        this.snapshot = part.snapshot;
        break;
    }
  }
}
