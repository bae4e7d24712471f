import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { NAME } from './names.js';
import { unknownEncoding } from './xml/failures.js';

/** How the bytes of a file become text. */
export interface Encoding {
  /** As iconv-lite and TextDecoder know it. */
  readonly name: string;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** The declaration (or its absence) was wrong, so the bytes were asked: the importer's journal should say so. */
  readonly guessed: boolean;
}

/** So many bytes at the start decide. */
export const SAMPLE_BYTES = 64 * 1024;

/** Code pages only: iconv-lite also "decodes" base64 and hex. */
const CODE_PAGE =
  /^(windows-?125\d|cp\d{3,4}|win125\d|ibm\d{3}|koi8-?(r|u|t|ru)|iso-?8859-?\d{1,2}|mac-?cyrillic|us-ascii|ascii|latin1)$/i;
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*["']\s*([^"']{0,60}?)\s*["']/;
const FALLBACK = 'windows-1251';

/**
 * Which encoding a file is in (commerceml.md §4.6): a byte order mark first, then what the declaration says. Text that is
 * declared UTF-8 (or nothing) and is not, is taken for windows-1251; text that is declared a code page and is UTF-8, for UTF-8.
 * @param head the first SAMPLE_BYTES of the file, or all of it
 * @throws UzelError UZ1304 for an encoding that is not supported
 */
export function encodingOf(head: Uint8Array): Encoding {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8OrFallback(head.subarray(3), 3);
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw unknownEncoding('UTF-32');
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', bom: 2, guessed: false };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', bom: 2, guessed: false };
  if (a === 0x3c && b === 0) return { name: 'utf-16le', bom: 0, guessed: false };
  if (a === 0 && b === 0x3c) return { name: 'utf-16be', bom: 0, guessed: false };
  return declaredOrGuessed(head);
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
  const reallyUtf8 = head.some((byte) => byte > 0x7f) && isUtf8(wholeCharacters(head));
  return reallyUtf8 ? { name: 'utf-8', bom: 0, guessed: true } : { name: declared, bom: 0, guessed: false };
}

function utf8OrFallback(head: Uint8Array, bom: number): Encoding {
  if (isUtf8(wholeCharacters(head))) return { name: 'utf-8', bom, guessed: false };
  // One broken character does not make another encoding: the name of the root tells which it is.
  const utf8Root = Buffer.from(head.buffer, head.byteOffset, head.length).includes(NAME.root, 0, 'utf8');
  return utf8Root ? { name: 'utf-8', bom, guessed: false } : { name: FALLBACK, bom, guessed: true };
}

/** Without a character of UTF-8 that the end of the sample cuts in two. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const first = bytes[start] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return length > bytes.length - start ? bytes.subarray(0, start) : bytes;
}

/** A decoder that may be given the bytes in pieces of any size. */
export interface Decoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

export function decoderOf(encoding: Encoding): Decoder {
  if (encoding.name.startsWith('utf-')) {
    const decoder = new TextDecoder(encoding.name, { ignoreBOM: true });
    return { decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const stream = iconv.getDecoder(encoding.name);
  return {
    decode: (bytes) => stream.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)),
    end: () => stream.end() ?? '',
  };
}
