import type { Sql } from '../../db/open.js';
import { exactTime } from '../list-page.js';
import { ORDER_DOCUMENT } from '../orders/order-attachments.js';
import type { OrderDocumentRow } from '../orders/read-order-documents.js';

/** A document of 1C, whole. */
export interface KeptDocumentRow extends OrderDocumentRow {
  /** It is the document of the order itself, not one that 1C made for the order. */
  readonly isOwn: boolean;
  /** The node that sent it. */
  readonly nodeId: string;
}

/** Every document of 1C that is kept with an order: the order's own first, then oldest date first. @returns null = no such order */
export async function readKeptDocuments(
  sql: Sql,
  shopId: string,
  orderId: string,
): Promise<readonly KeptDocumentRow[] | null> {
  const found = await sql.raw<{ rows: (KeptDocumentRow & { operation: string | null })[] }>(
    `select o.order_id as "orderId", d.operation, d.content, d.node_id as "nodeId",
       coalesce(d.operation = :own and d.document_id = cast(o.order_id as text), false) as "isOwn", ${exactTime('d.updated_at')} as "updatedAt"
     from orders o left join order_documents d on d.shop_id = o.shop_id and d.order_id = o.order_id
     where o.shop_id = :shop and o.order_id = :order
     order by "isOwn" desc, d.content->>'date' nulls last, d.content->>'time' nulls last, d.operation, d.document_id`,
    { own: ORDER_DOCUMENT, shop: shopId, order: orderId },
  );
  if (found.rows.length === 0) return null;
  return found.rows.filter(({ operation }) => operation !== null);
}
