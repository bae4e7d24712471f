import { z } from 'zod';
import type { NodeSettings } from './exchange-node.js';
import { currency, currencySpelling, day, list, paths, text, words, yesOrNo } from './setting-values.js';

const CUSTOMER_FIELDS = ['phone', 'email', 'taxId', 'address', 'firstName', 'lastName'] as const;
const FIELD_GROUPS = ['status', 'payment', 'shipment', 'lines', 'contact'] as const;
const FIELDS = ['name', 'description', 'pictures', 'groups', 'properties', 'price', 'stock'] as const;

/**
 * The settings of a node, each from the text of a command line or as it is stored. The sentence of each says what is right; help, errors
 * and schemas/node-settings.json show it.
 */
const SETTINGS = {
  numberPrefix: z
    .string()
    .regex(/^[^\s\p{C}]{1,10}$/u)
    .describe('Put before the order number in what this 1C gets: 1 to 10 characters without blanks, e.g. A-.'),
  ordersFrom: day.describe(
    'Orders placed before this day are not given to this 1C, unless it has them already: a date such as 2026-01-31.',
  ),
  ordersEncoding: z.enum(['windows-1251', 'utf-8']).describe('Encoding of the orders document: windows-1251 or utf-8.'),
  schemaVersion: z
    .enum(['2.04', '2.05', '2.06', '2.07', '2.08', '2.09', '2.10', '3.1'])
    .describe('Version of CommerceML of the orders document: 2.04 to 2.10, or 3.1 with the profile bitrix3.'),
  currencySpelling: z
    .record(currency, currencySpelling)
    .describe('What this 1C calls a currency, by its ISO code: currencySpelling.RUB=руб, at most 3 characters.'),
  defaultCurrency: currency.describe('Currency of prices that name none: an ISO code, e.g. UAH.'),
  taxName: text(50).describe('What this 1C calls the value added tax, at most 50 characters: НДС, ПДВ.'),
  deliveryTaxRate: z
    .string()
    .regex(/^(none|\d{1,2}(\.\d{1,2})?)$/)
    .describe('VAT of a delivery for which the order names none: a rate such as 20, or none.'),
  phoneTypes: list(text(50)).describe(
    'Under which types of contact this 1C looks for the telephone, with commas between.',
  ),
  emailTypes: list(text(50)).describe(
    'Under which types of contact this 1C looks for the e-mail, with commas between.',
  ),
  companyCodeElement: z
    .enum(['ОКПО', 'КодПоЕДРПОУ', 'КодПоОКПО'])
    .describe('The element of the register code of a company: ОКПО, КодПоЕДРПОУ or КодПоОКПО.'),
  deliveryAddressOfCounterparty: yesOrNo.describe(
    'Whether the delivery address is written as the address of the customer: true or false.',
  ),
  paymentKinds: z
    .record(text(255), z.enum(['cash', 'cashless', 'card']))
    .describe('How the money of a payment method comes: paymentKinds.Name=cash, cashless or card.'),
  site: text(250).describe('The requisite Сайт of every order, at most 250 characters, e.g. shop.example.'),
  requisites: z
    .record(text(100), text(1000))
    .describe('A requisite written into every order: requisites.Name=value, at most 100 and 1000 characters.'),
  removalAction: z
    .enum(['deactivate', 'nothing'])
    .describe('What happens to goods that a full export no longer has: deactivate or nothing.'),
  keepFields: list(z.enum(FIELDS)).describe(
    `What 1C may not overwrite once it is set, with commas between: ${FIELDS.join(', ')}.`,
  ),
  fullRunQuietMinutes: z.coerce
    .number()
    .min(0.01)
    .max(10_080)
    .describe('A full export ends by itself after so many quiet minutes: 0.01 to 10080.'),
  removalLimitPercent: z.coerce
    .number()
    .min(0)
    .max(100)
    .describe('A removal of more than this part of a catalogue of over 100 waits for a person: 0 to 100.'),
  missingAttributeMeans: z
    .enum(['changes', 'full'])
    .describe('What a file is that does not say whether it holds changes only: changes or full.'),
  orderSites: list(text(250)).describe('Sites of the shop whose orders it gets, with commas between. Default: any.'),
  orderRegions: list(text(250)).describe(
    'Regions of the delivery whose orders it gets, with commas between. Default: any.',
  ),
  orderWarehouses: list(text(250)).describe('Warehouses whose orders it gets, with commas between. Default: any.'),
  orderCustomers: list(text(250)).describe('Ids of customers whose orders it gets, with commas between. Default: any.'),
  orderStatuses: list(text(255)).describe(
    'Only orders of these statuses are given to a 1C that has not got them, with commas between. Default: any.',
  ),
  onlyPaid: yesOrNo.describe('Whether it gets only orders that are paid: true or false.'),
  onlyDeliveryAllowed: yesOrNo.describe('Whether it gets only orders whose delivery is allowed: true or false.'),
  ordersPerAnswer: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .describe('The most orders of one answer: 1 to 100000. Default: ORDERS_PER_QUERY.'),
  confirmBy: z
    .enum(['success', 'next-query'])
    .describe('What tells that 1C has stored the orders: success, or next-query for a 1C that never sends success.'),
  currencies: list(currency).describe('Currencies that this 1C takes, ISO codes with commas between. Default: any.'),
  requiredCustomerFields: list(z.enum(CUSTOMER_FIELDS)).describe(
    `What a customer must have before this 1C gets the order: ${CUSTOMER_FIELDS.join(', ')}.`,
  ),
  floorPriceType: text(250).describe('The price type (its 1C id) below which nothing may be sold to this 1C.'),
  createsProducts: yesOrNo.describe('Whether this 1C makes products that it does not know: true or false.'),
  statuses: words.describe('A status of the shop and the one that this 1C calls so: statuses.Shop word=1C word.'),
  paymentMethods: words.describe(
    'A payment method of the shop and the one of this 1C: paymentMethods.Shop word=1C word.',
  ),
  deliveries: words.describe('A delivery of the shop and the one of this 1C: deliveries.Shop word=1C word.'),
  warehouses: words.describe('A warehouse as the shop calls it and its id in this 1C: warehouses.Word=id.'),
  priceTypes: words.describe('A price type as the shop calls it and its id in this 1C: priceTypes.Word=id.'),
  units: words.describe('A unit as the shop calls it and its code or name in this 1C: units.Word=code.'),
  organisations: words.describe(
    'An organisation as the shop calls it and its name in this 1C: organisations.Word=name.',
  ),
  personFields: paths.describe(
    'An element or requisite of a person and the field of the order that fills it: personFields.ДатаРождения=customer.fields.birthDate.',
  ),
  companyFields: paths.describe(
    'An element or requisite of a company and the field of the order that fills it: companyFields.ОКПО=customer.fields.okpo.',
  ),
  requisiteFields: paths.describe(
    'A requisite of the order and the field that fills it: requisiteFields.Источник=site.',
  ),
  promoCodeRequisite: text(100).describe('Requisite of the promo codes. Default: Промокод.'),
  bonusCardRequisite: text(100).describe('Requisite of the bonus card. Default: Номер бонусной карты.'),
  bonusAmountRequisite: text(100).describe('Requisite of the sum that bonuses paid. Default: Оплачено бонусами.'),
  responsibleRequisite: text(100).describe(
    'Requisite of the personnel number of the responsible person, both ways. Default: Табельный номер ответственного.',
  ),
  lockRequisite: text(100).describe('Requisite by which 1C says that an order is locked. Default: Заблокирован.'),
  winners: z
    .partialRecord(z.enum(FIELD_GROUPS), z.enum(['1c', 'site', 'newest']))
    .describe(
      `Who wins when both sides changed it: winners.<${FIELD_GROUPS.join('|')}>=1c, site or newest. Default: 1c for lines and shipment, site for the others.`,
    ),
  settledOrders: list(z.enum(['final', 'paid', 'shipped'])).describe(
    'Orders that 1C changes no more but for payment and shipment: final, paid, shipped, with commas between.',
  ),
  finalStatuses: list(text(255)).describe('Statuses of the shop that are final, with commas between.'),
  statusWhenShipped: text(255).describe('The status that an order gets when 1C says that it is shipped.'),
  readsStatus: yesOrNo.describe('Whether 1C may change the status: true or false.'),
  siteOfNewOrders: text(250).describe(
    'The site of the shop that orders made in this 1C are counted to. Default: none.',
  ),
  customerRules: list(z.enum(['id', 'taxId', 'phone', 'email'])).describe(
    'By what a customer is recognised, in this order: id, taxId, phone, email.',
  ),
  promoCodeDictionary: text(250).describe('Name or id of the user dictionary of 1C that holds promo codes.'),
  employeeDictionary: text(250).describe('Name or id of the user dictionary of 1C that holds employees.'),
} satisfies Record<keyof NodeSettings, z.ZodType>;

/** All settings of a node together. */
export const nodeSettingsSchema = z.strictObject(SETTINGS).partial().describe('Settings of an exchange node.');

/** Each setting by its name. */
export const SETTING_SCHEMAS: typeof SETTINGS = SETTINGS;

/** The settings that hold values by name, set one by one: `key.name=value`. */
export const NAMED_SETTINGS: ReadonlySet<string> = new Set([
  'currencySpelling',
  'paymentKinds',
  'requisites',
  'statuses',
  'paymentMethods',
  'deliveries',
  'warehouses',
  'priceTypes',
  'units',
  'organisations',
  'personFields',
  'companyFields',
  'requisiteFields',
  'winners',
] satisfies (keyof NodeSettings)[]);

/** schemas/node-settings.json: the settings as they are stored and as `uzel node show --json` prints them. */
export function nodeSettingsJsonSchema(): object {
  return z.toJSONSchema(nodeSettingsSchema, { io: 'output' });
}
