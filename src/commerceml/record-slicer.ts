import iconv from 'iconv-lite';
import { isSingleByte } from './code-page.js';
import { NAME } from './names.js';

/** Bytes of a file, in order. */
export interface Slice {
  readonly bytes: Buffer;
  /** From the `<` of a start tag as far as the `>` of the next end tag of that name: it may be one record. */
  readonly isCandidate: boolean;
  /** Bytes of blanks that stand before that `<`, behind another candidate. */
  readonly blanks: number;
  /** Of a candidate whose start tag is nothing but a name, that name. */
  readonly name?: string | undefined;
}

interface Tag {
  readonly name: string;
  /** `<Товар` in the encoding of the file. */
  readonly start: Buffer;
  /** `</Товар`. */
  readonly end: Buffer;
}

/** A candidate that is longer is no candidate. */
const LONGEST = 1024 * 1024;
/** More blanks than an indentation are a slice of their own. */
const BLANKS = 256;
/** Bytes of a piece that are joined with the beginning of a candidate at first. */
const JOINED = 4096;
const NOTHING: Buffer = Buffer.alloc(0);
const [TAB, LF, CR, SPACE, SLASH, LESS, GREATER] = [0x09, 0x0a, 0x0d, 0x20, 0x2f, 0x3c, 0x3e];

const isBlankByte = (byte: number | undefined): boolean => byte === SPACE || byte === LF || byte === TAB || byte === CR;

/** What is found as bytes has to be in every encoding what it is in ASCII. */
const SIGNS = '<>/= \t\r\n"\'';

/**
 * A slicer for the products and offers of a file.
 * @returns undefined for an encoding in which they cannot be found as bytes
 */
export function recordSlicerOf(encoding: string): RecordSlicer | undefined {
  if (encoding !== 'utf-8' && !(isSingleByte(encoding) && writes(encoding, SIGNS).equals(Buffer.from(SIGNS))))
    return undefined;
  const names = [NAME.product, NAME.offer];
  if (names.some((name) => iconv.decode(writes(encoding, name), encoding) !== name)) return undefined;
  return new RecordSlicer(names, (text) => writes(encoding, text));
}

const writes = (encoding: string, text: string): Buffer => iconv.encode(text, encoding);

function areBlanks(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlankByte(bytes[at])) return false;
  return true;
}

/**
 * Finds what may be a record in the bytes of a file, without reading it: comments, CDATA, nesting are not looked at, so that whoever reads
 * the bytes has to see whether they are one. For encodings in which ASCII is ASCII.
 */
export class RecordSlicer {
  readonly #tags: readonly Tag[];
  readonly #longestStart: number;
  /** What may be the beginning of a candidate. */
  #rest: Buffer = NOTHING;

  /** @param encode names of elements → bytes in the encoding of the file */
  constructor(names: readonly string[], encode: (text: string) => Buffer) {
    this.#tags = names.map((name) => ({ name, start: encode(`<${name}`), end: encode(`</${name}`) }));
    this.#longestStart = Math.max(...this.#tags.map(({ start }) => start.length));
  }

  /** @param bytes of any length; they must not change as long as the slices are in use */
  *push(bytes: Uint8Array): Generator<Slice> {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const rest = this.#rest;
    this.#rest = NOTHING;
    // What was begun is joined with as little of the piece as it takes: copying all of it would cost a tenth of the skipping.
    for (let room = JOINED; rest.length > 0; room *= 4) {
      const joined = Buffer.concat([rest, piece.subarray(0, room)]);
      const isAll = room >= piece.length;
      const tag = this.#tagAt(joined, 0);
      const end = tag && endOfCandidate(joined, 0, tag);
      if (end !== undefined && end <= LONGEST) {
        yield { bytes: joined.subarray(0, end), isCandidate: true, blanks: 0, name: nameOf(tag, joined, 0) };
        yield* this.#scan(piece, end - rest.length, true);
        return;
      }
      if (!isAll) continue;
      yield* this.#scan(joined, 0);
      return;
    }
    yield* this.#scan(piece, 0);
  }

  /** @param isBehind a candidate ends at `from` */
  *#scan(all: Buffer, from: number, isBehind = false): Generator<Slice> {
    let plainFrom = from;
    let candidateEnd = isBehind ? from : -1;
    for (let at = from; ; ) {
      const found = this.#next(all, at);
      if (!found) {
        const held = this.#endOfPlain(all, at);
        if (held > plainFrom) yield { bytes: all.subarray(plainFrom, held), isCandidate: false, blanks: 0 };
        this.#rest = all.subarray(held);
        return;
      }
      const { tag, start } = found;
      const end = endOfCandidate(all, start, tag);
      if (end === undefined ? all.length - start > LONGEST : end - start > LONGEST) {
        at = start + tag.start.length;
        continue;
      }
      const isNext = end !== undefined && at === candidateEnd && start - at <= BLANKS && areBlanks(all, at, start);
      if (start > plainFrom && !isNext) yield { bytes: all.subarray(plainFrom, start), isCandidate: false, blanks: 0 };
      if (end === undefined) {
        this.#rest = all.subarray(start);
        return;
      }
      const blanks = isNext ? start - at : 0;
      const name = nameOf(tag, all, start);
      yield { bytes: all.subarray(start - blanks, end), isCandidate: true, blanks, name };
      at = end;
      plainFrom = end;
      candidateEnd = end;
    }
  }

  /** What is left at the end of the file. */
  end(): Slice {
    return { bytes: this.#rest, isCandidate: false, blanks: 0 };
  }

  /** The first start tag from `from` on, of which the character behind the name is there. */
  #next(all: Buffer, from: number): { tag: Tag; start: number } | undefined {
    let start = from;
    while (isBlankByte(all[start])) start += 1;
    // One record behind the other, as almost always.
    const tag = this.#tagAt(all, start);
    if (tag) return { tag, start };
    let first: { tag: Tag; start: number } | undefined;
    for (const other of this.#tags) {
      const found = startOf(all, start, other);
      if (found >= 0 && (!first || found < first.start)) first = { tag: other, start: found };
    }
    return first;
  }

  #tagAt(all: Buffer, at: number): Tag | undefined {
    if (all[at] !== LESS) return undefined;
    return this.#tags.find(({ start }) => endsName(all[at + start.length]) && stands(start, all, at));
  }

  /** As far as something that may be a start tag, when more of it has come. */
  #endOfPlain(all: Buffer, at: number): number {
    const last = all.lastIndexOf(LESS);
    return last >= at && all.length - last <= this.#longestStart ? last : all.length;
  }
}

/** -1 when there is none. */
function startOf(all: Buffer, from: number, { start }: Tag): number {
  let at = all.indexOf(start, from);
  while (at >= 0 && !endsName(all[at + start.length])) at = all.indexOf(start, at + 1);
  return at;
}

const nameOf = (tag: Tag | undefined, all: Buffer, start: number): string | undefined =>
  tag && all[start + tag.start.length] === GREATER ? tag.name : undefined;

const endsName = (byte: number | undefined): boolean => byte === GREATER || byte === SLASH || isBlankByte(byte);

function stands(bytes: Buffer, all: Buffer, from: number): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index] !== all[from + index]) return false;
  return true;
}

/** Behind the end tag; undefined when it has not come. */
function endOfCandidate(all: Buffer, start: number, tag: Tag): number | undefined {
  const behindName = start + tag.start.length;
  if (all[behindName] === SLASH && behindName + 1 < all.length) return behindName + 2;
  for (let at = all.indexOf(tag.end, behindName); at >= 0; at = all.indexOf(tag.end, at + 1)) {
    let behind = at + tag.end.length;
    while (isBlankByte(all[behind])) behind += 1;
    if (all[behind] === GREATER) return behind + 1;
  }
  return undefined;
}
