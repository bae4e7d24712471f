import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { OrderRouting } from '../../orders.js';
import { findNode } from '../../store/nodes/nodes.js';
import { ROUTING_TEXTS } from './routing-texts.js';

/**
 * The node that a request names to own a new order.
 * @param idOrName of the node
 * @throws UzelError UZ1520 there is none, it is paused, or it takes no orders of the shop
 */
export async function namedOwner(
  tx: Tx,
  shopId: string,
  idOrName: string,
  language: ShopSettings['language'],
): Promise<{ readonly node: ExchangeNode; readonly routing: OrderRouting }> {
  const node = checkTakesOrders(await findNode(tx, shopId, idOrName), idOrName);
  if (node.receivesOnlyOwn) throw takesNone(`The node "${node.name}" takes only orders that were made in it.`);
  const reason = ROUTING_TEXTS[language].given(node.name);
  return { node, routing: { by: 'given', reason, at: new Date().toISOString(), candidates: [] } };
}

/** @throws UzelError UZ1520 when the node is not there, is paused, or takes no orders */
export function checkTakesOrders(node: ExchangeNode | null, idOrName: string): ExchangeNode {
  if (!node) throw takesNone(`There is no node "${idOrName}".`);
  if (node.state !== 'active') {
    throw takesNone(`The node "${node.name}" is paused: resume it (uzel node resume), or choose another one.`);
  }
  if (!node.receivesOrders) throw takesNone(`The node "${node.name}" receives no orders.`);
  return node;
}

/** @param why a sentence */
export const takesNone = (why: string): UzelError =>
  new UzelError('UZ1520', `${why} The nodes that take orders are in \`uzel node list\`.`);
