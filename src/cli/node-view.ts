import { nodeJson as ownJson } from '../api/views/node.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import { SETTING_SCHEMAS } from '../nodes/node-settings.js';
import { record } from './output.js';

/** A node with all its settings: who runs the command line may see them. */
export const nodeJson = (node: ExchangeNode) => ({ ...ownJson(node), settings: node.settings });

/** A node with its settings, as `node set` takes them: a key and its value a line. */
export function nodeRecord(node: ExchangeNode): string {
  const { id: _id, kind, settings, login, ...own } = nodeJson(node);
  return record([
    ['name', own.name],
    ['kind', kind === 'one-c' ? null : kind],
    ['login', login],
    ...Object.entries(own).flatMap(([key, value]) => (key === 'name' ? [] : [[key, String(value)] as const])),
    ...inOrderOfHelp(settings).flatMap(([key, value]) => settingLines(key, value)),
  ]);
}

/** The database keeps the keys in an order of its own; what a kind adds comes last. */
function inOrderOfHelp(settings: ExchangeNode['settings']): [string, unknown][] {
  const keys = Object.keys(SETTING_SCHEMAS);
  const place = (key: string): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.entries(settings).sort(([a], [b]) => place(a) - place(b));
}

/** A setting as pairs of key and text: of one that holds values by name, a pair each. */
export function settingLines(key: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return [[key, value.join(',')]];
  if (typeof value !== 'object' || value === null) return [[key, String(value)]];
  return Object.entries(value).map(([name, each]) => [`${key}.${name}`, String(each)]);
}
