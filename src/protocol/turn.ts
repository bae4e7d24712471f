import type { Request, Response } from 'express';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Services } from '../services.js';
import type { Exchange } from '../store/exchanges/exchanges.js';
import type { Answer } from './answer.js';
import type { ExchangeApi } from './exchange-api.js';
import type { Notes } from './notes.js';
import type { Parameters } from './parameters.js';

/** The types that 1C may exchange; each mode says which of them it is for. */
export type WireType = 'catalog' | 'sale' | 'reference' | 'get_catalog' | 'listen';

/** The type of exchange that a request belongs to: who listens does it for the orders. */
export const exchangeTypeOf = (type: WireType): Exclude<WireType, 'listen'> => (type === 'listen' ? 'sale' : type);

/** One request that passed the checks of its mode: all that its handler works with. */
export interface Turn {
  readonly services: Services;
  readonly api: ExchangeApi;
  readonly request: Request;
  readonly response: Response;
  readonly parameters: Parameters;
  readonly type: WireType;
  readonly node: ExchangeNode;
  readonly notes: Notes;
  /** Fires when the client is gone: nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

/** A request of an exchange; its type is that of the request, whatever the checkauth was for. */
export interface ExchangeTurn extends Turn {
  readonly exchange: Exchange;
  /** The cookie that named the exchange; null when Basic did. */
  readonly cookie: string | null;
}

/** A request for which the node is enough: the exchange is null when neither cookie nor sessid named one. */
export interface NodeTurn extends Turn {
  readonly exchange: Exchange | null;
}

export type Handler<T extends Turn> = (turn: T) => Promise<Answer>;
