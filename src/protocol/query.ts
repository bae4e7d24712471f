import type { Answer } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/**
 * mode=query of type=sale: the due orders, a whole document even when there are none; the same bytes until `success`.
 * Needs no init. That the answer went out whole is noted: it may be all that confirms it (setting confirmBy).
 */
export async function query({ api, exchange, node }: ExchangeTurn): Promise<Answer> {
  return { status: 200, ...(await api.queryOrders(exchange, node)) };
}
