import { z } from 'zod';
import { NODE_KEY_DEFAULTS, NODE_KEYS } from '../nodes/node-keys.js';
import { NAMED_SETTINGS, SETTING_SCHEMAS } from '../nodes/node-settings.js';
import { SHOP_SETTING_SCHEMAS } from '../nodes/shop-settings.js';
import { SETTING_GROUPS, SETTING_NOTES, type SettingGroup } from './node-setting-notes.js';
import { cell, page } from './reference-docs.js';

type Key = keyof typeof SETTING_NOTES;

/** docs/reference/node-settings.md: what may be set of a node and of a shop, made from the schemas that check it. */
export function nodeSettingsPage(): string {
  return page('Settings of nodes and shops', [
    'A node is one 1C database (or another system) that exchanges with a shop. Set what differs from the default when the node is made',
    '(`uzel node add … key=value`) or later; `key=` goes back to the default. `uzel node test` says what a 1C would meet.',
    '',
    '```sh',
    'npx uzel node set shop1c numberPrefix=A- keepFields=name,pictures currencySpelling.RUB=руб',
    'npx uzel node set shop1c numberPrefix=',
    'npx uzel node test shop1c',
    '```',
    '',
    'A setting whose name ends in `.<name>` holds values by name, set one by one. A node kind may add settings of its own; they are set',
    'in the same way and stand in its documentation. For programs: [schemas/node-settings.json](../../schemas/node-settings.json).',
    'What the profiles differ in is told in [profiles](profiles.md).',
    '',
    '## The node itself',
    '',
    '`uzel node set` changes them; `uzel node add` has options for some.',
    '',
    '| Key | What it is | Type | Default |',
    '|---|---|---|---|',
    ...Object.entries(NODE_KEYS).map(
      ([key, schema]) => `| \`${key}\` | ${sentence(schema)} | ${typeOf(schema)} | ${defaultOfKey(key)} |`,
    ),
    '',
    ...Object.keys(SETTING_GROUPS).flatMap((group) => section(group as SettingGroup)),
    '## The shop',
    '',
    'Set with `uzel shop set <id> key=value`; a server has the shop `main` until someone adds another.',
    '',
    '| Setting | What it is | Type | Default |',
    '|---|---|---|---|',
    ...Object.entries(SHOP_SETTING_SCHEMAS).map(
      ([key, schema]) => `| \`${key}\` | ${sentence(schema)} | ${typeOf(schema)} | ${shopDefault(schema)} |`,
    ),
  ]);
}

function section(group: SettingGroup): string[] {
  const keys = (Object.keys(SETTING_SCHEMAS) as Key[]).filter((key) => SETTING_NOTES[key].group === group);
  return [
    `## ${SETTING_GROUPS[group]}`,
    '',
    '| Setting | What it does | Type | Default | Profiles | Example |',
    '|---|---|---|---|---|---|',
    ...keys.map(row),
    '',
  ];
}

function row(key: Key): string {
  const { otherwise, example, profiles } = SETTING_NOTES[key];
  const schema = SETTING_SCHEMAS[key];
  const name = NAMED_SETTINGS.has(key) ? `${key}.<name>` : key;
  const shown = /^[\w.,=-]+$/.test(example.replace(/\p{L}/gu, 'l')) ? example : `"${example}"`;
  return `| \`${name}\` | ${sentence(schema)} | ${typeOf(schema)} | ${cell(otherwise)} | ${profiles?.join(', ') ?? 'all'} | \`npx uzel node set shop1c ${shown}\` |`;
}

const sentence = (schema: z.ZodType): string => cell((schema.description ?? '').replaceAll('<', '\\<'));

/** What JSON Schema says of a value. */
interface Value {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Value;
  readonly additionalProperties?: Value;
  readonly format?: string;
}

/** Which values there are, in words. */
function typeOf(schema: z.ZodType): string {
  return inWords(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Value);
}

function inWords({ type, enum: values, items, additionalProperties, format }: Value): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `list of ${items?.enum ? inWords(items) : 'texts'}`;
  if (type === 'object') return `by name: ${inWords(additionalProperties ?? {})}`;
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'integer') return 'whole number';
  if (type === 'number') return 'number';
  return format === 'date' ? 'date' : 'text';
}

function defaultOfKey(key: string): string {
  const value = (NODE_KEY_DEFAULTS as Readonly<Record<string, string>>)[key];
  if (value !== undefined) return `\`${value}\``;
  return key === 'timeZone' ? '[`DEFAULT_TIME_ZONE`](configuration.md)' : '';
}

function shopDefault(schema: z.ZodType): string {
  const value = schema.safeParse(undefined).data;
  return value === undefined ? 'none' : `\`${String(value)}\``;
}
