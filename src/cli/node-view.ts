import type { ExchangeNode } from '../nodes/exchange-node.js';
import { SETTING_KEYS } from './node-keys.js';
import { record } from './output.js';

export const nodeJson = (node: ExchangeNode) => ({
  id: node.nodeId,
  name: node.name,
  kind: node.kind,
  profile: node.profile,
  login: node.login,
  idSpace: node.idSpace,
  timeZone: node.timeZone,
  state: node.state,
  priority: node.priority,
  receivesOrders: node.receivesOrders,
  sendsOrders: node.sendsOrders,
  receivesOnlyOwn: node.receivesOnlyOwn,
  createsOrders: node.createsOrders,
  createsCustomers: node.createsCustomers,
  settings: node.settings,
});

/** A node with its settings, as `node set` takes them: a key and its value a line. */
export function nodeRecord(node: ExchangeNode): string {
  const { id: _id, kind: _kind, settings, ...own } = nodeJson(node);
  return record([
    ...Object.entries(own).map(([key, value]) => [key, String(value)] as const),
    ...inOrderOfHelp(settings).flatMap(([key, value]) => settingLines(key, value)),
  ]);
}

/** The database keeps the keys in an order of its own. */
function inOrderOfHelp(settings: ExchangeNode['settings']): [string, unknown][] {
  const place = (key: string): number => Object.keys(SETTING_KEYS).indexOf(key);
  return Object.entries(settings).sort(([a], [b]) => place(a) - place(b));
}

/** A setting as pairs of key and text: of one that holds values by name, a pair each. */
export function settingLines(key: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return [[key, value.join(',')]];
  if (typeof value !== 'object' || value === null) return [[key, String(value)]];
  return Object.entries(value).map(([name, each]) => [`${key}.${name}`, String(each)]);
}
