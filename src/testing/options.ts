import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { NodeKind } from '../nodes/node-kind.js';
import type { Order } from '../orders.js';
import type { DictionaryItemRecord, DocumentRecord, OfferRecord, ProductRecord } from '../records.js';

/** `describe` and `it` of jest, vitest, mocha or node:test. */
export interface TestFunctions {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** What the contract suite is to know of a kind. */
export interface KindTestOptions extends Partial<TestFunctions> {
  /** Settings of the node that is played, the kind's own among them. Default: none. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What else of the node differs from that of the suite. */
  readonly node?: Partial<Omit<ExchangeNode, 'kind' | 'settings'>>;
  /**
   * An empty PostgreSQL database, 15 or newer, for kinds that use `context.tx`; it is brought to the schema of Uzel, and everything that
   * hooks write is rolled back. Without it a hook that touches `tx` fails with a sentence that says so.
   */
  readonly databaseUrl?: string;
  /** Milliseconds that a hook may take. Default: 10,000, as HOOK_SECONDS. */
  readonly deadlineMs?: number;
  /** Whether `deliverOrders` is really called with the sample orders: `settings` must lead to a receiver of the test. Default: no. */
  readonly delivers?: boolean;
  /** Samples of the kind's own, beside those of the suite. */
  readonly products?: readonly ProductRecord[];
  readonly offers?: readonly OfferRecord[];
  readonly dictionaryItems?: readonly DictionaryItemRecord[];
  readonly orders?: readonly Order[];
  readonly documents?: readonly DocumentRecord[];
}

/** One hook of a kind as the suite asks it. */
export interface Trial {
  readonly kind: NodeKind;
  readonly options: KindTestOptions;
}

/** @throws when neither the options nor the test runner give them */
export function testFunctions({ describe, it }: KindTestOptions): TestFunctions {
  const globals = globalThis as Partial<TestFunctions>;
  const [found, each] = [describe ?? globals.describe, it ?? globals.it];
  if (!found || !each) {
    throw new Error(
      'There is no global describe and it: give those of your test runner to describeNodeKind(kind, { describe, it }).',
    );
  }
  return { describe: found, it: each };
}
