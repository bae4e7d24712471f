import { Decimal } from './order-values.js';

interface PricedLine {
  readonly quantity: string;
  readonly price: string;
  /** With discount and tax. */
  readonly amount: string;
}

/**
 * The price of one unit such that quantity × price, rounded to the kopeck, is the line's amount: 1C reckons with it.
 * It holds the discount and the tax: BAS misreads discounts of lines. The shop's own price where it fits,
 * else amount ÷ quantity with two places, or with as many more as the amount needs (100.00 for 3 pieces: 33.333).
 */
export function unitPrice(line: PricedLine): string {
  const quantity = new Decimal(line.quantity);
  const amount = new Decimal(line.amount).round(2);
  const asked = new Decimal(line.price).round(2);
  if (quantity.eq(0)) return asked.toFixed(2);
  if (asked.times(quantity).round(2).eq(amount)) return asked.toFixed(2);
  const exact = amount.div(quantity);
  for (let places = 2; places < Decimal.DP; places += 1) {
    const price = exact.round(places);
    if (price.times(quantity).round(2).eq(amount)) return price.toFixed(places);
  }
  return exact.toFixed();
}
