import { describe, expect, it } from '@jest/globals';
import { applyRules } from '../../src/pricing/apply-rules.js';
import { rulesInForce } from '../../src/pricing/choose-rules.js';
import type { Price } from '../../src/pricing/rule.js';
import { CASES, CHANNEL_CURRENCY, DRILL, NOON } from './cases.js';

const priceOf = (text: string): Price => {
  const [amount = '', currency = CHANNEL_CURRENCY] = text.split(' ');
  return { amount, currency };
};

describe('prices by hand', () => {
  it('are forty at least, each of its own name', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CASES.map(({ what }) => what)).size).toBe(CASES.length);
  });

  it.each(CASES.map((each) => [each.what, each] as const))('%s', (_what, each) => {
    const { price, rules, mode = 'first', thing, gives, by = [0] } = each;
    const terms = { mode, currency: CHANNEL_CURRENCY };
    const made = applyRules(priceOf(price), { ...DRILL, ...thing }, rulesInForce(rules, NOON), terms);
    expect([made.price, made.steps.map((step) => rules.indexOf(step.rule))]).toEqual([priceOf(gives), by]);
  });
});
