import { setTimeout as pause } from 'node:timers/promises';
import type { ExchangeNode, NodeSettings } from '../../../src/nodes/exchange-node.js';
import { NODE_KIND_API, type NodeKind, type NodeKinds } from '../../../src/nodes/node-kind.js';
import { createRegistry } from '../../../src/nodes/registry.js';
import type { Services } from '../../../src/services.js';
import type { Exchange } from '../../../src/store/exchanges/exchanges.js';
import { insertQuickNode } from '../../support/quick-node.js';
import { type InboxWorld, openInboxWorld, SHOP } from '../inbox-world.js';

/** A kind of tests: `kind` may be given other hooks at any time. */
export interface KindWorld extends InboxWorld {
  readonly services: Services;
  /** A node of a new kind with these hooks. */
  nodeOf(hooks: Partial<NodeKind>, settings?: NodeSettings): Promise<ExchangeNode>;
  entries(exchange?: Pick<Exchange, 'exchangeId'>): Promise<Entry[]>;
}

export interface Entry {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number | null;
  readonly detail: Record<string, unknown>;
}

/** A shop whose nodes may have kinds of their own. Hooks have 0.3 s unless `environment` says otherwise. */
export async function openKindWorld(environment: Record<string, string> = {}): Promise<KindWorld> {
  const world = await openInboxWorld({ HOOK_SECONDS: '0.3', ...environment });
  const kinds: NodeKind[] = [];
  const services: Services = { ...world.services, kinds: growing(kinds) };
  return {
    ...world,
    services,
    nodeOf: async (hooks, settings = {}) => {
      const name = `trial-${kinds.length + 1}`;
      kinds.push({ name, apiVersion: NODE_KIND_API, ...hooks });
      const node = { name, login: name, password: 'p', profile: 'trade' as const, timeZone: 'Europe/Kyiv', kind: name };
      return await services.db.transaction((tx) => insertQuickNode(tx, SHOP, { ...node, idSpace: name, settings }));
    },
    entries: async (exchange) =>
      await world
        .knex('journal')
        .where(exchange ? { exchange_id: exchange.exchangeId } : {})
        .select('code', 'severity', 'message', 'line', 'detail')
        .orderBy('entry_id'),
  };
}

/** A registry of kinds that may still come. */
export const growing = (kinds: readonly NodeKind[]): NodeKinds => ({
  of: (node) => createRegistry(kinds).of(node),
  find: (name) => createRegistry(kinds).find(name),
  get all() {
    return createRegistry(kinds).all;
  },
});

/** The ways in which a hook may fail, none of which may hurt more than what it was asked about. */
export const MISDEEDS: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('the kind is broken');
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('the kind is broken');
    },
  ],
  [
    'hangs in a loop',
    () => {
      for (;;);
    },
  ],
  ['never answers', async () => await new Promise(() => undefined)],
  [
    'answers late',
    async () => {
      await pause(250);
      throw new Error('too late');
    },
  ],
  ['answers a number', () => 42],
  ['answers promises that are rejected', () => [Promise.reject(new Error('the kind is broken'))]],
  ['answers a list of another length', () => [{}, {}, {}, {}, {}, {}, {}]],
];
