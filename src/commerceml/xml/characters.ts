/** Code points that mean something to XML. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const DOUBLE_QUOTE = 0x22;
export const AMPERSAND = 0x26;
export const SINGLE_QUOTE = 0x27;
export const MINUS = 0x2d;
export const SLASH = 0x2f;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const LEFT_BRACKET = 0x5b;
export const RIGHT_BRACKET = 0x5d;
/** Line ends of XML 1.1. */
export const NEL = 0x85;
export const LINE_SEPARATOR = 0x2028;
/** From here on a unit of UTF-16 is a half of a character, of private use, or forbidden. */
export const SURROGATES = 0xd800;

export const isBlank = (code: number): boolean => code === SPACE || code === LF || code === TAB || code === CR;
export const isQuote = (code: number): boolean => code === DOUBLE_QUOTE || code === SINGLE_QUOTE;

/** NameStartChar of XML 1.0 (5th edition, §2.3), each range by its first and last code point. */
const NAME_START: readonly (readonly [number, number])[] = [
  [0x3a, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];
const NAME_MORE: readonly (readonly [number, number])[] = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

const within = (code: number, ranges: readonly (readonly [number, number])[]) =>
  ranges.some(([first, last]) => code >= first && code <= last);

export const isNameStart = (code: number): boolean => within(code, NAME_START);
export const isNameCharacter = (code: number): boolean => within(code, NAME_START) || within(code, NAME_MORE);

/** Whether a whole text is a name of XML. */
export function isName(text: string): boolean {
  const [first = -1, ...rest] = Array.from(text, (character) => character.codePointAt(0) ?? -1);
  return isNameStart(first) && rest.every(isNameCharacter);
}

/**
 * Whether a code point may stand in a document (Char of XML 1.0 §2.2, of XML 1.1 §2.2).
 * @param isVersion11 XML 1.1 also takes control characters, when they are written as references
 */
export function isCharacter(code: number, isVersion11: boolean): boolean {
  if (code < SPACE) return isVersion11 ? code >= 1 : code === TAB || code === LF || code === CR;
  return code < SURROGATES || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
