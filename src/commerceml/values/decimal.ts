import type { Read } from './read.js';

/** Blanks (NBSP, narrow and thin ones too) and apostrophes that stand between thousands. */
const GROUPING = /[\s\u200b\u2060'’ʼ`]+/g;
/** The letter of the exponent may be the Cyrillic look-alike. */
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eе]([+-]?\d{1,3}))?$/i;
/** Signs that stand for a minus in front of a number or an exponent. */
const MINUS = /(?<=^|[eе])[\u2010-\u2013\u2212]/gi;
const MINUS_SIGN = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
/** No price, weight or quantity needs more; PostgreSQL would take it, a screen would not. */
const MAX_DIGITS = 60;

/** `ЧЦ=18; ЧДЦ=2; ЧРД=.` → the character after `ЧРД=` (`NDS=` in English): the decimal separator that a document declares. */
export function decimalSeparatorOf(format: string | undefined): string | undefined {
  const separator = format === undefined ? undefined : /(?:ЧРД|NDS)\s*=\s*['"]?([^\s;'"\d])/iu.exec(format)?.[1];
  return separator === '-' || separator === '+' ? undefined : separator;
}

/**
 * A number as 1C and hand-made exports write it → exact decimal text `-?\d+(\.\d+)?` (commerceml.md §4.4): blanks between
 * thousands go, a comma is a point, of several points the last counts, an exponent is written out; digits are never
 * rounded, trailing zeros stay.
 * @param separator the decimal separator that the document declares; it wins over the guess
 * @returns null for blank, undefined for what is no number or has over 60 digits
 */
export function readDecimal(text: string, separator?: string): Read<string> {
  return isPlain(text) ? text : readAnyDecimal(text, separator);
}

/**
 * Whether the text is exact decimal text already, whatever the separator: nearly every number of 1C is, and to see it costs a twentieth of
 * reading it. `-0` is none, since it has a sign too many.
 */
function isPlain(text: string): boolean {
  const { length } = text;
  const start = text.charCodeAt(0) === MINUS_SIGN ? 1 : 0;
  if (length > MAX_DIGITS || !isDigit(text.charCodeAt(length - 1))) return false;
  let point = -1;
  for (let at = start; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) continue;
    if (code !== POINT || point >= 0 || at === start) return false;
    point = at;
  }
  const wholeDigits = (point < 0 ? length : point) - start;
  return text.charCodeAt(start) === ZERO ? wholeDigits === 1 && start === 0 : true;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

function readAnyDecimal(text: string, separator: string | undefined): Read<string> {
  const bare = text.replace(GROUPING, '').replace(MINUS, '-');
  if (bare === '') return null;
  const match = NUMBER.exec(withOnePoint(bare, separator));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  return plain(sign === '-', whole, fraction, Number.parseInt(exponent, 10));
}

function withOnePoint(text: string, declared: string | undefined): string {
  const points = (mark: string) => text.split(mark).length - 1;
  // A mark behind the declared separator cannot group thousands: such a document does not keep to its own format.
  const last = declared === undefined ? -1 : text.lastIndexOf(declared);
  if (declared !== undefined && last >= 0 && !/[.,]/.test(text.slice(last + 1))) return keepLast(text, declared);
  // Another mark, more than once, in a document whose separator is known: it can only group thousands.
  if (declared === '.' && points(',') > 1) return text.replaceAll(',', '');
  if (declared === ',' && points('.') > 1) return text.replaceAll('.', '');
  return keepLast(text.replaceAll(',', '.'), '.');
}

function keepLast(text: string, mark: string): string {
  const last = text.lastIndexOf(mark);
  if (last < 0) return text;
  const without = (part: string) => part.replaceAll(mark, '').replace(/[.,]/g, '');
  return `${without(text.slice(0, last))}.${text.slice(last + mark.length)}`;
}

function plain(negative: boolean, whole: string, fraction: string, exponent: number): Read<string> {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (Math.max(digits.length, point, digits.length - point) > MAX_DIGITS) return undefined;
  const padded = point > 0 ? digits.padEnd(point, '0') : '0'.repeat(1 - point) + digits;
  const cut = Math.max(point, 1);
  const left = padded.slice(0, cut).replace(/^0+(?=\d)/, '');
  const right = padded.slice(cut);
  const zero = /^0*$/.test(left + right);
  return `${negative && !zero ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
}

/** Exact decimal text as CommerceML wants it: a point, no blanks, no `+`, no zeros behind that say nothing. */
export function writeDecimal(value: string): string {
  const exact = readDecimal(value);
  if (typeof exact !== 'string') throw new TypeError(`not a decimal: ${JSON.stringify(value)}`);
  return exact.includes('.') ? exact.replace(/\.?0+$/, '') : exact;
}
