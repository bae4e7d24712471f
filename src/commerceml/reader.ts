import type { FeedRecord, ValueWarning } from '../records.js';
import { type Decoder, decoderOf, type Encoding, encodingOf, SAMPLE_BYTES } from './encoding.js';
import type { FeedContext } from './feed-context.js';
import { rootSection } from './feed-root.js';
import type { XmlLimits } from './limits.js';
import { NAME } from './names.js';
import { FALLBACK } from './utf8-decoder.js';
import { Cutter } from './xml/cutter.js';
import { notCommerceMl, overLimit } from './xml/failures.js';
import { XmlParser } from './xml/parser.js';

export interface ReadOptions {
  /** IANA name: 1C writes times without a zone; a time that has one is brought to this. */
  readonly timeZone: string;
  readonly limits: XmlLimits;
  /** Called after each piece with the bytes read so far. */
  readonly onProgress?: (bytesRead: number) => void;
  /** Called with `ДатаФормирования` of the root as it is written, before the first record. */
  readonly onMadeAt?: (text: string) => void;
}

/**
 * Reads a CommerceML file of any version, size and encoding, piece by piece: no more than one record (a product, an offer, a
 * document, one tree of groups) is in memory. The records come in the order of the file, the same at every reading, however the
 * bytes are cut: a count of records is a checkpoint.
 *
 * Heads (classifier, catalogue, offer package) come before their first child, with all that stands before it; what stands behind
 * becomes an 'other' record, as does an element that has no id (with the warning 'empty-id').
 * @throws UzelError UZ1301 not well-formed or cut off, UZ1302 DOCTYPE, UZ1303 over a limit, UZ1304 unknown encoding, UZ1305 another
 *   root element; the public text is Russian and names line and column. What was read before it is yielded first.
 */
export async function* readFeed(source: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<FeedRecord> {
  let feed: FeedReading | undefined;
  let sample: Uint8Array[] = [];
  let bytesRead = 0;
  for await (const piece of source) {
    bytesRead += piece.length;
    if (feed) yield* feed.write(piece);
    else {
      sample.push(piece);
      if (bytesRead >= SAMPLE_BYTES) {
        const head = Buffer.concat(sample);
        sample = [];
        feed = new FeedReading(head, options);
        yield* feed.write(head);
      }
    }
    options.onProgress?.(bytesRead);
  }
  if (!feed) {
    const whole = Buffer.concat(sample);
    feed = new FeedReading(whole, options);
    yield* feed.write(whole);
  }
  yield* feed.end();
}

/** Bytes are decoded and parsed in pieces of this size, so that few records wait to be taken. */
const PIECE_BYTES = 64 * 1024;

class FeedReading {
  readonly #encoding: Encoding;
  readonly #decoder: Decoder;
  readonly #parser: XmlParser;
  readonly #feed: FeedContext;
  readonly #ready: FeedRecord[] = [];
  /** Text that is not in the file's encoding, with the place where it stands. */
  readonly #broken: { readonly position: number; readonly warning: ValueWarning }[] = [];
  #fellBack = false;
  /** UTF-16 code units that the parser was given. */
  #written = 0;
  #skip: number;
  readonly #onMadeAt: ReadOptions['onMadeAt'];

  constructor(head: Uint8Array, options: ReadOptions) {
    this.#encoding = encodingOf(head.subarray(0, SAMPLE_BYTES));
    this.#decoder = decoderOf(this.#encoding);
    this.#skip = this.#encoding.bom;
    this.#onMadeAt = options.onMadeAt;
    this.#feed = {
      timeZone: options.timeZone,
      amountSeparator: undefined,
      quantitySeparator: undefined,
      pending: this.#encoding.guessed ? [encodingWarning(this.#encoding.name, 1)] : [],
      unknownCurrencies: new Set(),
    };
    this.#parser = new XmlParser(this.#cutter(options.limits), options.limits);
  }

  *write(bytes: Uint8Array): Generator<FeedRecord> {
    for (let start = this.#skip; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES);
      yield* this.#step(() => this.#parse(this.#decoder.decode(piece)));
    }
    this.#skip = Math.max(0, this.#skip - bytes.length);
  }

  *end(): Generator<FeedRecord> {
    yield* this.#step(() => {
      this.#parse(this.#decoder.end());
      this.#parser.end();
    });
    this.#tellBroken();
    if (this.#feed.pending.length === 0) return;
    yield { kind: 'other', name: NAME.root, line: 1, extra: {}, warnings: this.#feed.pending };
  }

  #parse(text: string): void {
    this.#noteBroken(text);
    if (this.#decoder.fellBack && !this.#fellBack) this.#feed.pending.push(encodingWarning(FALLBACK, 1));
    this.#fellBack = this.#decoder.fellBack;
    this.#written += text.length;
    this.#parser.write(text);
    // All that is left stands in one record, or between two, and the next record tells of the first alone.
    this.#broken.splice(1);
  }

  /** In one pass over the text: a piece may hold thousands of faults. */
  #noteBroken(text: string): void {
    let { line } = this.#parser.place();
    let counted = 0;
    for (const fault of this.#decoder.faults) {
      line += text.slice(counted, fault.at).split(/\r\n?|\n/).length - 1;
      counted = fault.at;
      this.#broken.push({ position: this.#written + fault.at, warning: brokenText(fault.text, line) });
    }
  }

  /** What was read before an error is given out before the error. */
  *#step(work: () => void): Generator<FeedRecord> {
    let failure: { error: unknown } | undefined;
    try {
      work();
    } catch (error) {
      failure = { error };
    }
    yield* this.#ready.splice(0);
    if (failure) throw failure.error;
  }

  #cutter(limits: XmlLimits): Cutter {
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
    const before = this.#broken.findIndex((broken) => broken.position >= this.#parser.position);
    const [first] = this.#broken.splice(0, before < 0 ? this.#broken.length : before);
    if (first) this.#feed.pending.push(first.warning);
  }

  #emit(record: FeedRecord): void {
    this.#tellBroken();
    const pending = this.#feed.pending.splice(0);
    this.#ready.push(pending.length === 0 ? record : { ...record, warnings: [...pending, ...record.warnings] });
  }
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
