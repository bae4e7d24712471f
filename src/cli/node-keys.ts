import { z } from 'zod';
import { NAMED_SETTINGS, SETTING_SCHEMAS } from '../nodes/node-settings.js';
import { PROFILE_NAMES } from '../nodes/one-c/profiles.js';
import { yesOrNo } from '../nodes/setting-values.js';
import type { NodeChanges } from '../store/nodes.js';

/** What a node has of its own: key → value from text. The sentence of each says what is right. */
export const OWN_KEYS = {
  name: z.string().describe('How the node is called here.'),
  login: z.string().describe('What its 1C logs in with.'),
  profile: z.enum(PROFILE_NAMES).describe('Which 1C it is: utp, trade, unf or bitrix3.'),
  idSpace: z.string().describe('Nodes whose databases share the ids of goods share this name.'),
  timeZone: z.string().describe('IANA name of the zone that this 1C writes its times in, e.g. Europe/Kyiv.'),
  state: z.enum(['active', 'paused']).describe('active, or paused: then it may not log in, and what it owns waits.'),
  priority: z.coerce
    .number()
    .int()
    .min(-1000)
    .max(1000)
    .describe('Of the nodes that want an order the one with the highest gets it: -1000 to 1000.'),
  receivesOrders: yesOrNo.describe('Whether it gets orders: true or false.'),
  sendsOrders: yesOrNo.describe('Whether what it says of orders is applied: true or false.'),
  receivesOnlyOwn: yesOrNo.describe('Whether it gets only orders that were made in it: true or false.'),
  createsOrders: yesOrNo.describe('Whether orders that were made in it are made here too: true or false.'),
  createsCustomers: yesOrNo.describe('Whether customers that only it knows are made here too: true or false.'),
} satisfies Record<Exclude<keyof NodeChanges, 'settings'>, z.ZodType>;

/** The settings of a node: key → value from text, or as it is stored. */
export const SETTING_KEYS = SETTING_SCHEMAS;

/** The settings that hold values by name, set one by one: `key.name=value`. */
export const NAMED = NAMED_SETTINGS;

export const isOwnKey = (key: string): key is keyof typeof OWN_KEYS => Object.hasOwn(OWN_KEYS, key);
export const isSettingKey = (key: string): key is keyof typeof SETTING_KEYS => Object.hasOwn(SETTING_KEYS, key);

const named = (key: string): string => (NAMED.has(key) ? `${key}.<name>` : key);

/** The keys, as errors list them. */
export const keyNames = (): string => [...Object.keys(OWN_KEYS), ...Object.keys(SETTING_KEYS)].map(named).join(', ');

/** The keys with their sentences, a line each. */
export function keysHelp(): string {
  return linesOf({ ...OWN_KEYS, ...SETTING_KEYS });
}

/** The keys that `uzel node add` takes: it has options for the others. */
export function settingsHelp(): string {
  return linesOf(SETTING_KEYS);
}

function linesOf(keys: Readonly<Record<string, z.ZodType>>): string {
  const width = Math.max(...Object.keys(keys).map((key) => named(key).length));
  return Object.entries(keys)
    .map(([key, schema]) => `  ${named(key).padEnd(width)} ${schema.description}`)
    .join('\n');
}
