import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { NodeKind } from '../../nodes/node-kind.js';
import type { Services } from '../../services.js';

/** The hooks, as the journal names them. */
export type HookName = Extract<
  keyof NodeKind,
  | 'beginExchange'
  | 'products'
  | 'offers'
  | 'directories'
  | 'wantsOrder'
  | 'checkOrder'
  | 'writeOrder'
  | 'readDocument'
  | 'endExchange'
  | 'deliverOrders'
>;

/** Who is asked what, in which transaction. */
export interface HookCall {
  readonly services: Pick<Services, 'config' | 'kinds' | 'log'>;
  /** What the hook writes is taken back alone when it fails. */
  readonly tx: Tx;
  readonly node: ExchangeNode;
  /** null outside an exchange. */
  readonly exchangeId: string | null;
  readonly feedId?: string | undefined;
  readonly hook: HookName;
  /** Milliseconds that it may take. Default: HOOK_SECONDS. */
  readonly patienceMs?: number | undefined;
  /** Ends it earlier: the server stops. */
  readonly stopping?: AbortSignal | undefined;
}

/** What came of a hook: its answer, or why there is none (for a person, without what it was asked about). */
export type HookOutcome<T> =
  | { readonly answered: true; readonly value: T }
  | { readonly answered: false; readonly reason: string; readonly overdue: boolean };

/** An answer that is none; its message tells why. */
export class Nonsense extends Error {
  override readonly name = 'Nonsense';
}
