import type { Sql, Tx } from '../db/open.js';
import { COLUMNS, type FoundOrder, type FoundRow, toFound } from './order-finding.js';

/**
 * Writes down which order a document of 1C is, so that no other order is ever made of it, whichever node sends it.
 * @param documentKey its guid in lower case
 * @returns false when an order was made of it already
 */
export async function recordBirth(
  tx: Tx,
  shopId: string,
  birth: { readonly documentKey: string; readonly orderId: string; readonly nodeId: string },
): Promise<boolean> {
  const recorded = await tx.raw<{ rowCount: number }>(
    'insert into order_births (shop_id, document_key, order_id, node_id) values (?, ?, ?, ?) on conflict do nothing',
    [shopId, birth.documentKey, birth.orderId, birth.nodeId],
  );
  return recorded.rowCount === 1;
}

/** The node in whose 1C an order was made; null for an order of the shop. */
export async function birthNode(sql: Sql, shopId: string, orderId: string): Promise<string | null> {
  const found = await sql.raw<{ rows: { node_id: string }[] }>(
    'select node_id from order_births where shop_id = ? and order_id = ? order by document_key limit 1',
    [shopId, orderId],
  );
  return found.rows[0]?.node_id ?? null;
}

/** The order that a document of 1C is: one that was made of it, or whose owner calls it so. @param documentKey a guid in lower case */
export async function orderOfGuid(sql: Sql, shopId: string, documentKey: string): Promise<FoundOrder | null> {
  const found = await sql.raw<{ rows: FoundRow[] }>(
    `select ${COLUMNS} from orders o where o.shop_id = ? and (o.one_c_id = ?
       or o.order_id in (select b.order_id from order_births b where b.shop_id = o.shop_id and b.document_key = ?))
     order by o.order_id limit 1`,
    [shopId, documentKey, documentKey],
  );
  return found.rows[0] ? toFound(found.rows[0]) : null;
}
