import iconv from 'iconv-lite';

/** An XML file as text, and the way back to bytes of the same encoding, with the BOM that it had. */
export interface XmlText {
  readonly text: string;
  encode(text: string): Buffer;
}

/** Bytes of an XML file → text: by its BOM, else by its declaration, else UTF-8. An unknown encoding reads as UTF-8. */
export function decodeXml(bytes: Buffer): XmlText {
  const { encoding, bom } = encodingOf(bytes);
  return {
    text: iconv.decode(bytes.subarray(bom.length), encoding, { stripBOM: false }),
    encode: (text) => Buffer.concat([bom, iconv.encode(text, encoding)]),
  };
}

function encodingOf(bytes: Buffer): { encoding: string; bom: Buffer } {
  const marks: readonly (readonly [string, readonly number[]])[] = [
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ];
  for (const [encoding, mark] of marks) {
    const bom = Buffer.from(mark);
    if (bytes.subarray(0, bom.length).equals(bom)) return { encoding, bom };
  }
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(
    bytes.subarray(0, 200).toString('latin1'),
  )?.[1];
  const known = declared !== undefined && iconv.encodingExists(declared);
  return { encoding: known ? declared : 'utf-8', bom: Buffer.alloc(0) };
}
