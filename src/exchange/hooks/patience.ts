import type { NodeKind } from '../../nodes/node-kind.js';
import type { HookCall, HookName } from './hook-call.js';

/**
 * So many calls in a row may be overdue before a hook is not asked for a while. One record that hangs is found in a batch of 2,000
 * with 11 calls, and a 1C that waits for an answer is not kept waiting for a deadline of each of its orders.
 */
const IN_A_ROW: Readonly<Partial<Record<HookName, number>>> = { products: 14, offers: 14, directories: 14 };
const IN_A_ROW_OF_AN_ORDER = 3;
const REST_MS = 60_000;

interface State {
  overdue: number;
  restsUntil: number;
}

const states = new WeakMap<NodeKind, Map<string, State>>();

/** A node whose data or receiver make a hook hang holds up no other node of its kind. */
const keyOf = (nodeId: string, hook: HookName): string => `${nodeId} ${hook}`;

/** Whether a hook hung so often on a node that it is not asked now. */
export function rests(kind: NodeKind, { node, hook }: Pick<HookCall, 'node' | 'hook'>): boolean {
  return (states.get(kind)?.get(keyOf(node.nodeId, hook))?.restsUntil ?? 0) > Date.now();
}

/** Notes how a call ended: any that came back makes up for those that did not. */
export function noteCall(kind: NodeKind, { node, hook }: HookCall, overdue: boolean): void {
  const hooks = states.get(kind) ?? new Map<string, State>();
  states.set(kind, hooks);
  const key = keyOf(node.nodeId, hook);
  if (!overdue) {
    hooks.delete(key);
    return;
  }
  const count = (hooks.get(key)?.overdue ?? 0) + 1;
  const most = IN_A_ROW[hook] ?? IN_A_ROW_OF_AN_ORDER;
  hooks.set(key, count < most ? { overdue: count, restsUntil: 0 } : { overdue: 0, restsUntil: Date.now() + REST_MS });
}
