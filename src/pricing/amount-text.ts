import Big from 'big.js';

const PLACES = 2;

/** An amount as text: exact, with 2 places at least. */
export function amountText(amount: Big | string): string {
  const exact = new Big(amount);
  const places = exact.c.length - exact.e - 1;
  return exact.toFixed(Math.max(PLACES, places));
}
