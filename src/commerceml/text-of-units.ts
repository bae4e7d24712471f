import { isAscii } from 'node:buffer';

/** Kept from piece to piece: the decoders are asked for some 64 KB at a time. */
let units = new Uint16Array(0);
let bytesOfUnits = Buffer.from(units.buffer);

/**
 * UTF-8 → text. Node 20 decodes what is not all ASCII letter by letter: 275 MB/s of Cyrillic XML, this loop 510.
 * @param bytes sound and whole UTF-8 (`isUtf8`); a mark at the start stays
 */
export function utf8ToText(bytes: Uint8Array): string {
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  makeRoom(bytes.length);
  return textOf(decodeUtf8(bytes, units));
}

function decodeUtf8(bytes: Uint8Array, out: Uint16Array): number {
  const end = bytes.length;
  let count = 0;
  for (let at = 0; at < end; ) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      out[count++] = first;
      at += 1;
    } else if (first < 0xe0) {
      out[count++] = ((first & 0x1f) << 6) | ((bytes[at + 1] ?? 0) & 0x3f);
      at += 2;
    } else if (first < 0xf0) {
      out[count++] = ((first & 0x0f) << 12) | (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f);
      at += 3;
    } else {
      const high = ((first & 0x07) << 18) | (((bytes[at + 1] ?? 0) & 0x3f) << 12);
      const code = (high | (((bytes[at + 2] ?? 0) & 0x3f) << 6) | ((bytes[at + 3] ?? 0) & 0x3f)) - 0x10000;
      out[count++] = 0xd800 + (code >> 10);
      out[count++] = 0xdc00 + (code & 0x3ff);
      at += 4;
    }
  }
  return count;
}

/** Bytes of a code page → text, by its table of 256 UTF-16 units. */
export function tableToText(bytes: Uint8Array, table: Uint16Array): string {
  makeRoom(bytes.length);
  const out = units;
  for (let at = 0; at < bytes.length; at++) out[at] = table[bytes[at] ?? 0] ?? 0;
  return textOf(bytes.length);
}

function makeRoom(length: number): void {
  if (units.length >= length) return;
  units = new Uint16Array(length);
  bytesOfUnits = Buffer.from(units.buffer);
}

const textOf = (count: number): string => bytesOfUnits.toString('utf16le', 0, count * 2);
