import iconv from 'iconv-lite';
import type { OrdersShape } from './orders-shape.js';

const NO_CHARACTER = '\uFFFD';

/** Every character of windows-1251 beyond ASCII; its byte 98 stands for none. */
const CYRILLIC_PAGE = Array.from({ length: 128 }, (_, index) => iconv.decode(Buffer.of(128 + index), 'win1251'))
  .filter((character) => character !== NO_CHARACTER)
  .join('');

const OUTSIDE = `[^\\u0000-\\u007F${CYRILLIC_PAGE}]`;
/** Without the `u` flag half as dear, and enough to tell that nothing is outside: the case of nearly every order. */
const ANY_OUTSIDE = new RegExp(OUTSIDE);
const EACH_OUTSIDE = new RegExp(OUTSIDE, 'gu');

/** The declaration of an orders document; it stands at byte 0, 1C looks there for `<?xml`. */
export function declaration(encoding: OrdersShape['encoding']): string {
  return `<?xml version="1.0" encoding="${encoding === 'utf-8' ? 'UTF-8' : encoding}"?>\n`;
}

/** XML text → bytes; what windows-1251 lacks becomes a numeric character reference. Never a byte order mark. */
export function encodeXml(xml: string, encoding: OrdersShape['encoding']): Buffer {
  if (encoding === 'utf-8') return Buffer.from(xml, 'utf8');
  return iconv.encode(ANY_OUTSIDE.test(xml) ? xml.replace(EACH_OUTSIDE, reference) : xml, 'win1251');
}

/** The characters of a text that an encoding lacks, each once: they are written as numeric references. */
export function charactersOutside(text: string, encoding: OrdersShape['encoding']): string[] {
  return encoding === 'utf-8' ? [] : [...new Set(text.match(EACH_OUTSIDE) ?? [])];
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
