import type Big from 'big.js';
import type { PricedThing, PriceRule, RuleScope } from './rule.js';

/** The rules that hold at a moment, in their order. */
export const rulesInForce = <Rule extends PriceRule>(rules: readonly Rule[], at: Date): Rule[] =>
  rules.filter(
    ({ active, validFrom, validTo }) =>
      active && (validFrom === null || validFrom <= at) && (validTo === null || at <= validTo),
  );

/**
 * Whether a rule that is in force is for this thing at this price.
 * @param price as it is before this rule
 * @param channelCurrency a rule that converts nothing is for prices in it alone: 100 USD is no price from 50 to 200 UAH
 */
export function isFor(
  { scope, action }: PriceRule,
  thing: PricedThing,
  price: { readonly amount: Big; readonly currency: string },
  channelCurrency: string,
): boolean {
  return (
    (action.currency?.from ?? channelCurrency) === price.currency &&
    isWithin(scope, price.amount) &&
    isOneOf(scope.priceTypes, thing.priceTypes) &&
    isOneOf(scope.groups, thing.groups) &&
    isOneOf(scope.products, thing.products) &&
    isMadeBy(scope.manufacturers, thing.manufacturer)
  );
}

const isWithin = ({ priceFrom, priceBelow }: RuleScope, amount: Big): boolean =>
  (priceFrom === undefined || amount.gte(priceFrom)) && (priceBelow === undefined || amount.lt(priceBelow));

const isOneOf = (named: readonly string[] | undefined, names: ReadonlySet<string>): boolean => {
  if (named === undefined) return true;
  const wanted = setOf(named);
  for (const name of names) if (wanted.has(name)) return true;
  return false;
};

const isMadeBy = (named: readonly string[] | undefined, manufacturer: string | null): boolean =>
  named === undefined || (manufacturer !== null && setOf(named, folded).has(folded(manufacturer)));

/** Turkish has two i, each with a capital of its own: by way of the capitals `ARÇELİK` and `Arçelik`, `IŞIK` and `Işık` are one. */
const folded = (name: string): string => name.trim().normalize('NFC').toUpperCase().replaceAll('İ', 'I').toLowerCase();

/** A scope may name a thousand products, and is asked for each offer of an export. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(named: readonly string[], fold: (name: string) => string = (name) => name): ReadonlySet<string> {
  const known = sets.get(named);
  if (known) return known;
  const made = new Set(named.map(fold));
  sets.set(named, made);
  return made;
}
