import { writeDictionary } from '../../commerceml/dictionary.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { shapeFor } from '../../nodes/one-c/profiles.js';
import type { Services } from '../../services.js';
import { readOrderDictionary } from '../../store/orders/order-dictionary.js';

/** The lists that a client offers its user for mapping (type=sale&mode=info), in the node's encoding and words. */
export async function dictionary(
  services: Services,
  node: ExchangeNode,
): Promise<{ body: Buffer; contentType: string }> {
  const shape = shapeFor(node, new Date());
  const lists = await readOrderDictionary(services.db.knex, node.shopId);
  return { body: writeDictionary(lists, shape), contentType: `application/xml; charset=${shape.encoding}` };
}
