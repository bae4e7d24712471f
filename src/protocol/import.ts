import { UzelError } from '../errors.js';
import { touchExchange } from '../store/exchanges/exchanges.js';
import { type Answer, progress, SUCCESS } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/**
 * mode=import: starts or joins the job of a file. Held for some seconds before `progress`, since 1C asks again at
 * once and without end (commerceml.md §1.2 G5). Nothing follows `success`: it would be shown as a warning.
 */
export async function importFile({ services, api, exchange, parameters, gone }: ExchangeTurn): Promise<Answer> {
  const hold = services.config.IMPORT_HOLD_SECONDS * 1000;
  const result = await api.askImport(exchange, parameters.filename ?? '', hold, gone);
  await touchExchange(services.db.knex, exchange);
  if (result.state === 'done') return SUCCESS;
  if (result.state === 'progress') return progress(result.text);
  throw new UzelError(result.code ?? 'UZ1205', result.text, { told: result.told });
}
