import { type Answer, lines, NOTHING_NEW } from './answer.js';
import type { NodeTurn } from './turn.js';

/**
 * type=listen, without a mode: `success` and LF as soon as the node has orders to fetch, else 304 after LISTEN_SECONDS
 * (commerceml.md §1.3). Ends at once when the client goes or the server stops.
 */
export async function listen({ services, api, node, gone }: NodeTurn): Promise<Answer> {
  const due = await api.waitForOrders(node, services.config.LISTEN_SECONDS * 1000, gone);
  return due ? lines('success', '') : NOTHING_NEW;
}
