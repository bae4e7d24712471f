import { openExchange } from '../store/exchanges/exchanges.js';
import { type Answer, lines } from './answer.js';
import { COOKIE_NAME } from './session.js';
import { exchangeTypeOf, type Turn } from './turn.js';

/**
 * mode=checkauth: a new exchange, beside those that live already, and its cookie: 1C puts lines 2 and 3 untrimmed
 * into `Cookie:`. Line 5, for `deactivate`, comes with type=catalog alone, and type=get_catalog has three lines (commerceml.md
 * §1.3). The node's kind hears of it, and what the node's former exchanges left behind is queued.
 */
export async function checkauth({ services, api, request, node, type: asked, notes }: Turn): Promise<Answer> {
  const type = exchangeTypeOf(asked);
  const { exchange, cookie, sessid } = await openExchange(services.db.knex, {
    shopId: node.shopId,
    nodeId: node.nodeId,
    type,
    userAgent: request.headers['user-agent'],
    address: request.ip,
  });
  notes.exchange = exchange.exchangeId;
  await api.beginExchange(exchange, node);
  try {
    await api.leftovers(node, type);
  } catch (error) {
    // What a former exchange left behind must never keep a node from a new one (one-c-client.md §1).
    services.log.error({ err: error, exchange: exchange.exchangeId, node: node.name }, 'leftovers were not queued');
  }
  const answer = ['success', COOKIE_NAME, cookie];
  if (type !== 'get_catalog') answer.push(`sessid=${sessid}`);
  if (type === 'catalog') answer.push(`timestamp=${Math.floor(exchange.openedAt.getTime() / 1000)}`);
  return lines(...answer);
}
