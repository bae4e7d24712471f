import type { z } from 'zod';
import { NODE_KEYS } from '../nodes/node-keys.js';
import type { NodeKind } from '../nodes/node-kind.js';
import { NAMED_SETTINGS, SETTING_SCHEMAS } from '../nodes/node-settings.js';
import { holdsNames, kindSchemas } from './kind-settings.js';

/** The keys that `uzel node set` and `uzel node add` take, with the schema of each. */
export type Schemas = Readonly<Record<string, z.ZodType>>;

/** What may be set of a node: what every node has, and what its kind adds. */
export interface KeysOfNode {
  /** Of the node itself, not of its settings. */
  readonly own: Schemas;
  /** Settings that every node has. */
  readonly settings: Schemas;
  /** Settings of the kind. */
  readonly kind: Schemas;
}

/** @param kind undefined when it is not loaded, or when no node is meant yet */
export const keysOf = (kind: NodeKind | undefined): KeysOfNode => ({
  own: NODE_KEYS,
  settings: SETTING_SCHEMAS,
  kind: kindSchemas(kind),
});

/** Whether a setting holds values by name, set one by one: `key.name=value`. */
export const isNamed = (keys: KeysOfNode, key: string): boolean =>
  NAMED_SETTINGS.has(key) || (Object.hasOwn(keys.kind, key) && holdsNames(keys.kind[key]));

const shown = (keys: KeysOfNode, key: string): string => (isNamed(keys, key) ? `${key}.<name>` : key);

const allKeys = (keys: KeysOfNode): string[] => [keys.own, keys.settings, keys.kind].flatMap(Object.keys);

/** The keys, as errors list them. */
export const keyNames = (keys: KeysOfNode = keysOf(undefined)): string =>
  allKeys(keys)
    .map((key) => shown(keys, key))
    .join(', ');

/** The keys that somebody may have meant who wrote one that is none: in other letter case, or a part of it. */
export function similarKeys(keys: KeysOfNode, written: string): string[] {
  const meant = written.replace(/\..*/, '').toLowerCase();
  return allKeys(keys)
    .filter((key) => key.toLowerCase().startsWith(meant) || meant.startsWith(key.toLowerCase()))
    .map((key) => shown(keys, key));
}

const OF_ALL = keysOf(undefined);

/** The keys with their sentences, a line each. */
export function keysHelp(): string {
  return linesOf({ ...OF_ALL.own, ...OF_ALL.settings });
}

/** What `uzel node add` has options for. */
export const OPTIONS_OF_ADD: ReadonlySet<string> = new Set(['name', 'login', 'profile', 'idSpace', 'timeZone']);

/** The keys that `uzel node add` takes, with their sentences. */
export function newKeysHelp(): string {
  const own = Object.entries(OF_ALL.own).filter(([key]) => !OPTIONS_OF_ADD.has(key));
  return linesOf({ ...Object.fromEntries(own), ...OF_ALL.settings });
}

function linesOf(schemas: Schemas): string {
  const width = Math.max(...Object.keys(schemas).map((key) => shown(OF_ALL, key).length));
  return Object.entries(schemas)
    .map(([key, schema]) => `  ${shown(OF_ALL, key).padEnd(width)} ${schema.description}`)
    .join('\n');
}
