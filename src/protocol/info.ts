import type { Answer } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/** mode=info of type=sale: the dictionary of statuses, payments and deliveries (commerceml.md §1.6). */
export async function info({ api, node }: ExchangeTurn): Promise<Answer> {
  return { status: 200, ...(await api.dictionary(node)) };
}
