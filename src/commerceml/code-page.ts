import iconv from 'iconv-lite';
import { tableToText } from './text-of-units.js';

const tables = new Map<string, Uint16Array | undefined>();
/** Second bytes of the double-byte code pages, and others. */
const SECOND = [0x40, 0x41, 0x80, 0xa1, 0xfe];

/** Decodes the bytes of a code page, in pieces of any size. */
export interface CodePageDecoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

/**
 * By a table of what iconv-lite makes of each byte (an undefined one is U+FFFD) windows-1251 becomes text three times as fast as by
 * iconv-lite itself.
 * @param encoding a name that iconv-lite knows
 */
export function codePageDecoder(encoding: string): CodePageDecoder {
  const table = tableOf(encoding);
  if (table) return { decode: (bytes) => tableToText(bytes, table), end: () => '' };
  const stream = iconv.getDecoder(encoding);
  return {
    decode: (bytes) => stream.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)),
    end: () => stream.end() ?? '',
  };
}

/** Whether a byte is a character. */
export const isSingleByte = (encoding: string): boolean => tableOf(encoding) !== undefined;

function tableOf(encoding: string): Uint16Array | undefined {
  if (!tables.has(encoding)) tables.set(encoding, makeTable(encoding));
  return tables.get(encoding);
}

/** undefined when some characters have several bytes. */
function makeTable(encoding: string): Uint16Array | undefined {
  const decoded = Array.from({ length: 256 }, (_, byte) =>
    iconv.decode(Buffer.of(byte), encoding, { stripBOM: false }),
  );
  const isSingle = decoded.every((text, byte) =>
    SECOND.every(
      (second) =>
        text.length === 1 &&
        iconv.decode(Buffer.of(byte, second), encoding, { stripBOM: false }) === `${text}${decoded[second]}`,
    ),
  );
  return isSingle ? Uint16Array.from(decoded, (text) => text.charCodeAt(0)) : undefined;
}
