import Big from 'big.js';
import type { RuleAction } from './rule.js';

const HUNDRED = 100;
const HUNDREDTH = '0.01';

/** What currency, change and extra of a rule make of an amount: exact (nothing is divided), and never below zero. */
export function changedAmount(amount: Big, { currency, change, extra }: RuleAction): Big {
  const converted = currency ? amount.times(currency.rate) : amount;
  const changed = change ? changedBy(converted, change) : converted;
  const whole = changed.plus(extra ?? 0);
  return whole.lt(0) ? new Big(0) : whole;
}

function changedBy(amount: Big, { by, value }: NonNullable<RuleAction['change']>): Big {
  if (by === 'amount') return amount.plus(value);
  return amount.times(new Big(value).plus(HUNDRED)).times(HUNDREDTH);
}
