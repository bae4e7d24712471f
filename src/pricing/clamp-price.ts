import Big from 'big.js';
import type { RuleAction } from './rule.js';

/** An amount not below the floor and not above the ceiling. They come after the rounding, which would step over them. */
export function clampedPrice(amount: Big, { floor, ceiling }: Pick<RuleAction, 'floor' | 'ceiling'>): Big {
  if (floor !== undefined && amount.lt(floor)) return new Big(floor);
  if (ceiling !== undefined && amount.gt(ceiling)) return new Big(ceiling);
  return amount;
}
