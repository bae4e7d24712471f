import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { codePageDecoder } from './code-page.js';
import { NAME } from './names.js';
import { type EncodingFault, FALLBACK, holdsUtf8, Utf8Decoder, wholeCharacters } from './utf8-decoder.js';
import { unknownEncoding } from './xml/failures.js';

/** How the bytes of a file become text. */
export interface Encoding {
  /** As iconv-lite and TextDecoder know it. */
  readonly name: string;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** The declaration (or its absence) was wrong, so the bytes were asked: the importer's journal should say so. */
  readonly guessed: boolean;
  /** UTF-8 by default: nothing but ASCII was seen so far. */
  readonly undecided?: boolean;
}

/** So many bytes at the start decide. */
export const SAMPLE_BYTES = 64 * 1024;

/** Code pages only: iconv-lite also "decodes" base64 and hex. */
const CODE_PAGE =
  /^((windows|win)[-_ ]?125\d|cp-?\d{3,4}|ibm-?\d{3}|koi8-?(r|u|t|ru)|iso-?8859-?\d{1,2}|mac-?cyrillic|us-ascii|ascii|latin1)$/i;
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*["']\s*([^"']{0,60}?)\s*["']/;
/** What may stand before a mark of UTF-8, the mark itself, and the mark that a program took for text and encoded again. */
const BEFORE_TEXT = /^[ \t\r\n]*(?:\u00ef\u00bb\u00bf|\u00c3\u00af\u00c2\u00bb\u00c2\u00bf)/;

/**
 * Which encoding a file is in (commerceml.md §4.6): a byte order mark first, then what the declaration says. Text that is
 * declared UTF-8 (or nothing) and is not, is taken for windows-1251; text that is declared a code page in which its root has
 * another name, for UTF-8 or windows-1251, whichever gives the root its name.
 * @param head the first SAMPLE_BYTES of the file, or all of it
 * @throws UzelError UZ1304 for an encoding that is not supported
 */
export function encodingOf(head: Uint8Array): Encoding {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw unknownEncoding('UTF-32');
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', bom: 2, guessed: false };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', bom: 2, guessed: false };
  if (a === 0x3c && b === 0) return { name: 'utf-16le', bom: 0, guessed: false };
  if (a === 0 && b === 0x3c) return { name: 'utf-16be', bom: 0, guessed: false };
  const bom = endOfMarks(head);
  return bom > 0 ? utf8OrFallback(head.subarray(bom), bom) : declaredOrGuessed(head);
}

/** Bytes of the marks of UTF-8 at the start: a file glued of two has two. */
function endOfMarks(head: Uint8Array): number {
  let end = 0;
  for (;;) {
    const text = Buffer.from(head.subarray(end, end + 1024)).toString('latin1');
    const mark = BEFORE_TEXT.exec(text);
    if (!mark) return end;
    end += mark[0].length;
  }
}

function declaredOrGuessed(head: Uint8Array): Encoding {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1').trimStart();
  const declared = DECLARED.exec(text)?.[1]
    ?.toLowerCase()
    .replace(/^x-(?=mac)/, '');
  // A declared UTF-16 whose declaration can be read byte by byte is not UTF-16.
  if (declared === undefined || declared === '' || /^(utf-?8|utf-?16(le|be)?)$/.test(declared))
    return utf8OrFallback(head, 0);
  if (!CODE_PAGE.test(declared) || !iconv.encodingExists(declared)) throw unknownEncoding(declared);
  const really = namesRoot(head, declared) ? declared : ['utf-8', FALLBACK].find((name) => namesRoot(head, name));
  return { name: really ?? declared, bom: 0, guessed: really !== undefined && really !== declared };
}

function utf8OrFallback(head: Uint8Array, bom: number): Encoding {
  const seen = wholeCharacters(head);
  if (isUtf8(seen)) return { name: 'utf-8', bom, guessed: false, undecided: isAscii(seen) };
  // One broken character does not make another encoding: the name of the root tells which it is, or else most of the letters.
  const isBroken = namesRoot(head, 'utf-8') || (!namesRoot(head, FALLBACK) && holdsUtf8(head));
  return isBroken ? { name: 'utf-8', bom, guessed: false } : { name: FALLBACK, bom, guessed: true };
}

/** Whether the name of the root element is to be found in the bytes, if they are in that encoding. */
function namesRoot(bytes: Uint8Array, encoding: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(iconv.encode(NAME.root, encoding));
}

/** A decoder that may be given the bytes in pieces of any size. */
export interface Decoder {
  decode(bytes: Uint8Array): string;
  /** What waits for more bytes, which do not come, or begin a new text or tag. */
  end(): string;
  /** Bytes of the text that was given last that were not in the encoding. */
  readonly faults: readonly EncodingFault[];
  /** The encoding was another after all, told by bytes behind the sample. */
  readonly fellBack: boolean;
  /** Nothing in the bytes to come can tell another encoding. */
  readonly isCertain: boolean;
}

export function decoderOf(encoding: Encoding): Decoder {
  if (encoding.name === 'utf-8') return new Utf8Decoder(encoding.undecided !== true);
  const sound = { faults: [], fellBack: false, isCertain: true };
  if (encoding.name.startsWith('utf-16')) {
    const decoder = new TextDecoder(encoding.name, { ignoreBOM: true });
    return { ...sound, decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  return { ...sound, ...codePageDecoder(encoding.name) };
}
