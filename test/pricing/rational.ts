/** Exact fractions of whole numbers of any size: the judge of prices, which shares no arithmetic with them. */
export interface Rational {
  readonly above: bigint;
  /** Over zero. */
  readonly below: bigint;
}

/** Of decimal text. */
export function rational(text: string): Rational {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new Error(`no decimal number: ${text}`);
  const above = BigInt(whole + fraction);
  return { above: sign ? -above : above, below: 10n ** BigInt(fraction.length) };
}

export const plus = (one: Rational, other: Rational): Rational => ({
  above: one.above * other.below + other.above * one.below,
  below: one.below * other.below,
});

export const times = (one: Rational, other: Rational): Rational => ({
  above: one.above * other.above,
  below: one.below * other.below,
});

export const minus = (one: Rational, other: Rational): Rational => plus(one, times(other, rational('-1')));

/** Less than zero, zero or more, as `one` is less than, equal to or more than `other`. */
export function compare(one: Rational, other: Rational): number {
  const difference = one.above * other.below - other.above * one.below;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** The largest whole number of times that `part`, over zero, fits below `whole`. */
export function timesWithin(whole: Rational, part: Rational): bigint {
  const above = whole.above * part.below;
  const below = whole.below * part.above;
  const quotient = above / below;
  return above % below < 0n ? quotient - 1n : quotient;
}

export const whole = (number: bigint): Rational => ({ above: number, below: 1n });
