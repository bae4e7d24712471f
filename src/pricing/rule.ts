/** How a channel makes its price of the one that 1C sends. Amounts are decimal text, exact. */

/** What a rule is for. All that is said must hold; what is not said holds for everything. */
export interface RuleScope {
  /** Names of price types: the price that the channel begins with is of one of them. */
  readonly priceTypes?: readonly string[];
  /** Names of groups: the product lies in one of them or in a group below it. */
  readonly groups?: readonly string[];
  /** Compared without case, also that of Turkish letters, and the spaces around. */
  readonly manufacturers?: readonly string[];
  /** Names of products. */
  readonly products?: readonly string[];
  /** The price before this rule is this or more. */
  readonly priceFrom?: string;
  /** The price before this rule is less: bands that touch have no price in common. */
  readonly priceBelow?: string;
}

export type RoundingWay = 'up' | 'down' | 'nearest';

/** To multiples of a step, or to prices whose last digits are `ending`. */
export type Rounding =
  | { readonly step: string; readonly how: RoundingWay }
  | { readonly ending: string; readonly how: RoundingWay };

/** What a rule does, in this order whatever the order of the members. */
export interface RuleAction {
  /** Takes prices in `from` (a rule without: those in the channel's currency) × `rate` into the channel's currency. */
  readonly currency?: { readonly from: string; readonly rate: string };
  /** `value` has a sign: `-5` per cent, `100` more. */
  readonly change?: { readonly by: 'percent' | 'amount'; readonly value: string };
  readonly extra?: string;
  /** Absent: to 2 places, half up. */
  readonly round?: Rounding;
  readonly floor?: string;
  readonly ceiling?: string;
}

export interface PriceRule {
  readonly scope: RuleScope;
  readonly action: RuleAction;
  readonly active: boolean;
  /** The first moment that it holds at; null = from ever. */
  readonly validFrom: Date | null;
  /** The last one; null = for ever. */
  readonly validTo: Date | null;
}

/** `first`: the first rule that fits makes the price; `all`: each that fits, one upon the other. */
export type RuleMode = 'first' | 'all';

/** What is priced, by all names that a scope may call it: our ids and those of 1C. */
export interface PricedThing {
  readonly priceTypes: ReadonlySet<string>;
  /** Those groups that the rules name and it lies in or below. */
  readonly groups: ReadonlySet<string>;
  readonly products: ReadonlySet<string>;
  readonly manufacturer: string | null;
}

/** An amount with its currency in ISO 4217. */
export interface Price {
  readonly amount: string;
  readonly currency: string;
}
