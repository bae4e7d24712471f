import { z } from 'zod';
import type { NodeSettings } from '../nodes/node-kind.js';
import type { NodeChanges } from '../store/nodes.js';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const FIELDS = ['name', 'description', 'pictures', 'groups', 'properties', 'price', 'stock'] as const;

const text = (longest: number) => z.string().regex(new RegExp(`^[^\\p{Cc}]{1,${longest}}$`, 'u'));
const currency = z
  .string()
  .toUpperCase()
  .refine((code) => CURRENCIES.has(code));
const yesOrNo = z.enum(['true', 'false', 'yes', 'no']).transform((word) => word === 'true' || word === 'yes');
const list = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;

/** What a node has of its own: key → value from text. The sentence of each says what is right. */
export const OWN_KEYS = {
  name: z.string().describe('How the node is called here.'),
  login: z.string().describe('What its 1C logs in with.'),
  profile: z.enum(['utp', 'trade', 'unf', 'bitrix3']).describe('Which 1C it is: utp, trade or unf.'),
  idSpace: z.string().describe('Nodes whose databases share the ids of goods share this name.'),
  timeZone: z.string().describe('IANA name of the zone that this 1C writes its times in, e.g. Europe/Kyiv.'),
  active: yesOrNo.describe('Whether it may log in: true or false.'),
  receivesOrders: yesOrNo.describe('Whether it gets orders: true or false.'),
} satisfies Record<Exclude<keyof NodeChanges, 'settings'>, z.ZodType>;

/** The settings of a node: key → value from text, or as it is stored. */
export const SETTING_KEYS = {
  numberPrefix: z
    .string()
    .regex(/^[^\s\p{C}]{1,10}$/u)
    .describe('Put before the order number in what this 1C gets: 1 to 10 characters without blanks, e.g. A-.'),
  ordersEncoding: z.enum(['windows-1251', 'utf-8']).describe('Encoding of the orders document: windows-1251 or utf-8.'),
  schemaVersion: z
    .enum(['2.04', '2.05', '2.06', '2.07', '2.08', '2.09', '2.10'])
    .describe('Version of CommerceML of the orders document: 2.04 to 2.10.'),
  currencySpelling: z
    .record(currency, text(3))
    .describe('What this 1C calls a currency, by its ISO code: currencySpelling.RUB=руб, at most 3 characters.'),
  defaultCurrency: currency.describe('Currency of prices that name none: an ISO code, e.g. UAH.'),
  removalAction: z
    .enum(['deactivate', 'nothing'])
    .describe('What happens to goods that a full export no longer has: deactivate or nothing.'),
  keepFields: z
    .preprocess(list, z.array(z.enum(FIELDS)).min(1))
    .describe(`What 1C may not overwrite once it is set, with commas between: ${FIELDS.join(', ')}.`),
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
  requisites: z
    .record(text(100), text(1000))
    .describe('A requisite written into every order: requisites.Name=value, at most 100 and 1000 characters.'),
} satisfies Record<keyof NodeSettings, z.ZodType>;

/** The settings that hold values by name, set one by one: `key.name=value`. */
export const NAMED: ReadonlySet<string> = new Set(['currencySpelling', 'requisites'] satisfies (keyof NodeSettings)[]);

export const isOwnKey = (key: string): key is keyof typeof OWN_KEYS => Object.hasOwn(OWN_KEYS, key);
export const isSettingKey = (key: string): key is keyof typeof SETTING_KEYS => Object.hasOwn(SETTING_KEYS, key);

/** The keys, as errors list them. */
export const keyNames = (): string =>
  [...Object.keys(OWN_KEYS), ...Object.keys(SETTING_KEYS)]
    .map((key) => (NAMED.has(key) ? `${key}.<name>` : key))
    .join(', ');

/** The keys with their sentences, a line each. */
export function keysHelp(): string {
  const keys = Object.entries({ ...OWN_KEYS, ...SETTING_KEYS });
  return keys.map(([key, schema]) => `  ${key.padEnd(22)} ${schema.description}`).join('\n');
}
