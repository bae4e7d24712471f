import type { Answer } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/**
 * mode=query of type=sale: the due orders, a whole document even when there are none; the same bytes until `success`.
 * Needs no init.
 */
export async function query({ api, exchange, node }: ExchangeTurn): Promise<Answer> {
  return { status: 200, ...(await api.queryOrders(exchange, node)) };
}
