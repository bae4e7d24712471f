import Big from 'big.js';
import { amountText } from './amount-text.js';
import { changedAmount } from './change-amount.js';
import { isFor } from './choose-rules.js';
import { clampedPrice } from './clamp-price.js';
import { roundedPrice } from './round-price.js';
import type { Price, PricedThing, PriceRule, RuleMode } from './rule.js';

/** What one rule made of a price. */
export interface RuleStep<Rule> {
  readonly rule: Rule;
  readonly before: Price;
  readonly after: Price;
}

export interface RuledPrice<Rule> {
  readonly price: Price;
  /** The rules that made it, in their order; empty: none fits, and the price is as it came. */
  readonly steps: readonly RuleStep<Rule>[];
}

/** What the rules are applied for. */
export interface RuleTerms {
  readonly mode: RuleMode;
  /** What the channel sells in. */
  readonly currency: string;
}

/**
 * The price that a channel's rules make.
 * @param start the price of 1C. Its amount may have any number of places; below zero it counts as zero once a rule takes it
 * @param rules those in force (`rulesInForce`), in their order
 */
export function applyRules<Rule extends PriceRule>(
  start: Price,
  thing: PricedThing,
  rules: readonly Rule[],
  { mode, currency }: RuleTerms,
): RuledPrice<Rule> {
  let price = { amount: new Big(start.amount), currency: start.currency };
  const steps: RuleStep<Rule>[] = [];
  for (const rule of rules) {
    if (!isFor(rule, thing, price, currency)) continue;
    const before = price;
    price = { amount: priceBy(rule, before.amount), currency };
    steps.push({ rule, before: shown(before), after: shown(price) });
    if (mode === 'first') break;
  }
  return { price: shown(price), steps };
}

/** Each rule ends in a price that could be asked for, so what the next one begins with is what a preview shows. */
const priceBy = ({ action }: PriceRule, amount: Big): Big =>
  clampedPrice(roundedPrice(changedAmount(amount, action), action.round), action);

const shown = ({ amount, currency }: { readonly amount: Big; readonly currency: string }): Price => ({
  amount: amountText(amount),
  currency,
});
