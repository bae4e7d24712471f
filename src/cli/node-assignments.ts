import type { z } from 'zod';
import { UzelError } from '../errors.js';
import type { ExchangeNode, NodeSettings, Profile } from '../nodes/exchange-node.js';
import type { NodeKind } from '../nodes/node-kind.js';
import { checkSettingsFit } from '../nodes/one-c/fitting-settings.js';
import type { NodeChanges } from '../store/nodes/nodes.js';
import { checkKindSettings, readKindSetting } from './kind-settings.js';
import { isNamed, type KeysOfNode, keyNames, keysOf, OPTIONS_OF_ADD, similarKeys } from './node-keys.js';

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
 * @param kind the node's kind, whose settings are taken too; undefined when it is not loaded: then its settings stay as they are
 * @throws UzelError UZ1607 for a key that is unknown (the sentence lists them), a value that is not right, or a setting that makes no
 *   sense with the profile or to the kind
 */
export function applyAssignments(
  node: ExchangeNode,
  texts: readonly string[],
  defaults: Readonly<Record<string, string>>,
  kind?: NodeKind,
): NodeChanges {
  const keys = keysOf(kind);
  const own: Record<string, unknown> = {};
  const settings: Record<string, unknown> = { ...node.settings };
  for (const assignment of texts.map((text) => parse(keys, text))) {
    const { key, value } = assignment;
    const schema = Object.hasOwn(keys.own, key) ? keys.own[key] : undefined;
    if (schema) own[key] = checked(schema, key, value || (defaults[key] ?? ''));
    else setSetting(keys, settings, assignment);
  }
  checkSettingsFit((own.profile as Profile | undefined) ?? node.profile, settings as NodeSettings);
  checkKindSettings(kind, settings);
  return { ...own, settings: settings as NodeSettings };
}

/**
 * What `key=value …` of `uzel node add` gives a new node: its flags and priority, and its settings.
 * @throws UzelError UZ1607 as `applyAssignments`
 */
export function newNodeFrom(
  profile: Profile,
  texts: readonly string[],
  kind?: NodeKind,
): Omit<NodeChanges, 'name' | 'login' | 'profile' | 'idSpace' | 'timeZone'> {
  const keys = keysOf(kind);
  const own: Record<string, unknown> = {};
  const settings: Record<string, unknown> = {};
  for (const assignment of texts.map((text) => parse(keys, text))) {
    const { key, value } = assignment;
    if (OPTIONS_OF_ADD.has(key)) throw refused(keys, `${key} is no setting: \`uzel node add\` has an option for it.`);
    const schema = Object.hasOwn(keys.own, key) ? keys.own[key] : undefined;
    if (schema) own[key] = checked(schema, key, value);
    else setSetting(keys, settings, assignment);
  }
  checkSettingsFit(profile, settings as NodeSettings);
  checkKindSettings(kind, settings);
  return { ...own, settings: settings as NodeSettings };
}

function parse(keys: KeysOfNode, text: string): Assignment {
  const at = text.indexOf('=');
  if (at < 1) throw refused(keys, `"${text}" is no key=value.`);
  const [whole, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const dot = whole.indexOf('.');
  const key = dot < 0 ? whole : whole.slice(0, dot);
  if (!isNamed(keys, key)) return { key: whole, name: undefined, value };
  const name = dot < 0 ? undefined : whole.slice(dot + 1).trim();
  if (value !== '' && !name) throw refused(keys, `${key} needs a name: ${key}.<name>=${value}.`);
  return { key, name: key === 'currencySpelling' ? name?.toUpperCase() : name, value };
}

function setSetting(keys: KeysOfNode, settings: Record<string, unknown>, { key, name, value }: Assignment): void {
  const read = readerOf(keys, key);
  if (name === undefined) {
    if (value === '') delete settings[key];
    else settings[key] = read(value, key);
    return;
  }
  const { [name]: _former, ...others } = (settings[key] ?? {}) as Record<string, string>;
  if (value !== '') settings[key] = read({ ...others, [name]: value }, `${key}.${name}`);
  else if (Object.keys(others).length > 0) settings[key] = others;
  else delete settings[key];
}

type Read = (value: string | Record<string, string>, called: string) => unknown;

/** How the value of a setting is read. @throws UzelError UZ1607 when there is no such setting */
function readerOf(keys: KeysOfNode, key: string): Read {
  const base = Object.hasOwn(keys.settings, key) ? keys.settings[key] : undefined;
  if (base) return (value, called) => checked(base, called, value);
  const ofKind = Object.hasOwn(keys.kind, key) ? keys.kind[key] : undefined;
  if (!ofKind) throw unknown(keys, key);
  return (value, called) => readKindSetting(ofKind, value) ?? wrong(ofKind, called);
}

function checked(schema: z.ZodType, key: string, value: unknown): unknown {
  const result = schema.safeParse(value);
  return result.success ? result.data : wrong(schema, key);
}

function wrong(schema: z.ZodType, key: string): never {
  throw new UzelError('UZ1607', `${key} is not right, nothing was changed. ${schema.description ?? ''}`.trimEnd());
}

function unknown(keys: KeysOfNode, key: string): UzelError {
  const similar = similarKeys(keys, key);
  if (similar.length === 0) return refused(keys, `There is no key "${key}".`);
  return new UzelError(
    'UZ1607',
    `There is no key "${key}". Nothing was changed. Did you mean ${similar.join(' or ')}? \`uzel node set --help\` tells of all.`,
  );
}

const refused = (keys: KeysOfNode, what: string): UzelError =>
  new UzelError('UZ1607', `${what} Nothing was changed. Keys: ${keyNames(keys)}.`);
