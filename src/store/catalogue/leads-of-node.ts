import type { Tx } from '../../db/open.js';
import { idSpacesOfNode } from './id-space-lock.js';
import { LEAD_IS_GONE } from './offers-left.js';

/**
 * Writes anew, if with nothing but the time, the products that stay without their lead now that a node is removed: another
 * characteristic may speak for them, and its record is not to be taken for one that is known. Call it behind the removal, under the
 * locks of `lockIdSpacesOfNode`.
 */
export async function touchProductsLedBy(tx: Tx, shopId: string, nodeId: string): Promise<void> {
  for (const idSpace of await idSpacesOfNode(tx, shopId, nodeId)) {
    await tx.raw(
      `update products t set updated_at = clock_timestamp()
       from (select p.shop_id, p.product_id from products p
         cross join lateral (select o.present_in from offers o where o.shop_id = p.shop_id and o.id_space = p.id_space
           and o.product_external_id = p.external_id and o.characteristic_id = p.lead_characteristic offset 0) o
         where p.shop_id = :shop and p.id_space = :space and ${LEAD_IS_GONE}
           and o.present_in && array(select c.catalogue_no from node_catalogues c where c.shop_id = :shop and c.node_id = cast(:node as uuid))) n
       where t.shop_id = n.shop_id and t.product_id = n.product_id`,
      { shop: shopId, node: nodeId, space: idSpace },
    );
  }
}
