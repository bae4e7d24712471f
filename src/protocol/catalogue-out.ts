import { type Answer, lines } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/** mode=init of type=get_catalog: one line and its LF, no file_limit; the portions begin anew (commerceml.md §1.3). */
export async function beginPortions({ api, exchange }: ExchangeTurn): Promise<Answer> {
  await api.beginCatalogue(exchange);
  return lines('zip=no', '');
}

/**
 * mode=query of type=get_catalog: one portion of our catalogue, a line for the person and the XML; `finished=yes` when everything
 * was given. The same `package=` gets the same portion again.
 */
export async function portion({ api, exchange, node, parameters }: ExchangeTurn): Promise<Answer> {
  const answer = await api.queryCatalogue(exchange, node, parameters.portion);
  return answer ? { status: 200, ...answer } : lines('finished=yes');
}
