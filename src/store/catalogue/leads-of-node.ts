import type { Tx } from '../../db/open.js';
import { idSpacesOfNode } from './id-space-lock.js';
import { noteWritten } from './item-writes.js';
import { LEAD_IS_GONE } from './offers-left.js';

/**
 * Notes that the products which stay without their lead, now that a node is removed, stand otherwise than before: another characteristic
 * may speak for them, and its record is to be read. Call it behind the removal, under the locks of `lockIdSpacesOfNode`.
 */
export async function noteProductsLedBy(tx: Tx, shopId: string, nodeId: string): Promise<void> {
  for (const idSpace of await idSpacesOfNode(tx, shopId, nodeId)) {
    const led = await tx.raw<{ rows: { no: number }[] }>(
      `select cast(p.item_no as float8) as no from products p
       cross join lateral (select o.present_in from offers o where o.shop_id = p.shop_id and o.id_space = p.id_space
         and o.product_external_id = p.external_id and o.characteristic_id = p.lead_characteristic offset 0) o
       where p.shop_id = :shop and p.id_space = :space and ${LEAD_IS_GONE}
         and o.present_in && array(select c.catalogue_no from node_catalogues c where c.shop_id = :shop and c.node_id = cast(:node as uuid))`,
      { shop: shopId, node: nodeId, space: idSpace },
    );
    await noteWritten(
      tx,
      { shopId, idSpace },
      'standing',
      led.rows.map((row) => row.no),
    );
  }
}
