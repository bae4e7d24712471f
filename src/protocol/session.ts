import type { Request } from 'express';
import { UzelError } from '../errors.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Services } from '../services.js';
import { type Exchange, type OpenExchange, seeExchange, seeNewestExchange } from '../store/exchanges/exchanges.js';
import { findNode } from '../store/nodes/nodes.js';
import { hashToken, sameHash } from '../store/nodes/secrets.js';
import { type Authenticator, requireActive } from './authenticator.js';
import { readCredentials } from './credentials.js';
import type { Parameters } from './parameters.js';
import { exchangeTypeOf, type WireType } from './turn.js';

/** Line 2 of checkauth. */
export const COOKIE_NAME = 'uzel_session';

/** Who asks, and in which exchange. */
export interface Session {
  readonly node: ExchangeNode;
  /**
   * The exchange that cookie, sessid or, for Basic alone, the newest rule names; null when the node has none open of
   * that type.
   */
  readonly exchange: Exchange | null;
  readonly cookie: string | null;
  /** Whether the client itself named the exchange, by cookie or sessid. */
  readonly named: boolean;
}

/** The value of our cookie, known or not. */
export function cookieOf(request: Request): string | null {
  const value: unknown = request.cookies?.[COOKIE_NAME];
  return typeof value === 'string' && value ? value : null;
}

/**
 * Finds the exchange of a request: a known cookie decides; Basic alone means the node's newest open exchange of that
 * type. A sessid is checked when it is sent and never demanded (commerceml.md §1.5).
 * @param whenPaused the exchange of a node that was paused meanwhile is known all the same: 1C has stored the orders of its query
 * @throws UZ1001, UZ1002, UZ1003 neither cookie nor Basic, UZ1004 another's sessid, UZ1006.
 */
export async function findSession(
  services: Services,
  authenticator: Authenticator,
  request: Request,
  type: WireType,
  parameters: Parameters,
  whenPaused = false,
): Promise<Session> {
  const { knex } = services.db;
  const idle = services.config.EXCHANGE_IDLE_MINUTES;
  const { sessid } = parameters;
  const cookie = cookieOf(request);
  const known = cookie ? await seeExchange(knex, cookie, idle) : null;
  if (known) {
    checkSessid(known, sessid);
    const found = await findNode(knex, known.exchange.shopId, known.exchange.nodeId);
    const node = whenPaused && found ? found : requireActive(found);
    return { node, exchange: { ...known.exchange, type: exchangeTypeOf(type) }, cookie, named: true };
  }
  const credentials = readCredentials(request.headers.authorization);
  if (!credentials) throw ended();
  const node = await authenticator.verify(credentials, request.ip ?? '');
  const of = { shopId: node.shopId, nodeId: node.nodeId, type: exchangeTypeOf(type), sessid };
  const newest = await seeNewestExchange(knex, of, idle);
  if (!newest && sessid) throw foreignSessid();
  return {
    node,
    exchange: newest && { ...newest.exchange, type: exchangeTypeOf(type) },
    cookie: null,
    named: sessid !== undefined,
  };
}

/** @throws UZ1003 when there is no exchange. */
export function requireExchange(exchange: Exchange | null): Exchange {
  if (exchange) return exchange;
  throw ended();
}

function checkSessid(open: OpenExchange, sessid: string | undefined): void {
  if (sessid !== undefined && !sameHash(hashToken(sessid), open.sessidHash)) throw foreignSessid();
}

function ended(): UzelError {
  return new UzelError(
    'UZ1003',
    'Сеанс обмена не найден или завершён. Начните обмен заново: 1С должна снова выполнить проверку входа (checkauth).',
  );
}

function foreignSessid(): UzelError {
  return new UzelError('UZ1004', 'Параметр sessid не относится к этому сеансу обмена. Начните обмен заново.');
}
