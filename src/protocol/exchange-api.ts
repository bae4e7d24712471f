import type { Readable } from 'node:stream';
import type { ErrorCode, UzelError } from '../errors.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Exchange, ExchangeType } from '../store/exchanges/exchanges.js';
import type { Feed } from '../store/exchanges/feeds.js';
import type { Sending } from './answer.js';

/** How an import stands when it is asked for. */
export interface ImportState {
  readonly state: 'done' | 'progress' | 'failed';
  /** Russian: what and how far, or the reason with file, line and what to do. */
  readonly text: string;
  /** Of a failure. */
  readonly code?: ErrorCode;
  /** Of a failure that the journal tells of already. */
  readonly told?: true;
}

/** What was asked for in vain. */
export interface RefusedRequest {
  readonly mode: string | undefined;
  readonly file: string | undefined;
}

/** A whole answer that holds XML: orders, the dictionary, a portion of the catalogue. */
export interface DocumentAnswer {
  readonly body: Buffer;
  readonly contentType: string;
  /** Whom to tell how the sending ends. */
  readonly sending?: Sending | undefined;
}

/** What the protocol needs of the pipeline: one method per verb. server/exchange-wiring makes it of exchange/*. */
export interface ExchangeApi {
  /** checkauth: tells the node's kind, which may fail without harm. @throws UZ1611 when the server does not have that kind */
  beginExchange(exchange: Exchange, node: ExchangeNode): Promise<void>;
  /**
   * checkauth: queues the whole feeds that the node's former exchanges of this type left behind; does not wait for
   * them.
   */
  leftovers(node: ExchangeNode, type: ExchangeType): Promise<unknown>;
  /** file: appends the body to the exchange's feed of that name, durable when it resolves. @throws UZ1101…UZ1106 */
  receiveFile(exchange: Exchange, name: string, body: Readable): Promise<Feed>;
  /**
   * file of type=sale: applies the feed when it is whole; an unfinished one is `waiting` for its further pieces.
   * @throws why it cannot be applied; UZ1204 when it is not done within `waitMs` or until `signal`
   */
  applySaleFile(exchange: Exchange, feed: Feed, waitMs: number, signal: AbortSignal): Promise<'done' | 'waiting'>;
  /**
   * import: starts or joins the job of that file and holds the answer `holdMs` at most, or until `signal`. @throws
   * UZ1101, UZ1201…
   */
  askImport(exchange: Exchange, name: string, holdMs: number, signal: AbortSignal): Promise<ImportState>;
  /** query: the frozen batch of this exchange's due orders. */
  queryOrders(exchange: Exchange, node: ExchangeNode): Promise<DocumentAnswer>;
  /**
   * success: acknowledges the exchange's batch; null = Basic alone, when exactly one batch must be open (UZ1401,
   * UZ1402).
   */
  acknowledge(exchange: Exchange | null, node: ExchangeNode): Promise<void>;
  /** info: the dictionary of statuses, payments and deliveries that a client maps to its own. */
  dictionary(node: ExchangeNode): Promise<DocumentAnswer>;
  /** listen: whether the node has due orders, now or within `waitMs`, or until `signal`; holds no connection meanwhile. */
  waitForOrders(node: ExchangeNode, waitMs: number, signal: AbortSignal): Promise<boolean>;
  /** init of type=get_catalog: the next portion is the first. */
  beginCatalogue(exchange: Exchange): Promise<void>;
  /**
   * query of type=get_catalog: the next portion of the catalogue, or the one that was answered to this `package=` before;
   * null = everything was given.
   */
  queryCatalogue(exchange: Exchange, node: ExchangeNode, asked: string | undefined): Promise<DocumentAnswer | null>;
  /** Any mode: writes into the exchange's journal that 1C was answered `failure`, and why. Never fails. */
  tellRefusal(exchange: Exchange, request: RefusedRequest, error: UzelError): Promise<void>;
  /** deactivate, complete: ends the node's full runs. */
  endRuns(exchange: Exchange, node: ExchangeNode, by: 'deactivate' | 'complete'): Promise<void>;
}
