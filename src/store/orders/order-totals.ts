import Big from 'big.js';
import { UzelError } from '../../errors.js';
import type { OrderLine } from '../../orders.js';

/** Exact sums of money: big.js, half up to 2 places. */

export type LineTax = NonNullable<OrderLine['tax']>;

const HUNDRED = 100;

/** Decimal text with 2 places, rounded half up. */
export const money = (value: Big): string => value.toFixed(2, Big.roundHalfUp);

/** A price as it is kept: exact, with 2 places at least. */
export function priceText(text: string): string {
  const value = new Big(text);
  const exact = value.toFixed();
  const places = exact.includes('.') ? exact.length - exact.indexOf('.') - 1 : 0;
  return places < 2 ? value.toFixed(2) : exact;
}

/** A quantity as it is kept: exact, without zeros that say nothing. */
export const quantityText = (text: string): string => new Big(text).toFixed();

/** Whether two decimal texts are the same number. */
export const sameNumber = (one: string, other: string): boolean => new Big(one).eq(other);

/**
 * What a line costs: quantity × price − discount, and the tax when the price does not hold it.
 * @param line.tax its amount, when given, is taken; else it is computed from the rate
 */
export function lineSums(line: {
  readonly quantity: string;
  readonly price: string;
  readonly discount?: string | undefined;
  readonly tax?: LineTax | undefined;
}): { amount: string; taxAmount?: string } {
  const base = new Big(line.quantity).times(line.price).minus(line.discount ?? '0');
  if (line.tax === undefined) return { amount: money(base) };
  const taxAmount = line.tax.amount ?? money(taxOf(base, line.tax));
  const amount = line.tax.included ? base : base.plus(taxAmount);
  return { amount: money(amount), taxAmount };
}

/** The tax within or upon a sum. @param tax.rate `20`, `20/120`, or `none` */
export function taxOf(base: Big, tax: { readonly rate: string; readonly included: boolean }): Big {
  if (tax.rate === 'none') return new Big(0);
  const [percent = '0', of] = tax.rate.split('/');
  if (of !== undefined) return base.times(percent).div(of);
  return base.times(percent).div(tax.included ? new Big(HUNDRED).plus(percent) : HUNDRED);
}

/** The sum of the lines, the delivery among them. */
export const totalOf = (lines: readonly OrderLine[]): string =>
  money(lines.reduce((sum, line) => sum.plus(line.amount), new Big(0)));

/** @throws UzelError UZ1505 when a given total differs from what the lines give */
export function checkTotal(total: string, given: string | undefined): string {
  if (given === undefined || sameNumber(given, total)) return total;
  throw new UzelError(
    'UZ1505',
    `The total given is ${given}, but the lines and the delivery make ${total}. Correct one of them.`,
    { path: 'total' },
  );
}
