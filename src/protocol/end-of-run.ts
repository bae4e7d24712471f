import { type Answer, SUCCESS } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/** mode=deactivate of type=catalog: the full export is complete; what it did not name goes. */
export async function deactivate({ api, exchange, node }: ExchangeTurn): Promise<Answer> {
  await api.endRuns(exchange, node, 'deactivate');
  return SUCCESS;
}

/** mode=complete of type=catalog: the end of the whole exchange, and of the full run if one is open. */
export async function complete({ api, exchange, node }: ExchangeTurn): Promise<Answer> {
  await api.endRuns(exchange, node, 'complete');
  return SUCCESS;
}
