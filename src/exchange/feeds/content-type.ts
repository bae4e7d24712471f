import { extensionOf, FILE_TYPES } from './file-types.js';

/** First bytes (latin1) of the types that a name most often lies about: 1C keeps the name under which a picture was added. */
const MAGIC: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'image/webp'],
  [/^[\s\S]{4}ftypavi[fs]/, 'image/avif'],
  [/^[\s\S]{4}ftyp(heic|heix|mif1)/, 'image/heic'],
  [/^BM[\s\S]{4}\0{4}/, 'image/bmp'],
  [/^(II\*\0|MM\0\*)/, 'image/tiff'],
  [/^%PDF-/, 'application/pdf'],
];

/**
 * The content type of a file by its first bytes, else by its extension, else `application/octet-stream`.
 * @param head at least the first 16 bytes, or the whole file
 */
export function contentTypeOf(name: string, head: Uint8Array): string {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 64)).toString('latin1');
  const found = MAGIC.find(([pattern]) => pattern.test(start));
  return found?.[1] ?? FILE_TYPES.get(extensionOf(name)) ?? 'application/octet-stream';
}
