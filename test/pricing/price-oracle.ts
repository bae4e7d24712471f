import type { Price, PricedThing, PriceRule, RoundingWay, RuleMode } from '../../src/pricing/rule.js';
import { compare, minus, plus, type Rational, rational, times, timesWithin, whole } from './rational.js';

/** What rules make of a price, told a second time, in fractions. */

const SAME_LETTERS = new Intl.Collator('en', { sensitivity: 'accent' });

const ZERO = rational('0');
const HUNDRED = rational('100');
const HALF: Rational = { above: 1n, below: 2n };

export interface OraclePrice {
  readonly amount: Rational;
  readonly currency: string;
  /** Places of the rules that made it. */
  readonly by: readonly number[];
}

export function pricedByOracle(
  start: Price,
  thing: PricedThing,
  rules: readonly PriceRule[],
  mode: RuleMode,
  channelCurrency: string,
): OraclePrice {
  let amount = rational(start.amount);
  let { currency } = start;
  const by: number[] = [];
  for (const [place, { scope, action }] of rules.entries()) {
    if (mode === 'first' && by.length > 0) break;
    const takes = action.currency ? action.currency.from : channelCurrency;
    if (takes !== currency) continue;
    if (scope.priceFrom !== undefined && compare(amount, rational(scope.priceFrom)) < 0) continue;
    if (scope.priceBelow !== undefined && compare(amount, rational(scope.priceBelow)) >= 0) continue;
    if (scope.groups && !scope.groups.some((group) => thing.groups.has(group))) continue;
    if (scope.products && !scope.products.some((product) => thing.products.has(product))) continue;
    if (scope.priceTypes && !scope.priceTypes.some((type) => thing.priceTypes.has(type))) continue;
    const maker = thing.manufacturer?.trim();
    if (
      scope.manufacturers &&
      !scope.manufacturers.some((one) => maker && SAME_LETTERS.compare(one.trim(), maker) === 0)
    )
      continue;
    amount = made(amount, action);
    currency = channelCurrency;
    by.push(place);
  }
  return { amount, currency, by };
}

function made(start: Rational, action: PriceRule['action']): Rational {
  let amount = start;
  if (action.currency) amount = times(amount, rational(action.currency.rate));
  if (action.change?.by === 'amount') amount = plus(amount, rational(action.change.value));
  if (action.change?.by === 'percent') {
    const hundredths = plus(HUNDRED, rational(action.change.value));
    amount = times(amount, { above: hundredths.above, below: hundredths.below * 100n });
  }
  if (action.extra) amount = plus(amount, rational(action.extra));
  if (compare(amount, ZERO) < 0) amount = ZERO;
  amount = rounded(amount, action.round);
  if (action.floor && compare(amount, rational(action.floor)) < 0) amount = rational(action.floor);
  if (action.ceiling && compare(amount, rational(action.ceiling)) > 0) amount = rational(action.ceiling);
  return amount;
}

/** The prices of a rounding are first, first + step, …: the wanted one of the two around, of those that may be. */
function rounded(amount: Rational, rounding: PriceRule['action']['round']): Rational {
  const { first, step, how } = gridOf(rounding);
  const count = timesWithin(minus(amount, first), step);
  const at = (number: bigint): Rational => plus(first, times(whole(number), step));
  const [below, above] = [at(count), at(count + 1n)];
  const isAllowed = (price: Rational) =>
    compare(price, ZERO) > 0 || (compare(price, ZERO) === 0 && compare(amount, ZERO) === 0);
  if (compare(below, amount) === 0 && isAllowed(below)) return below;
  if (!isAllowed(below)) return isAllowed(above) ? above : at(count + 2n);
  if (how === 'nearest') {
    const middle = plus(below, times(step, HALF));
    return compare(amount, middle) < 0 ? below : above;
  }
  return how === 'up' ? above : below;
}

function gridOf(rounding: PriceRule['action']['round']): { first: Rational; step: Rational; how: RoundingWay } {
  if (!rounding) return { first: ZERO, step: rational('0.01'), how: 'nearest' };
  if ('step' in rounding) return { first: ZERO, step: rational(rounding.step), how: rounding.how };
  const first = rational(rounding.ending);
  const [digits = '', cents] = rounding.ending.split('.');
  const step = cents !== undefined && digits === '0' ? whole(1n) : whole(10n ** BigInt(digits.length));
  return { first, step, how: rounding.how };
}
