import type { Sql, Tx } from '../../db/open.js';
import { COLUMNS, type FoundOrder, type FoundRow, toFound } from './order-finding.js';

/**
 * Writes down which order a document of 1C is, so that no other order is ever made of it, whichever node sends it.
 * @param documentKey its guid in lower case; of a document without one that was moved away what its node calls it, with the node's id
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

/** The order that a node's document without a guid was known as when the order was moved away. @param documentKeys see `recordBirth` */
export async function orderOfFormer(
  sql: Sql,
  shopId: string,
  documentKeys: readonly string[],
): Promise<FoundOrder | null> {
  if (documentKeys.length === 0) return null;
  const found = await sql.raw<{ rows: FoundRow[] }>(
    `select ${COLUMNS} from order_births b join orders o on o.shop_id = b.shop_id and o.order_id = b.order_id
     where b.shop_id = ? and b.document_key = any(?::text[]) order by o.order_id limit 1`,
    [shopId, [...documentKeys]],
  );
  return found.rows[0] ? toFound(found.rows[0]) : null;
}

/** Whether a guid is known by which this node's 1C calls the order. */
export async function hasGuidOf(sql: Sql, shopId: string, orderId: string, nodeId: string): Promise<boolean> {
  const found = await sql.raw<{ rows: unknown[] }>(
    `select from order_births where shop_id = ? and order_id = ? and node_id = ? and document_key ~ '^[0-9a-f-]{36}$' limit 1`,
    [shopId, orderId, nodeId],
  );
  return found.rows.length > 0;
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
