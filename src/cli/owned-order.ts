import type { Order } from '../orders.js';
import type { Services } from '../services.js';
import { readNodeNames } from '../store/read-node-names.js';
import { currentShop } from './shop-option.js';

interface OwnedOrder {
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** What a command prints with `--json`. */
  readonly json: object;
}

/** An order with the name of its node, and what keeps it back, as commands print it. */
export async function ownedOrder(
  services: Services,
  { orderId, number, ownerNodeId, version, held }: Order,
): Promise<OwnedOrder> {
  const names = await readNodeNames(services.db.knex, currentShop(), ownerNodeId === null ? [] : [ownerNodeId]);
  const owner = ownerNodeId === null ? null : { id: ownerNodeId, name: names.get(ownerNodeId) ?? '' };
  return { owner, json: { id: orderId, number, owner, version, held } };
}
