import type { Services } from '../../services.js';
import { markEndTold, untoldEnds } from '../../store/exchanges/ended-exchanges.js';
import { findNode } from '../../store/nodes/nodes.js';
import { endExchange } from './exchange-hooks.js';

const AT_ONCE = 100;

/** Tells the kinds of their nodes which exchanges have ended. One whose telling a crash cut off is told again. */
export async function tellEndedExchanges(services: Services): Promise<void> {
  const { knex } = services.db;
  for (;;) {
    const ended = await untoldEnds(knex, AT_ONCE);
    for (const exchange of ended) {
      const node = await findNode(knex, exchange.shopId, exchange.nodeId);
      if (node) await endExchange(services, exchange, node);
      await markEndTold(knex, exchange);
    }
    if (ended.length < AT_ONCE) return;
  }
}
