import { z } from 'zod';
import type { NodeSettings } from './node-kind.js';
import { currency, currencySpelling, day, list, text, yesOrNo } from './setting-values.js';

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
] satisfies (keyof NodeSettings)[]);

/** schemas/node-settings.json: the settings as they are stored and as `uzel node show --json` prints them. */
export function nodeSettingsJsonSchema(): object {
  return z.toJSONSchema(nodeSettingsSchema, { io: 'output' });
}
