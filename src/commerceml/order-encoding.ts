import iconv from 'iconv-lite';
import type { OrdersShape } from './orders-shape.js';

const NO_CHARACTER = '\uFFFD';

/** Every character of windows-1251 beyond ASCII; its byte 98 stands for none. */
const CYRILLIC_PAGE = Array.from({ length: 128 }, (_, index) => iconv.decode(Buffer.of(128 + index), 'win1251'))
  .filter((character) => character !== NO_CHARACTER)
  .join('');

const OUTSIDE = new RegExp(`[^\\u0000-\\u007F${CYRILLIC_PAGE.replace(/[\]\\^-]/g, '\\$&')}]`, 'gu');

/** The declaration of an orders document; it stands at byte 0, 1C looks there for `<?xml`. */
export function declaration(encoding: OrdersShape['encoding']): string {
  return `<?xml version="1.0" encoding="${encoding === 'utf-8' ? 'UTF-8' : encoding}"?>\n`;
}

/** XML text → bytes; what windows-1251 lacks becomes a numeric character reference. Never a byte order mark. */
export function encodeXml(xml: string, encoding: OrdersShape['encoding']): Buffer {
  if (encoding === 'utf-8') return Buffer.from(xml, 'utf8');
  return iconv.encode(
    xml.replace(OUTSIDE, (character) => `&#${character.codePointAt(0)};`),
    'win1251',
  );
}
