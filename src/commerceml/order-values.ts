import { Big } from 'big.js';

/** Exact decimals of our own: division to 30 places, half away from zero, whatever others do to the global Big. */
export const Decimal = Big();
Decimal.DP = 30;
Decimal.RM = Big.roundHalfUp;

/** Everything that XML 1.0 does not allow in a document, lone surrogates included. */
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Longest texts that 1C and the schemas take, in UTF-16 code units (commerceml.md §4.6). */
export const LENGTH = { name: 250, line: 255, value: 1000, comment: 3000 } as const;

/**
 * A text of one line: illegal characters dropped, white space folded to single blanks, cut to `length`.
 * @returns undefined when nothing is left, so that no empty element is written.
 */
export function lineText(text: string | null | undefined, length: number = LENGTH.name): string | undefined {
  return cut(text?.replace(ILLEGAL, '').replace(/\s+/g, ' '), length);
}

/** As `lineText`, but line feeds and inner blanks are kept: comments, values of requisites. */
export function freeText(text: string | null | undefined, length: number = LENGTH.comment): string | undefined {
  return cut(text?.replace(ILLEGAL, '').replace(/\r\n?/g, '\n'), length);
}

/** An id: opaque, never cut. */
export function idText(text: string | null | undefined): string | undefined {
  return text?.replace(ILLEGAL, '').trim() || undefined;
}

/** Decimal text without exponent, group separators and needless zeros. */
export function quantityText(quantity: string): string {
  return new Decimal(quantity).toFixed();
}

/** Money with two places, half up. */
export function moneyText(amount: string | Big): string {
  return new Decimal(amount).toFixed(2);
}

function cut(text: string | undefined, length: number): string | undefined {
  const whole = text?.trim();
  if (!whole) return undefined;
  if (whole.length <= length) return whole;
  const splitsPair = /[\uD800-\uDBFF]/.test(whole.charAt(length - 1));
  return whole.slice(0, splitsPair ? length - 1 : length).trimEnd();
}
