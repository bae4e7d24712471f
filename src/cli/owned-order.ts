import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Order } from '../orders.js';
import type { Services } from '../services.js';
import { findNodeById } from '../store/orders/routing.js';
import { currentShop, uzelHere } from './shop-option.js';

interface OwnedOrder {
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** What a command prints with `--json`. */
  readonly json: object;
  /** Why its 1C does not get it with the next exchange, and what to do; null = it gets it. */
  readonly obstacle: string | null;
}

/** An order with the name of its node, and what keeps it back, as commands print it. */
export async function ownedOrder(
  services: Services,
  { orderId, number, ownerNodeId, version, held }: Order,
): Promise<OwnedOrder> {
  const node = ownerNodeId === null ? null : await findNodeById(services.db.knex, currentShop(), ownerNodeId);
  const owner = node && { id: node.nodeId, name: node.name };
  return { owner, json: { id: orderId, number, owner, version, held }, obstacle: obstacleOf(node, held) };
}

function obstacleOf(node: ExchangeNode | null, held: Order['held']): string | null {
  if (!node) return null;
  if (!node.receivesOrders) {
    return `that node gets no orders (receivesOrders=false). Let it get them (${uzelHere()} node set), or give the order to another one (${uzelHere()} order move).`;
  }
  if (held.length > 0) return `it is kept back:${held.map(({ text }) => `\n  ${text}`).join('')}`;
  return node.state === 'paused' ? `that node is paused. Switch it on: ${uzelHere()} node resume "${node.name}"` : null;
}
