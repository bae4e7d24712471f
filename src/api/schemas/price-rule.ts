import Big from 'big.js';
import { z } from 'zod';
import { filledText, Id, MomentInput, MoneyInput, maybeText, moment, text } from './primitives.js';

/** What price rules of a channel say. */

const aboveZero = (message: string) => MoneyInput.refine((value) => /[1-9]/.test(value), message);

const names = (what: string) =>
  z
    .array(filledText(255))
    .min(1, 'Name one at least, or leave this out.')
    .max(1000, 'Name at most 1,000.')
    .describe(what);

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Below, at or above zero, as `one` is below, at or above `other`; 1 when one of them is no number, which its own schema refuses. */
const compared = (one = '', other = ''): number =>
  DECIMAL.test(one) && DECIMAL.test(other) ? new Big(one).cmp(other) : 1;

const ISO: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Prices have currencies of ISO 4217 in capitals, and those that nobody knows as 1C wrote them. */
const asPricesShowIt = (currency: string): string => {
  const code = currency.trim().toUpperCase();
  return ISO.has(code) ? code : currency.trim();
};

export const RuleScope = z
  .strictObject({
    priceTypes: names(
      'Our ids or 1C’s of price types: the price that the channel begins with is of one of them.',
    ).optional(),
    groups: names('Our ids or 1C’s of groups: the product lies in one of them or below.').optional(),
    manufacturers: names('As products have them, in any case.').optional(),
    products: names('Our ids or 1C’s of products.').optional(),
    priceFrom: MoneyInput.optional().describe('The price before this rule is this or more.'),
    priceBelow: MoneyInput.optional().describe('The price before this rule is less.'),
  })
  .refine(({ priceFrom, priceBelow }) => compared(priceBelow, priceFrom ?? '0') > 0, {
    error: 'No price lies in this band: `priceBelow` must be more than `priceFrom`, or more than zero.',
    path: ['priceBelow'],
  })
  .meta({ id: 'RuleScope', description: 'What the rule is for: all that is said must hold. Empty = everything.' });

const Change = z
  .strictObject({
    by: z.enum(['percent', 'amount']),
    value: z
      .string()
      .regex(
        /^-?\d{1,15}(\.\d{1,6})?$/,
        'This must be a decimal number with a dot, like "10" or "-2.5": at most 15 digits before the dot and 6 after it.',
      )
      .describe('More, or with a minus less.'),
  })
  .refine(({ by, value }) => by === 'amount' || compared(value, '-100') >= 0, {
    error: 'A price cannot fall by more than 100 per cent.',
    path: ['value'],
  })
  .meta({ id: 'RuleChange' });

const Rounding = z
  .strictObject({
    step: aboveZero('A step must be more than zero.').optional().describe('To a multiple of it: `5`, `0.05`.'),
    ending: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,2})?$/, 'This must be the last digits of a price, like "99", "9.90" or "0.99".')
      .optional()
      .describe(
        'To a price that ends so: `99` gives 99, 199, …; `9.90` gives 9.90, 19.90, …; `0.99` gives 0.99, 1.99, ….',
      ),
    how: z.enum(['up', 'down', 'nearest']).describe('What lies in the middle goes up.'),
  })
  .refine(({ step, ending }) => (step === undefined) !== (ending === undefined), 'Say `step` or `ending`, one of them.')
  .meta({ id: 'RuleRounding' });

export const RuleAction = z
  .strictObject({
    currency: z
      .strictObject({
        from: filledText(20)
          .overwrite(asPricesShowIt)
          .describe('As prices show it: `USD`; codes of ISO 4217 in any case.'),
        rate: aboveZero('A rate must be more than zero.').describe('What one of it costs in the channel’s currency.'),
      })
      .optional()
      .describe(
        'Takes prices in this currency into that of the channel. A rule without is for prices that are in it by then; all other amounts of a rule are in it, but the band, which is of the price before.',
      ),
    change: Change.optional(),
    extra: MoneyInput.optional().describe('Added after the change.'),
    round: Rounding.optional().describe(
      'Absent: to 2 places, half up. A price above zero never becomes zero, or less, by it: then it is the least that is allowed.',
    ),
    floor: MoneyInput.optional().describe('Not less than this, whatever the rounding gave.'),
    ceiling: MoneyInput.optional().describe('Not more than this, whatever the rounding gave.'),
  })
  .refine(({ floor, ceiling }) => compared(ceiling, floor) >= 0, {
    error: 'This is less than the floor.',
    path: ['ceiling'],
  })
  .meta({
    id: 'RuleAction',
    description:
      'Done in this order: currency, change, extra, rounding, floor and ceiling; never below zero. Empty: the price stays, to 2 places, and with `mode` `first` no later rule takes it.',
  });

/** A rule without its id. */
export const RuleFields = z
  .strictObject({
    name: text(255).nullable().optional().describe('For people.'),
    active: z.boolean().optional().describe('Absent: true.'),
    validFrom: MomentInput.nullable().optional().describe('The first moment of it. Absent or null: from ever.'),
    validTo: MomentInput.nullable().optional().describe('The last moment of it. Absent or null: for ever.'),
    scope: RuleScope.optional().describe('Absent: everything.'),
    action: RuleAction,
  })
  .refine(({ validFrom, validTo }) => !(Date.parse(validFrom ?? '') > Date.parse(validTo ?? '')), {
    error: 'This lies before validFrom: the rule would never hold.',
    path: ['validTo'],
  })
  .meta({ id: 'PriceRuleFields' });

/** Body of PUT /v1/channels/{id}/rules. */
export const RulesInput = z
  .strictObject({
    rules: z
      .array(
        RuleFields.safeExtend({
          id: z
            .uuid()
            .optional()
            .describe('Of the rule that this is. Absent: the one that says the same, else a new one.'),
        }).meta({ id: 'PriceRuleInput' }),
      )
      .max(500, 'A channel has at most 500 rules.')
      .refine((rules) => {
        const ids = rules.flatMap(({ id }) => id?.toLowerCase() ?? []);
        return new Set(ids).size === ids.length;
      }, 'Two rules have one id.'),
  })
  .meta({ id: 'PriceRulesInput', description: 'All rules, in the order that they are tried in.' });

export const PriceRule = z
  .object({
    id: Id,
    name: maybeText('For people.'),
    active: z.boolean(),
    validFrom: moment('The first moment of it.').nullable(),
    validTo: moment('The last moment of it.').nullable(),
    scope: RuleScope,
    action: RuleAction,
  })
  .meta({ id: 'PriceRule' });

export const PriceRuleList = z
  .object({ items: z.array(PriceRule) })
  .meta({ id: 'PriceRuleList', description: 'All rules of a channel, in the order that they are tried in.' });
