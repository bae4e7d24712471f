import { isUtf8 } from 'node:buffer';
import { codePageDecoder } from './code-page.js';
import { utf8ToText } from './text-of-units.js';

/** Bytes in a file of UTF-8 that are not UTF-8. */
export interface EncodingFault {
  /** Where in the text that was decoded last, in UTF-16 code units. */
  readonly at: number;
  /** What it was read as: the text around it, at most SHOWN characters. */
  readonly text: string;
}

/** Hand-made exports are in this when they are not in UTF-8 (commerceml.md §4.6). */
export const FALLBACK = 'windows-1251';

/** So many bytes of a text that is not whole may wait for its end. */
const HELD_MAX = 4096;
const SHOWN = 100;
const NO_BYTES = new Uint8Array();
const [LESS, GREATER] = [0x3c, 0x3e];

/**
 * Decodes UTF-8 that may not be whole. A text between two tags that is windows-1251 (a program has glued two sources) is read as that; a
 * single broken letter becomes U+FFFD; each is a fault. A file of which nothing is known yet may turn out to be windows-1251 as a whole.
 */
export class Utf8Decoder {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #fallback = codePageDecoder(FALLBACK);
  #held = NO_BYTES;
  #faults: EncodingFault[] = [];
  /** undefined = so far all was ASCII. */
  #isUtf8: boolean | undefined;

  /** @param certain the file is known to be UTF-8; otherwise its first letters beyond ASCII tell */
  constructor(certain: boolean) {
    this.#isUtf8 = certain ? true : undefined;
  }

  /** The file turned out to be in FALLBACK after the decision of `encodingOf`. */
  get fellBack(): boolean {
    return this.#isUtf8 === false;
  }

  /** The file turned out to be in UTF-8. */
  get isCertain(): boolean {
    return this.#isUtf8 === true;
  }

  /** The faults of the text that was given last. */
  get faults(): readonly EncodingFault[] {
    return this.#faults;
  }

  decode(bytes: Uint8Array): string {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    // Whole texts are judged, so that it does not matter where the pieces were cut.
    const end = this.#isUtf8 === false ? all.length : endOfText(all);
    this.#held = new Uint8Array(all.subarray(end));
    return this.#read(all.subarray(0, end));
  }

  end(): string {
    const text = this.#read(this.#held);
    this.#held = NO_BYTES;
    return text + this.#fallback.end();
  }

  #read(bytes: Uint8Array): string {
    this.#faults = [];
    if (this.#isUtf8 !== false && isUtf8(bytes)) {
      const text = utf8ToText(bytes);
      if (text.length < bytes.length) this.#isUtf8 = true;
      return text;
    }
    this.#isUtf8 ??= holdsUtf8(bytes);
    return this.#isUtf8 ? this.#mend(bytes) : this.#fallback.decode(bytes);
  }

  #mend(bytes: Uint8Array): string {
    let text = '';
    for (let start = 0; start < bytes.length; ) {
      const stop = nextTag(bytes, start);
      const part = bytes.subarray(start, stop);
      if (isUtf8(part)) text += utf8ToText(part);
      else {
        const mended = this.#mended(part);
        this.#faults.push({ at: text.length, text: excerpt(mended) });
        text += mended;
      }
      start = stop;
    }
    return text;
  }

  /** One text, or one tag: whichever encoding most of it speaks for. */
  #mended(part: Uint8Array): string {
    const text = this.#decoder.decode(part);
    const { good, bad } = letters(text);
    return bad > 1 && bad > good ? this.#fallback.decode(part) : text;
  }
}

/** Without a character of UTF-8 that the end cuts in two. */
export function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const first = bytes[start] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return length > bytes.length - start ? bytes.subarray(0, start) : bytes;
}

/** Whether most of what is beyond ASCII is UTF-8. */
export function holdsUtf8(bytes: Uint8Array): boolean {
  const { good, bad } = letters(new TextDecoder('utf-8').decode(bytes));
  return good > bad;
}

function letters(text: string): { good: number; bad: number } {
  const bad = text.split('\ufffd').length - 1;
  return { good: text.replace(/\p{ASCII}+/gu, '').length - bad, bad };
}

/** The end of the last tag or text that is whole; of the last letters when there is none near the end. */
function endOfText(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= 0 && i > bytes.length - HELD_MAX; i--) {
    const byte = bytes[i];
    if (byte === LESS) return i;
    if (byte === GREATER) return i + 1;
  }
  if (bytes.length < HELD_MAX) return 0;
  const ascii = bytes.findLastIndex((byte) => byte < 0x80) + 1;
  return bytes.length - ascii < HELD_MAX ? ascii : wholeCharacters(bytes).length;
}

function nextTag(bytes: Uint8Array, start: number): number {
  for (let i = start + 1; i < bytes.length; i++) {
    if (bytes[i] === LESS || bytes[i - 1] === GREATER) return i;
  }
  return bytes.length;
}

/** The text itself, or the tag with its attributes, from the first letter that may be wrong. */
function excerpt(text: string): string {
  const from = Math.max(0, text.indexOf('\ufffd') - SHOWN / 2);
  return text.slice(from, from + SHOWN).trim();
}
