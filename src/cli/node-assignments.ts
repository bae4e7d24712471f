import type { z } from 'zod';
import { UzelError } from '../errors.js';
import type { ExchangeNode, NodeSettings, Profile } from '../nodes/exchange-node.js';
import { checkSettingsFit } from '../nodes/one-c/fitting-settings.js';
import type { NodeChanges } from '../store/nodes.js';
import { isOwnKey, isSettingKey, keyNames, NAMED, OWN_KEYS, SETTING_KEYS } from './node-keys.js';

/** One `key=value` or `key.name=value`. */
interface Assignment {
  readonly key: string;
  /** Of settings that hold values by name. */
  readonly name: string | undefined;
  /** Empty: back to the default. */
  readonly value: string;
}

/**
 * What `uzel node set` changes of a node.
 * @param defaults what `key=` gives a key of the node itself
 * @throws UzelError UZ1607 for a key that is unknown (the sentence lists them), a value that is not right, or a setting that makes no
 *   sense with the profile
 */
export function applyAssignments(
  node: ExchangeNode,
  texts: readonly string[],
  defaults: Readonly<Record<string, string>>,
): NodeChanges {
  const own: Record<string, unknown> = {};
  const settings: Record<string, unknown> = { ...node.settings };
  for (const assignment of texts.map(parse)) {
    const { key, value } = assignment;
    if (isOwnKey(key)) own[key] = checked(OWN_KEYS[key], key, value || (defaults[key] ?? ''));
    else if (isSettingKey(key)) setSetting(settings, key, assignment);
    else throw refused(`There is no key "${key}".`);
  }
  checkSettingsFit((own.profile as Profile | undefined) ?? node.profile, settings as NodeSettings);
  return { ...own, settings: settings as NodeSettings };
}

/**
 * The settings that `uzel node add` gives a new node.
 * @throws UzelError UZ1607 as `applyAssignments`
 */
export function settingsFrom(profile: Profile, texts: readonly string[]): NodeSettings {
  const settings: Record<string, unknown> = {};
  for (const assignment of texts.map(parse)) {
    const { key } = assignment;
    if (isOwnKey(key)) throw refused(`${key} is no setting: \`uzel node add\` has an option for it.`);
    if (!isSettingKey(key)) throw refused(`There is no key "${key}".`);
    setSetting(settings, key, assignment);
  }
  checkSettingsFit(profile, settings as NodeSettings);
  return settings as NodeSettings;
}

function parse(text: string): Assignment {
  const at = text.indexOf('=');
  if (at < 1) throw refused(`"${text}" is no key=value.`);
  const [whole, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const dot = whole.indexOf('.');
  const key = dot < 0 ? whole : whole.slice(0, dot);
  if (!NAMED.has(key)) return { key: whole, name: undefined, value };
  const name = dot < 0 ? undefined : whole.slice(dot + 1).trim();
  if (value !== '' && !name) throw refused(`${key} needs a name: ${key}.<name>=${value}.`);
  return { key, name: key === 'currencySpelling' ? name?.toUpperCase() : name, value };
}

function setSetting(
  settings: Record<string, unknown>,
  key: keyof typeof SETTING_KEYS,
  { name, value }: Assignment,
): void {
  if (name === undefined) {
    if (value === '') delete settings[key];
    else settings[key] = checked(SETTING_KEYS[key], key, value);
    return;
  }
  const { [name]: _former, ...others } = (settings[key] ?? {}) as Record<string, string>;
  if (value !== '') settings[key] = checked(SETTING_KEYS[key], `${key}.${name}`, { ...others, [name]: value });
  else if (Object.keys(others).length > 0) settings[key] = others;
  else delete settings[key];
}

function checked(schema: z.ZodType, key: string, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UzelError('UZ1607', `${key} is not right, nothing was changed. ${schema.description}`);
}

const refused = (what: string): UzelError =>
  new UzelError('UZ1607', `${what} Nothing was changed. Keys: ${keyNames()}.`);
