import { UzelError } from '../errors.js';
import { touchExchange } from '../store/exchanges/exchanges.js';
import type { Feed } from '../store/exchanges/feeds.js';
import { type Answer, SUCCESS } from './answer.js';
import { bodyOf } from './body.js';
import { isMultipart, receiveForm } from './multipart.js';
import type { ExchangeTurn } from './turn.js';

/** How long a file of orders is waited for: BAS and УТ11 give up after 180 s. */
const SALE_WAIT_MS = 170_000;

/**
 * mode=file: one piece of a file, streamed to the exchange's inbox; `success` alone when it is durable (commerceml.md
 * §1.2 G3). A whole file of orders is applied before the answer, since УТП asks for no import.
 */
export async function file(turn: ExchangeTurn): Promise<Answer> {
  const { services, api, exchange } = turn;
  const feed = isMultipart(turn.request) ? await receiveForm(turn) : await receiveRaw(turn);
  turn.notes.file = feed.name;
  await touchExchange(services.db.knex, exchange);
  if (turn.type === 'sale') await api.applySaleFile(exchange, feed, SALE_WAIT_MS, turn.gone);
  return SUCCESS;
}

async function receiveRaw({ services, api, exchange, parameters, request, notes }: ExchangeTurn): Promise<Feed> {
  const limit = services.config.FILE_LIMIT;
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    throw new UzelError(
      'UZ1103',
      `Часть файла больше разрешённых ${limit} байт (file_limit). Уменьшите порцию в 1С или увеличьте FILE_LIMIT на сайте.`,
    );
  }
  return await api.receiveFile(exchange, parameters.filename ?? '', bodyOf(request, notes));
}
