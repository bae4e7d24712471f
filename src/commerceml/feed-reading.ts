import type { FeedRecord, ValueWarning } from '../records.js';
import { type Decoder, decoderOf, type Encoding } from './encoding.js';
import { extentOf } from './extent.js';
import type { FeedContext } from './feed-context.js';
import { rootSection } from './feed-root.js';
import type { KnownRecord } from './known-record.js';
import type { XmlLimits } from './limits.js';
import { NAME } from './names.js';
import type { ReadOptions } from './read-options.js';
import { FALLBACK } from './utf8-decoder.js';
import { Cutter, type RecordPlace } from './xml/cutter.js';
import { notCommerceMl, overLimit } from './xml/failures.js';
import { XmlParser } from './xml/parser.js';

/** V8 keeps a text of more than 128 KB apart, at a cost: windows-1251 is decoded half as fast again in pieces of this size as in 64 KB. */
const DECODED_BYTES = 32 * 1024;

/** The reading of one file: its bytes become records. */
export class FeedReading {
  readonly #encoding: Encoding;
  readonly #decoder: Decoder;
  readonly #parser: XmlParser;
  readonly #cutter: Cutter;
  readonly #feed: FeedContext;
  readonly #ready: (FeedRecord | KnownRecord)[] = [];
  /** Text that is not in the file's encoding, which the parser has reached. */
  readonly #broken: ValueWarning[] = [];
  #fellBack = false;
  /** Not all of the file is in its encoding. */
  #isMixed = false;
  #skip: number;
  readonly #onMadeAt: ReadOptions['onMadeAt'];

  /** @param encoding what `encodingOf` says of the file */
  constructor(encoding: Encoding, options: ReadOptions) {
    this.#encoding = encoding;
    this.#decoder = decoderOf(this.#encoding);
    this.#skip = this.#encoding.bom;
    this.#onMadeAt = options.onMadeAt;
    this.#feed = {
      timeZone: options.timeZone,
      amountSeparator: undefined,
      quantitySeparator: undefined,
      pending: this.#encoding.guessed ? [encodingWarning(this.#encoding.name, 1)] : [],
      unknownCurrencies: new Set(),
      isSilenced: false,
    };
    this.#cutter = this.#newCutter(options.limits);
    this.#parser = new XmlParser(this.#cutter, options.limits);
  }

  /** What the feed's root says of numbers, and the zone: what the meaning of every record depends on. */
  get settings(): readonly (string | undefined)[] {
    const { timeZone, amountSeparator, quantitySeparator } = this.#feed;
    return [this.#encoding.name, timeZone, amountSeparator, quantitySeparator];
  }

  /** The records that were read since the last time; after an error, those before it. */
  take(): (FeedRecord | KnownRecord)[] {
    return this.#ready.splice(0);
  }

  /** @param bytes the next of the file, some 64 KB at the most, so that few records wait to be taken */
  write(bytes: Uint8Array): void {
    for (let start = this.#skip; start < bytes.length; start += DECODED_BYTES)
      this.#parse(this.#decoder.decode(bytes.subarray(start, start + DECODED_BYTES)));
    this.#skip = Math.max(0, this.#skip - bytes.length);
  }

  end(): void {
    this.settle();
    this.#parser.end();
    this.#tellBroken();
    const { pending } = this.#feed;
    if (pending.length > 0) this.#ready.push({ kind: 'other', name: NAME.root, line: 1, extra: {}, warnings: pending });
  }

  /** Reads what waits for the bytes behind it: the next byte begins a tag. */
  settle(): void {
    this.#parse(this.#decoder.end());
  }

  /** Where a record may begin that is recognised by its bytes: between two records of a section, all before it being settled. */
  place(): RecordPlace | undefined {
    const isPlain = this.#decoder.isCertain && !this.#isMixed && this.#parser.maySkip;
    return isPlain ? this.#cutter.place() : undefined;
  }

  /**
   * As `place`, before bytes that seem to be one record.
   * @param name of that record, if its start tag is nothing but its name: then it is certain, and the head of the section is handed over
   */
  placeBefore(name: string | undefined): RecordPlace | undefined {
    const place = this.place();
    if (!place || place.recognition || name === undefined) return place;
    this.#parser.endText(); // it belongs to the head
    this.#cutter.beginRecords(name);
    return this.place();
  }

  /** What the feed was warned of once for all its records; '' = nothing. */
  get told(): string {
    const { unknownCurrencies } = this.#feed;
    return unknownCurrencies.size === 0 ? '' : JSON.stringify([...unknownCurrencies].sort());
  }

  /**
   * Reads bytes that seem to be one record, all before them being settled.
   * @param fingerprint asked for when they are one product or offer from their first byte to their last; `isSilenced`: it was not
   *   warned of, since the feed was `told` already
   */
  readCandidate(bytes: Uint8Array, fingerprint: (isSilenced: boolean) => Buffer): void {
    const before = this.place();
    this.#feed.isSilenced = false;
    this.#parse(this.#decoder.decode(bytes));
    this.settle();
    const after = this.place();
    if (!before || !after || !this.#parser.isBehindTag || !isNextPlace(before, after)) return;
    const record = this.#ready.at(-1);
    if (record?.kind === 'product' || record?.kind === 'offer')
      Object.assign(record, { fingerprint: fingerprint(this.#feed.isSilenced) });
  }

  /** Takes bytes as read that are a known record, and blanks before it. */
  takeKnown(bytes: Buffer, known: KnownRecord): void {
    this.#parser.skip(extentOf(bytes, this.#encoding.name === 'utf-8'));
    this.#ready.push(known);
  }

  #parse(text: string): void {
    if (this.#decoder.fellBack && !this.#fellBack) this.#feed.pending.push(encodingWarning(FALLBACK, 1));
    this.#fellBack = this.#decoder.fellBack;
    let written = 0;
    // As far as each fault, so that a record that ends before it does not tell of it.
    for (const fault of this.#decoder.faults) {
      this.#parser.write(text.slice(written, fault.at));
      written = fault.at;
      this.#isMixed = true;
      this.#broken.push(brokenText(fault.text, this.#parser.place().line));
    }
    this.#parser.write(text.slice(written));
    // All that is left stands in one record, or between two, and the next record tells of the first alone.
    this.#broken.splice(1);
  }

  #newCutter(limits: XmlLimits): Cutter {
    return new Cutter({
      limits,
      root: (node) => {
        if (node.name !== NAME.root) throw notCommerceMl(this.#parser.place(), `<${node.name}>`);
        const madeAt = node.attributes?.get(NAME.generatedAt);
        if (madeAt !== undefined) this.#onMadeAt?.(madeAt);
        return rootSection(node, this.#feed, (record) => this.#emit(record));
      },
      text: () => undefined,
      tooMuch: (what) => {
        throw overLimit(this.#parser.place(), TOO_MUCH[what], what === 'text' ? 'XML_TEXT' : undefined);
      },
    });
  }

  /** A record tells of the first broken text in it; what stands behind it is for the next. */
  #tellBroken(): void {
    const [first] = this.#broken.splice(0);
    if (first) this.#feed.pending.push(first);
  }

  #emit(record: FeedRecord): void {
    this.#tellBroken();
    const pending = this.#feed.pending.splice(0);
    this.#ready.push(pending.length === 0 ? record : { ...record, warnings: [...pending, ...record.warnings] });
  }
}

/** One record has come from one place to the other, and nothing else. */
function isNextPlace(before: RecordPlace, after: RecordPlace): boolean {
  return after.section === before.section && after.inList === before.inList && after.records === before.records + 1;
}

const TOO_MUCH = {
  text: 'слишком длинный текст',
  nodes: 'слишком много элементов в одной записи',
  record: 'слишком много текста в одной записи',
} as const;

/** The whole file is in another encoding than it says. */
function encodingWarning(value: string, line: number): ValueWarning {
  return { code: 'unknown-encoding', path: '', value, line };
}

/** A text in it is. */
function brokenText(value: string, line: number): ValueWarning {
  return { code: 'unknown-encoding', path: '#text', value, line };
}
