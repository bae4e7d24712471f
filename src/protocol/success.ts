import { type Answer, SUCCESS } from './answer.js';
import type { NodeTurn } from './turn.js';

/**
 * mode=success of type=sale: 1C has stored the orders of its last query: exactly that batch is acknowledged
 * (commerceml.md §1.2 G10).
 */
export async function success({ api, exchange, node }: NodeTurn): Promise<Answer> {
  await api.acknowledge(exchange, node);
  return SUCCESS;
}
