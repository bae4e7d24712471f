import type { PricedThing, PriceRule, RuleAction, RuleMode, RuleScope } from '../../src/pricing/rule.js';

/** Prices computed by hand. The channel sells in UAH; it is noon of 15 June 2026. */

export const NOON = new Date('2026-06-15T12:00:00.000Z');
export const CHANNEL_CURRENCY = 'UAH';

/** A drill of Bosch in retail price, in `Drills`, which lies below `Tools`. */
export const DRILL: PricedThing = {
  priceTypes: new Set(['retail']),
  groups: new Set(['tools', 'drills']),
  products: new Set(['drill']),
  manufacturer: 'Bosch',
};

export interface Case {
  readonly what: string;
  /** In UAH, or with its currency: `10 USD`. */
  readonly price: string;
  readonly rules: readonly PriceRule[];
  /** Default `first`. */
  readonly mode?: RuleMode;
  readonly thing?: Partial<PricedThing>;
  /** In UAH, or with its currency. */
  readonly gives: string;
  /** Places of the rules that made it, from 0; default: the first alone. */
  readonly by?: readonly number[];
}

const rule = (
  action: RuleAction,
  scope: RuleScope = {},
  when: Partial<Pick<PriceRule, 'active' | 'validFrom' | 'validTo'>> = {},
): PriceRule => ({ scope, action, active: true, validFrom: null, validTo: null, ...when });

const percent = (value: string): RuleAction => ({ change: { by: 'percent', value } });
const amount = (value: string): RuleAction => ({ change: { by: 'amount', value } });
const toStep = (step: string, how: 'up' | 'down' | 'nearest'): RuleAction => ({ round: { step, how } });
const toEnding = (ending: string, how: 'up' | 'down' | 'nearest'): RuleAction => ({ round: { ending, how } });
const NONE: readonly number[] = [];

const CHANGES: readonly Case[] = [
  { what: 'no rules', price: '100', rules: [], gives: '100.00', by: NONE },
  { what: 'no rule that fits: not even rounded', price: '0.0345', rules: [], gives: '0.0345', by: NONE },
  { what: 'a rule that does nothing rounds to cents', price: '10.129', rules: [rule({})], gives: '10.13' },
  { what: 'ten per cent more', price: '100', rules: [rule(percent('10'))], gives: '110.00' },
  { what: 'five per cent less: 94.9905', price: '99.99', rules: [rule(percent('-5'))], gives: '94.99' },
  { what: 'an amount more', price: '49.5', rules: [rule(amount('100'))], gives: '149.50' },
  { what: 'an amount less, not below zero', price: '30', rules: [rule(amount('-100'))], gives: '0.00' },
  { what: 'all of it less', price: '30', rules: [rule(percent('-100'))], gives: '0.00' },
  { what: 'an extra amount', price: '10', rules: [rule({ extra: '2.35' })], gives: '12.35' },
  {
    what: 'the extra after the change: 110 + 5, not 105 × 1.1',
    price: '100',
    rules: [rule({ ...percent('10'), extra: '5' })],
    gives: '115.00',
  },
  {
    what: 'the change may go below zero before the extra: 30 − 100 + 80',
    price: '30',
    rules: [rule({ ...amount('-100'), extra: '80' })],
    gives: '10.00',
  },
  { what: '0.1 + 0.2', price: '0.1', rules: [rule({ extra: '0.2' })], gives: '0.30' },
  { what: 'half a cent up, where a float holds less', price: '1.005', rules: [rule({})], gives: '1.01' },
  { what: '1.15 × 1.1 = 1.265, half up', price: '1.15', rules: [rule(percent('10'))], gives: '1.27' },
  { what: 'a third of many digits: 399.999999', price: '300', rules: [rule(percent('33.333333'))], gives: '400.00' },
  {
    what: 'more digits than a float has: 1099999999999999.989',
    price: '999999999999999.99',
    rules: [rule(percent('10'))],
    gives: '1099999999999999.99',
  },
];

const CURRENCIES: readonly Case[] = [
  {
    what: 'dollars by a rate',
    price: '10.10 USD',
    rules: [rule({ currency: { from: 'USD', rate: '41.5' } })],
    gives: '419.15',
  },
  {
    what: 'the rate before the change: 10 × 40 + 5, not 15 × 40',
    price: '10 USD',
    rules: [rule({ ...amount('5'), currency: { from: 'USD', rate: '40' } })],
    gives: '405.00',
  },
  {
    what: 'dollars and a rule for hryvnias: it is not for them',
    price: '10 USD',
    rules: [rule(amount('5'))],
    gives: '10.00 USD',
    by: NONE,
  },
  {
    what: 'hryvnias and a rule for dollars',
    price: '10',
    rules: [rule({ currency: { from: 'USD', rate: '40' } })],
    gives: '10.00',
    by: NONE,
  },
  {
    what: 'a rule each: 10.333 × 41.5 = 428.8195, and 428.82 × 1.1 = 471.702',
    price: '10.333 USD',
    mode: 'all',
    rules: [rule({ currency: { from: 'USD', rate: '41.5' } }), rule(percent('10'))],
    gives: '471.70',
    by: [0, 1],
  },
  {
    what: 'a band of a rule that converts is of the price before it',
    price: '10 USD',
    rules: [rule({ currency: { from: 'USD', rate: '40' } }, { priceBelow: '50' })],
    gives: '400.00',
  },
];

const ROUNDINGS: readonly Case[] = [
  { what: 'up to a step', price: '101', rules: [rule(toStep('5', 'up'))], gives: '105.00' },
  { what: 'down to a step', price: '104.99', rules: [rule(toStep('5', 'down'))], gives: '100.00' },
  { what: 'half a step', price: '102.5', rules: [rule(toStep('5', 'nearest'))], gives: '105.00' },
  { what: 'less than half a step', price: '102.49', rules: [rule(toStep('5', 'nearest'))], gives: '100.00' },
  { what: 'a whole step stays', price: '120', rules: [rule(toStep('10', 'up'))], gives: '120.00' },
  { what: 'a step of five cents', price: '1.025', rules: [rule(toStep('0.05', 'nearest'))], gives: '1.05' },
  { what: 'a step below a cent', price: '0.0346', rules: [rule(toStep('0.001', 'nearest'))], gives: '0.035' },
  { what: 'a step that is no power of ten', price: '100', rules: [rule(toStep('0.37', 'down'))], gives: '99.90' },
  { what: 'down, but not to nothing', price: '50', rules: [rule(toStep('100', 'down'))], gives: '100.00' },
  { what: 'to cents, but not to nothing', price: '0.004', rules: [rule({})], gives: '0.01' },
  { what: 'nothing stays nothing', price: '0', rules: [rule(toStep('100', 'up'))], gives: '0.00' },
  { what: 'the ending 99 above', price: '100', rules: [rule(toEnding('99', 'up'))], gives: '199.00' },
  { what: 'the ending 99 that it has', price: '199', rules: [rule(toEnding('99', 'up'))], gives: '199.00' },
  { what: 'the ending 99 is of whole hryvnias', price: '198.99', rules: [rule(toEnding('99', 'up'))], gives: '199.00' },
  { what: 'the ending 99 below', price: '250', rules: [rule(toEnding('99', 'down'))], gives: '199.00' },
  { what: 'the nearer 99', price: '148.99', rules: [rule(toEnding('99', 'nearest'))], gives: '99.00' },
  { what: 'two that are as near', price: '149', rules: [rule(toEnding('99', 'nearest'))], gives: '199.00' },
  { what: 'no 99 below', price: '50', rules: [rule(toEnding('99', 'down'))], gives: '99.00' },
  { what: 'of nothing too', price: '0', rules: [rule(toEnding('99', 'nearest'))], gives: '99.00' },
  { what: 'a single digit', price: '131', rules: [rule(toEnding('9', 'up'))], gives: '139.00' },
  { what: 'zeros', price: '1250', rules: [rule(toEnding('00', 'down'))], gives: '1200.00' },
  { what: 'the next ninety cents', price: '12.91', rules: [rule(toEnding('0.90', 'up'))], gives: '13.90' },
  { what: 'the nearest nine ninety', price: '123', rules: [rule(toEnding('9.90', 'nearest'))], gives: '119.90' },
  { what: 'the next 99 cents', price: '12.40', rules: [rule(toEnding('0.99', 'up'))], gives: '12.99' },
  { what: 'the 99 cents that it has', price: '12.99', rules: [rule(toEnding('0.99', 'up'))], gives: '12.99' },
  { what: 'a tenth of a cent above 99 cents', price: '12.991', rules: [rule(toEnding('0.99', 'up'))], gives: '13.99' },
  { what: 'the 99 cents before', price: '13.98', rules: [rule(toEnding('0.99', 'down'))], gives: '12.99' },
  { what: 'no 99 cents before', price: '0.50', rules: [rule(toEnding('0.99', 'down'))], gives: '0.99' },
  { what: 'half way between two 99 cents', price: '13.49', rules: [rule(toEnding('0.99', 'nearest'))], gives: '13.99' },
  { what: 'a little less than half way', price: '13.489', rules: [rule(toEnding('0.99', 'nearest'))], gives: '12.99' },
  { what: 'nine ninety above nine ninety', price: '19.91', rules: [rule(toEnding('9.90', 'up'))], gives: '29.90' },
  { what: 'nine ninety where there is none below', price: '5', rules: [rule(toEnding('9.90', 'down'))], gives: '9.90' },
  { what: 'an ending of one place', price: '14', rules: [rule(toEnding('9.9', 'up'))], gives: '19.90' },
  { what: 'hundreds and 99 cents', price: '250', rules: [rule(toEnding('99.99', 'up'))], gives: '299.99' },
  { what: 'tenge that end in 990, above', price: '12345', rules: [rule(toEnding('990', 'up'))], gives: '12990.00' },
  {
    what: 'tenge that end in 990, the nearer',
    price: '12345',
    rules: [rule(toEnding('990', 'nearest'))],
    gives: '11990.00',
  },
  { what: 'tenge by tens', price: '12345', rules: [rule(toStep('10', 'nearest'))], gives: '12350.00' },
  {
    what: 'dollars, a commission and an ending: 10.10 × 41.37 × 1.12 = 467.97744',
    price: '10.10 USD',
    rules: [rule({ currency: { from: 'USD', rate: '41.37' }, ...percent('12'), ...toEnding('9.90', 'up') })],
    gives: '469.90',
  },
  {
    what: 'a rate of six places: 19.99 × 36.123456 = 722.10788544',
    price: '19.99 EUR',
    rules: [rule({ currency: { from: 'EUR', rate: '36.123456' }, ...toEnding('0.99', 'nearest') })],
    gives: '721.99',
  },
  {
    what: 'a rate that makes less than a cent of it',
    price: '1 KZT',
    rules: [rule({ currency: { from: 'KZT', rate: '0.000001' } })],
    gives: '0.01',
  },
];

const BOUNDS: readonly Case[] = [
  { what: 'a floor', price: '100', rules: [rule({ ...percent('-50'), floor: '80' })], gives: '80.00' },
  { what: 'a ceiling', price: '100', rules: [rule({ ...percent('100'), ceiling: '150' })], gives: '150.00' },
  { what: 'one fixed price', price: '12', rules: [rule({ floor: '70', ceiling: '70' })], gives: '70.00' },
  {
    what: 'a floor above what the rounding gave',
    price: '120',
    rules: [rule({ ...toEnding('99', 'down'), floor: '100' })],
    gives: '100.00',
  },
  {
    what: 'a ceiling below what the rounding gave',
    price: '149',
    rules: [rule({ ...toEnding('99', 'up'), ceiling: '180' })],
    gives: '180.00',
  },
  {
    what: 'a floor between two endings: the nearest 99 is below it',
    price: '104',
    rules: [rule({ ...toEnding('99', 'nearest'), floor: '103.50' })],
    gives: '103.50',
  },
  {
    what: 'a floor that is just what the rounding gave',
    price: '120',
    rules: [rule({ ...toEnding('99', 'down'), floor: '99' })],
    gives: '99.00',
  },
  {
    what: 'a ceiling that is just what the rounding gave',
    price: '120',
    rules: [rule({ ...toEnding('99', 'up'), ceiling: '199' })],
    gives: '199.00',
  },
  { what: 'a floor under nothing', price: '0', rules: [rule({ floor: '10' })], gives: '10.00' },
  { what: 'a ceiling of nothing', price: '5', rules: [rule({ ceiling: '0' })], gives: '0.00' },
  {
    what: 'a floor is in the money of the channel, not of 1C',
    price: '10 USD',
    rules: [rule({ currency: { from: 'USD', rate: '40' }, floor: '300' })],
    gives: '400.00',
  },
  {
    what: 'a ceiling of a rule takes what the floor of the one before gave',
    price: '50',
    mode: 'all',
    rules: [rule({ floor: '80' }), rule({ ceiling: '70' })],
    gives: '70.00',
    by: [0, 1],
  },
  { what: 'a floor of more places', price: '5', rules: [rule({ floor: '10.005' })], gives: '10.005' },
  {
    what: 'a floor holds for its own rule: 80, then 10 per cent less',
    price: '50',
    mode: 'all',
    rules: [rule({ floor: '80' }), rule(percent('-10'))],
    gives: '72.00',
    by: [0, 1],
  },
];

const CHOICE: readonly Case[] = [
  { what: 'the first of two', price: '100', rules: [rule(percent('10')), rule(amount('5'))], gives: '110.00' },
  {
    what: 'all of two, in their order: 110 + 5',
    price: '100',
    mode: 'all',
    rules: [rule(percent('10')), rule(amount('5'))],
    gives: '115.00',
    by: [0, 1],
  },
  {
    what: 'the other order: 105 × 1.1',
    price: '100',
    mode: 'all',
    rules: [rule(amount('5')), rule(percent('10'))],
    gives: '115.50',
    by: [0, 1],
  },
  {
    what: 'the first that fits',
    price: '100',
    rules: [rule(percent('10'), { groups: ['toys'] }), rule(amount('5'))],
    gives: '105.00',
    by: [1],
  },
  {
    what: 'a band begins with its first price',
    price: '100',
    rules: [rule(amount('1'), { priceFrom: '100' })],
    gives: '101.00',
  },
  {
    what: 'and ends before the next band',
    price: '100',
    mode: 'all',
    rules: [rule(amount('1'), { priceBelow: '100' }), rule(amount('2'), { priceFrom: '100.00', priceBelow: '200' })],
    gives: '102.00',
    by: [1],
  },
  {
    what: 'a band is of the price as it is by then: 90 × 1.2 = 108',
    price: '90',
    mode: 'all',
    rules: [rule(percent('20')), rule(amount('-8'), { priceFrom: '100' })],
    gives: '100.00',
    by: [0, 1],
  },
  {
    what: 'a group above that of the product',
    price: '100',
    rules: [rule(percent('10'), { groups: ['toys', 'tools'] })],
    gives: '110.00',
  },
  {
    what: 'a manufacturer in other letters',
    price: '100',
    rules: [rule(percent('10'), { manufacturers: [' BOSCH '] })],
    gives: '110.00',
  },
  {
    what: 'a manufacturer in Turkish capitals: İ is i, I is ı',
    price: '100',
    mode: 'all',
    rules: [
      rule(percent('10'), { manufacturers: ['ŞİŞECAM IŞIK'] }),
      rule(amount('1'), { manufacturers: ['şişecam ışık'] }),
    ],
    thing: { manufacturer: 'Şişecam Işık' },
    gives: '111.00',
    by: [0, 1],
  },
  {
    what: 'a manufacturer whose capital is two letters',
    price: '100',
    rules: [rule(percent('10'), { manufacturers: ['WEISSER GRUß'] })],
    thing: { manufacturer: 'Weißer Gruss' },
    gives: '110.00',
  },
  {
    what: 'a manufacturer of another name that only begins so',
    price: '100',
    rules: [rule(percent('10'), { manufacturers: ['Bosch Siemens'] })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a product without a manufacturer',
    price: '100',
    rules: [rule(percent('10'), { manufacturers: ['Bosch'] })],
    thing: { manufacturer: null },
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a product without a manufacturer has the rule behind',
    price: '100',
    rules: [rule(percent('10'), { manufacturers: ['Bosch'] }), rule(amount('5'))],
    thing: { manufacturer: null },
    gives: '105.00',
    by: [1],
  },
  {
    what: 'a manufacturer that 1C left blank',
    price: '100',
    rules: [rule(percent('10'), { manufacturers: ['Bosch'] })],
    thing: { manufacturer: ' ' },
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a band of dollars ends before its last dollar',
    price: '50 USD',
    rules: [rule({ currency: { from: 'USD', rate: '40' } }, { priceBelow: '50' })],
    gives: '50.00 USD',
    by: NONE,
  },
  {
    what: 'what one rule has converted, another does not convert again',
    price: '10 USD',
    mode: 'all',
    rules: [rule({ currency: { from: 'USD', rate: '40' } }), rule({ currency: { from: 'USD', rate: '40' } })],
    gives: '400.00',
  },
  {
    what: 'a product by its name',
    price: '100',
    rules: [rule(percent('10'), { products: ['saw'] }), rule(percent('20'), { products: ['drill'] })],
    gives: '120.00',
    by: [1],
  },
  {
    what: 'another price type',
    price: '100',
    rules: [rule(percent('10'), { priceTypes: ['wholesale'] })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'all that the scope says must hold',
    price: '100',
    rules: [rule(percent('10'), { groups: ['tools'], manufacturers: ['Makita'] })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a scope that names nothing is for nothing',
    price: '100',
    rules: [rule(percent('10'), { products: [] })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a rule that is switched off',
    price: '100',
    rules: [rule(percent('10'), {}, { active: false })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a rule of tomorrow',
    price: '100',
    rules: [rule(percent('10'), {}, { validFrom: new Date('2026-06-15T12:00:00.001Z') })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'a rule that begins and ends now',
    price: '100',
    rules: [rule(percent('10'), {}, { validFrom: NOON, validTo: NOON })],
    gives: '110.00',
  },
  {
    what: 'a rule that begins now, said in the time of Kyiv',
    price: '100',
    rules: [rule(percent('10'), {}, { validFrom: new Date('2026-06-15T15:00:00+03:00') })],
    gives: '110.00',
  },
  {
    what: 'a rule whose last moment is now, said in the time of Astana',
    price: '100',
    rules: [rule(percent('10'), {}, { validTo: new Date('2026-06-15T17:00:00+05:00') })],
    gives: '110.00',
  },
  {
    what: 'a rule that ended a moment ago, in the time of Istanbul',
    price: '100',
    rules: [rule(percent('10'), {}, { validTo: new Date('2026-06-15T14:59:59.999+03:00') })],
    gives: '100.00',
    by: NONE,
  },
  {
    what: 'of two rules that hand over at a moment, in the mode first: that which stands first',
    price: '100',
    rules: [rule(amount('1'), {}, { validTo: NOON }), rule(amount('2'), {}, { validFrom: NOON })],
    gives: '101.00',
  },
  {
    what: 'a rule that has ended',
    price: '100',
    rules: [rule(percent('10'), {}, { validTo: new Date('2026-06-15T11:59:59.999Z') })],
    gives: '100.00',
    by: NONE,
  },
];

export const CASES: readonly Case[] = [...CHANGES, ...CURRENCIES, ...ROUNDINGS, ...BOUNDS, ...CHOICE];
