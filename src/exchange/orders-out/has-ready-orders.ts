import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { findNode } from '../../store/nodes/nodes.js';
import { lockOrdersOfNode } from '../../store/orders/batches.js';
import type { DuePosition } from '../../store/orders/offered-orders.js';
import { beginReadiness } from './ready-orders.js';

/** Orders are checked so many at a time, until there is one that nothing keeps back. */
const AT_ONCE = 50;

/**
 * Whether a `query` of the node would be answered with an order now: as that would, it looks again at held orders and keeps back those
 * that a check finds something about.
 */
export async function hasReadyOrders(services: Services, node: ExchangeNode): Promise<boolean> {
  return await services.db.transaction(async (tx) => {
    await lockOrdersOfNode(tx, node.shopId, node.nodeId);
    // Who listens came with the settings of half a minute ago.
    const current = await findNode(tx, node.shopId, node.nodeId);
    if (current?.state !== 'active') return false;
    const ready = beginReadiness(services, tx, current, null);
    await ready.recheckHeld();
    let found = false;
    let after: DuePosition | null = null;
    do {
      const page = await ready.page(AT_ONCE, after);
      found = page.orders.length > 0;
      after = page.next;
    } while (!found && after);
    await ready.close();
    return found;
  });
}
