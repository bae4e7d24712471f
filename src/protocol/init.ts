import { speaks } from '../nodes/one-c/profiles.js';
import { beginGeneration, replaceSessid } from '../store/exchanges/exchanges.js';
import { newSessid, sessidOf } from '../store/nodes/secrets.js';
import { type Answer, lines } from './answer.js';
import type { ExchangeTurn } from './turn.js';

/**
 * mode=init: how 1C is to send. Exactly two lines, or the exchange stops (commerceml.md §1.2 G1); two more only for a
 * client that sent `version=`: the highest version that its node speaks, by which it chooses its files (§1.3). Files sent from now on begin new feeds.
 */
export async function init(turn: ExchangeTurn): Promise<Answer> {
  const { services, exchange, node, parameters } = turn;
  await beginGeneration(services.db.knex, exchange, parameters);
  const all = [`zip=${services.config.ZIP ? 'yes' : 'no'}`, `file_limit=${services.config.FILE_LIMIT}`];
  if (parameters.version) all.push(`sessid=${await sessidFor(turn)}`, `version=${speaks(node).highest}`);
  return lines(...all);
}

/**
 * The sessid that this exchange has; one that came by Basic alone and showed none gets a new one, since only hashes
 * are stored.
 */
async function sessidFor({ services, exchange, parameters, cookie }: ExchangeTurn): Promise<string> {
  if (cookie) return sessidOf(cookie);
  if (parameters.sessid) return parameters.sessid;
  const sessid = newSessid();
  await replaceSessid(services.db.knex, exchange, sessid);
  return sessid;
}
