import { describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import fc from 'fast-check';
import { applyRules } from '../../src/pricing/apply-rules.js';
import { roundedPrice } from '../../src/pricing/round-price.js';
import type { PricedThing, PriceRule, Rounding, RuleAction, RuleScope } from '../../src/pricing/rule.js';
import { propertyRuns } from '../support/property-runs.js';
import { pricedByOracle } from './price-oracle.js';
import { compare, minus, rational } from './rational.js';

const RUNS = propertyRuns({ short: 2000, long: 50_000, seed: 6 });
const CURRENCIES = ['UAH', 'USD', 'EUR'];

/** Decimal text of up to 12 digits before the dot and 6 after it; small ones often, since there the edges are. */
const decimal = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 10n ** 12n })),
    fc.oneof(fc.constantFrom('', '.5', '.99', '.90', '.005', '.00'), fc.stringMatching(/^(\.\d{1,6})?$/)),
  )
  .map(([before, after]) => `${before}${after}`);
const positive = decimal.filter((text) => /[1-9]/.test(text));
const ending = fc.oneof(
  fc.constantFrom('99', '9', '00', '0', '0.90', '9.99', '99.00', '0.00', '990'),
  fc.stringMatching(/^\d{1,4}(\.\d{1,2})?$/),
);
const how = fc.constantFrom('up' as const, 'down' as const, 'nearest' as const);
const rounding: fc.Arbitrary<Rounding> = fc.oneof(
  fc.record({ step: fc.oneof(fc.constantFrom('0.01', '0.05', '1', '5', '10', '100'), positive), how }),
  fc.record({ ending, how }),
);
const signed = fc.tuple(fc.constantFrom('', '-'), decimal).map(([sign, text]) => sign + text);
const percent = fc.tuple(
  fc.oneof(fc.integer({ min: -100, max: 300 }), fc.integer({ min: -99, max: 99 })),
  fc.stringMatching(/^(\.\d{1,3})?$/),
);
const change: fc.Arbitrary<NonNullable<RuleAction['change']>> = fc.oneof(
  percent
    .filter(([whole, fraction]) => whole > -100 || fraction === '')
    .map(([whole, fraction]) => ({ by: 'percent' as const, value: `${whole}${fraction}` })),
  signed.map((value) => ({ by: 'amount' as const, value })),
);

const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
/** What is undefined is left out, as JSON leaves it. */
const said = <Fields extends object>(fields: Fields): Partial<{ [Name in keyof Fields]: NonNullable<Fields[Name]> }> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const inOrder = (one: string, other: string) =>
  compare(rational(one), rational(other)) <= 0 ? [one, other] : [other, one];
const bounds = fc
  .tuple(decimal, decimal, fc.constantFrom('none', 'floor', 'ceiling', 'both'))
  .map(([one, other, which]) => {
    const [floor = '', ceiling = ''] = inOrder(one, other);
    return {
      ...(which === 'floor' || which === 'both' ? { floor } : {}),
      ...(which === 'ceiling' || which === 'both' ? { ceiling } : {}),
    };
  });
const action: fc.Arbitrary<RuleAction> = fc
  .tuple(
    fc
      .record({
        currency: some(fc.record({ from: fc.constantFrom(...CURRENCIES), rate: positive })),
        change: some(change),
        extra: some(decimal),
        round: some(rounding),
      })
      .map(said),
    bounds,
  )
  .map(([changes, limits]) => ({ ...changes, ...limits }));
const scope: fc.Arbitrary<RuleScope> = fc
  .record({
    groups: some(fc.constantFrom(['tools'], ['toys'], ['toys', 'tools'])),
    products: some(fc.constantFrom(['drill'], ['DRILL'], ['saw', 'drill'])),
    priceTypes: some(fc.constantFrom(['retail'], ['bulk', 'retail'], ['bulk'])),
    manufacturers: some(fc.constantFrom(['Bosch'], [' bosch', 'Makita'], ['Makita', 'BOSCH '], ['Bosch Siemens'])),
    priceFrom: some(decimal),
    priceBelow: some(decimal),
  })
  .map(said);
const rule: fc.Arbitrary<PriceRule> = fc.record({
  scope: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: scope }),
  action,
  active: fc.constant(true),
  validFrom: fc.constant(null),
  validTo: fc.constant(null),
});
const rules = fc.array(rule, { maxLength: 6 });
const price = fc.record({
  amount: decimal,
  currency: fc.oneof({ weight: 3, arbitrary: fc.constant('UAH') }, { weight: 1, arbitrary: fc.constant('USD') }),
});
const mode = fc.constantFrom('first' as const, 'all' as const);

const thing: fc.Arbitrary<PricedThing> = fc.record({
  priceTypes: fc.constantFrom(new Set<string>(), new Set(['retail'])),
  groups: fc.constantFrom(new Set<string>(), new Set(['tools'])),
  products: fc.constantFrom(new Set(['drill']), new Set(['bear'])),
  manufacturer: fc.constantFrom(null, '', 'Bosch', 'BOSCH ', 'Makita'),
});
const THING: PricedThing = {
  priceTypes: new Set(),
  groups: new Set(['tools']),
  products: new Set(),
  manufacturer: null,
};

describe('price rules', () => {
  it('make what fractions of whole numbers make, to the last digit, by the same rules', () => {
    fc.assert(
      fc.property(price, thing, rules, mode, (start, priced, list, how) => {
        const made = applyRules(start, priced, list, { mode: how, currency: 'UAH' });
        const told = pricedByOracle(start, priced, list, how, 'UAH');
        expect(compare(rational(made.price.amount), told.amount)).toBe(0);
        expect(made.price.currency).toBe(told.currency);
        expect(made.steps.map((step) => list.indexOf(step.rule))).toEqual(told.by);
      }),
      RUNS,
    );
  });

  it('give a price that can be asked for: two places at least, never below zero', () => {
    fc.assert(
      fc.property(price, rules, mode, (start, list, how) => {
        const made = applyRules(start, THING, list, { mode: how, currency: 'UAH' });
        for (const { amount } of [made.price, ...made.steps.map((step) => step.after)]) {
          expect(amount).toMatch(/^(0|[1-9]\d*)\.\d{2,}$/);
        }
      }),
      RUNS,
    );
  });

  it('hand the price on: each begins with what the one before it made, in the order of the list', () => {
    fc.assert(
      fc.property(price, rules, mode, (start, list, how) => {
        const { price: last, steps } = applyRules(start, THING, list, { mode: how, currency: 'UAH' });
        const places = steps.map((step) => list.indexOf(step.rule));
        expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
        expect(steps.slice(1).map((step) => step.before)).toEqual(steps.slice(0, -1).map((step) => step.after));
        expect(last).toEqual(steps.at(-1)?.after ?? last);
        if (how === 'first') expect(steps.length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('end within floor and ceiling, whatever else they do', () => {
    fc.assert(
      fc.property(price, rules, mode, (start, list, how) => {
        for (const { rule: each, after } of applyRules(start, THING, list, { mode: how, currency: 'UAH' }).steps) {
          const { floor, ceiling } = each.action;
          if (floor !== undefined) expect(compare(rational(after.amount), rational(floor))).toBeGreaterThanOrEqual(0);
          if (ceiling !== undefined) expect(compare(rational(after.amount), rational(ceiling))).toBeLessThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });
});

describe('rounding', () => {
  it('leaves alone what it gave', () => {
    fc.assert(
      fc.property(decimal, rounding, (amount, to) => {
        const once = roundedPrice(new Big(amount), to);
        expect(roundedPrice(once, to).toFixed()).toBe(once.toFixed());
      }),
      RUNS,
    );
  });

  it('really ends in the ending', () => {
    fc.assert(
      fc.property(decimal, ending, how, (amount, digits, direction) => {
        const made = roundedPrice(new Big(amount), { ending: digits, how: direction }).toFixed(2);
        const [before = '', cents = ''] = digits.split('.');
        const wanted = `${before === '0' && digits.includes('.') ? '' : before}.${cents.padEnd(2, '0')}`;
        expect(made.padStart(wanted.length, '0').endsWith(wanted)).toBe(true);
      }),
      RUNS,
    );
  });

  it('goes less than a step, in the wanted direction, unless it would end at nothing', () => {
    fc.assert(
      fc.property(decimal, positive, how, (amount, step, direction) => {
        const made = rational(roundedPrice(new Big(amount), { step, how: direction }).toFixed());
        const moved = minus(made, rational(amount));
        if (compare(rational(amount), rational(step)) < 0) return; // the first step: by hand, in cases.ts
        expect(compare(moved, rational(step))).toBeLessThan(0);
        expect(compare(moved, rational(`-${step}`))).toBeGreaterThan(0);
        if (direction === 'up') expect(compare(moved, rational('0'))).toBeGreaterThanOrEqual(0);
        if (direction === 'down') expect(compare(moved, rational('0'))).toBeLessThanOrEqual(0);
      }),
      RUNS,
    );
  });
});
