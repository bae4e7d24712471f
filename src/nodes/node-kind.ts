import type { z } from 'zod';
import type { Tx } from '../db/open.js';
import type { Order } from '../orders.js';
import type { DictionaryItemRecord, DocumentRecord, OfferRecord, ProductRecord } from '../records.js';
import type { ExchangeNode } from './exchange-node.js';
import type { ShopSettings } from './shop-settings.js';

/**
 * The plug-in interface of exchange nodes. A node kind is the code behind nodes: `one-c` is built in, others are named in
 * `uzel.config`. Every method is optional. What a hook throws, or does not answer within HOOK_SECONDS, costs the one record or order
 * that it was asked about, with an entry in the node's journal that names the kind; never the exchange.
 */

/** The version of this interface; a kind made for another one is refused at the start. */
export const NODE_KIND_API = 1;

/** What every hook is given. */
export interface HookContext<Settings = unknown> {
  readonly node: ExchangeNode;
  /** The kind's own settings, as its schema reads them. */
  readonly settings: Settings;
  /** Absent outside an exchange: an order that is placed, a delivery by the server. */
  readonly exchangeId: string | undefined;
  /**
   * The transaction that the records are written in; what a hook writes with it is committed or lost together with them. It is not the
   * hook's to end: `commit` and `rollback` throw.
   */
  readonly tx: Tx;
  readonly log: HookLog;
  /** Of the texts that stand on orders: `reason` of a wish, `text` of a problem. */
  readonly language: ShopSettings['language'];
  /** Everything will be taken back (`uzel replay --dry-run`): nothing may leave the database, no request, no mail. */
  readonly dryRun: boolean;
  /** Aborted when the deadline has passed; that of deliverOrders also when the server stops. */
  readonly signal: AbortSignal;
  /** An entry in the node's journal. @param text for a person, in Russian where 1C's people read it */
  journal(severity: 'info' | 'warning' | 'error', code: string, text: string): void;
}

/** Lines of the server's log; they name the kind and the node. */
export interface HookLog {
  info(detail: object, text: string): void;
  warn(detail: object, text: string): void;
  error(detail: object, text: string): void;
}

/** A record that a kind does not let in. */
export interface Refused {
  /** Why, for the journal. */
  readonly refused: string;
}

/** One answer for each record, in their order: the record (changed or not), or why it stays out. */
export type Verdicts<T> = readonly (T | Refused)[];

export interface Wish {
  /** false = this node must not get it; true = it wants it; null = it does not mind. */
  readonly wants: boolean | null;
  /** Stands on the order when it decided. */
  readonly reason?: string;
}

/** What keeps an order back. */
export interface OrderProblem {
  /** Stable, e.g. `bonus-card-unknown`. */
  readonly code: string;
  /** What a person must do, in the shop's language. */
  readonly text: string;
}

/** What a kind adds to an order's document. */
export interface OrderAdditions {
  /** Name → value; an empty value takes a requisite away. */
  readonly requisites?: Readonly<Record<string, string>>;
  /** Fields that 1C gets instead of the order's own; the order itself stays as it is. */
  readonly fields?: Partial<Pick<Order, 'comment' | 'status' | 'lines' | 'customer' | 'delivery' | 'payments'>>;
}

/** What a kind reads from a document of 1C, besides what Uzel reads by itself. */
export interface DocumentReading {
  readonly responsible?: string | null;
  readonly status?: string;
  readonly lockedInOneC?: boolean;
  /** Own requisites of the order: name → value; null takes one away. */
  readonly requisites?: Readonly<Record<string, string | null>>;
}

/** An entry of a directory of the shop (promo codes, employees, …). Times are ISO 8601 with a zone. */
export interface DirectoryEntry {
  readonly key: string;
  readonly name: string;
  readonly active?: boolean;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** A directory that a kind fills from user dictionaries of 1C. */
export interface DirectoryOfKind<Settings = unknown> {
  /** `promo-codes`, `employees`, `statuses`, `payment-methods`, `deliveries`, or a name of the kind's own. */
  readonly name: string;
  /**
   * The entry that an item of a dictionary is; null = it is none of this directory's.
   * Called for each item of a feed that has dictionaries, in the step's transaction; again when a step is repeated.
   */
  entryOf(
    context: HookContext<Settings>,
    item: DictionaryItemRecord,
    dictionaryName: string | null,
  ): DirectoryEntry | null;
}

export interface NodeKind<Settings = unknown> {
  /** Unique on the server; lower case with dashes. */
  readonly name: string;
  readonly apiVersion: typeof NODE_KIND_API;
  /** One sentence for `uzel node add --help`. */
  readonly description?: string;
  /** Settings of its own, beside those that every node has; `z.strictObject` of optional or defaulted members, each described. */
  readonly settings?: z.ZodObject & z.ZodType<Settings>;
  /**
   * `one-c` (default): a 1C calls us and logs in. `server`: we call, by `deliverOrders`; the node has no login, so that `beginExchange`,
   * `writeOrder` and `endExchange` have no step that leads to them: a kind that has them is refused.
   */
  readonly calledBy?: 'one-c' | 'server';

  /** An exchange begins. Called by checkauth, before its answer; again for each new exchange. */
  beginExchange?(context: HookContext<Settings>): Promise<void> | void;
  /** Products of one step of an import (`mode=import`), before they are written; again when the step is repeated after a failure. */
  products?(
    context: HookContext<Settings>,
    records: readonly ProductRecord[],
  ): Promise<Verdicts<ProductRecord>> | Verdicts<ProductRecord>;
  /** Offers of one step with their prices and stock rows, likewise. */
  offers?(
    context: HookContext<Settings>,
    records: readonly OfferRecord[],
  ): Promise<Verdicts<OfferRecord>> | Verdicts<OfferRecord>;
  /** Directories that are read from user dictionaries of the feeds (`mode=import`, `type=reference`). */
  readonly directories?: readonly DirectoryOfKind<Settings>[];
  /** Whether the node wants a new order. Called when it is placed (`POST /v1/orders`), and when an owner is looked for again. */
  wantsOrder?(context: HookContext<Settings>, order: Order): Promise<Wish> | Wish;
  /** What keeps an order back. Called when it is placed or changed, and again before each answer that would hold it (`mode=query`). */
  checkOrder?(context: HookContext<Settings>, order: Order): Promise<readonly OrderProblem[]> | readonly OrderProblem[];
  /** What is written besides. Called by `mode=query` for each order of the answer; a repeated query gives the answer of then. */
  writeOrder?(context: HookContext<Settings>, order: Order): Promise<OrderAdditions> | OrderAdditions;
  /** What else a document of 1C says. Called when a sale file is applied (`mode=file`, `mode=import`); again for a file sent again. */
  readDocument?(
    context: HookContext<Settings>,
    document: DocumentRecord,
    order: Order,
  ): Promise<DocumentReading> | DocumentReading;
  /** An exchange was silent for EXCHANGE_IDLE_MINUTES and has ended, or 1C said `complete`. May be called twice. */
  endExchange?(context: HookContext<Settings>): Promise<void> | void;
  /**
   * Of a kind that is `calledBy: 'server'`: sends due orders; when it resolves they are acknowledged, when it throws they are tried
   * again one by one, later and later; one that throws while others go is held (`not-delivered`). The same order may be sent twice (the server died in between): `order.orderId` and `order.version`
   * tell the receiver. Called with at most the node's `ordersPerAnswer` orders (default 20), and given HOOK_SECONDS for each of them.
   * The next that fall due come when it has ended.
   */
  deliverOrders?(context: HookContext<Settings>, orders: readonly Order[]): Promise<void>;
}

/** The kinds of nodes that a server has (`nodes/registry`). */
export interface NodeKinds {
  /** @throws UzelError UZ1611 when the node's kind is not loaded */
  of(node: Pick<ExchangeNode, 'name' | 'kind'>): NodeKind;
  /** undefined when there is none of that name. */
  find(name: string): NodeKind | undefined;
  /** All, the built-in first. */
  readonly all: readonly NodeKind[];
}

/** What `uzel.config.ts` (`.js`, `.mjs`, `.json`) gives. */
export interface UzelConfig {
  /** Kinds themselves, paths of their files from the configuration's folder (`./kind.ts`), or names of npm packages. */
  readonly nodeKinds?: readonly (NodeKind | string)[];
}

/** Types the configuration of a server's node kinds; does nothing else. */
export const defineConfig = (config: UzelConfig): UzelConfig => config;

/** Types a node kind; does nothing else. */
export const defineNodeKind = <Settings>(kind: NodeKind<Settings>): NodeKind<Settings> => kind;
