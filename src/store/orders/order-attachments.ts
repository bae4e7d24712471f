import type { Tx } from '../../db/open.js';
import type { Json } from '../../records.js';

/** A document of 1C that belongs to an order: a payment, a shipment, a return… */
export interface Attachment {
  readonly orderId: string;
  readonly documentId: string;
  readonly nodeId: string;
  readonly operation: string;
  readonly content: Json;
}

/** Keeps a document with its order, the newest content of it. @returns false when it was kept already, word for word */
export async function keepAttachment(tx: Tx, shopId: string, attachment: Attachment): Promise<boolean> {
  return await keep(tx, shopId, attachment, 'excluded.content');
}

/**
 * Keeps what 1C said of an order in the order document itself, under the order's own id: all of it, whether it has a column or not.
 * Members that the content does not have stay as they were: 1C also sends minimal documents (commerceml.md §3.4).
 */
export async function keepOrderDocument(
  tx: Tx,
  shopId: string,
  said: { readonly orderId: string; readonly nodeId: string; readonly content: Json },
): Promise<void> {
  await keep(
    tx,
    shopId,
    { ...said, documentId: said.orderId, operation: ORDER_DOCUMENT },
    'd.content || excluded.content',
  );
}

/** The operation under which an order's own document is kept; it is not attached to the order, it is the order. */
export const ORDER_DOCUMENT = 'order';

async function keep(tx: Tx, shopId: string, attachment: Attachment, content: string): Promise<boolean> {
  const kept = await tx.raw<{ rowCount: number }>(
    `insert into order_documents as d (shop_id, order_id, document_id, node_id, operation, content) values (?, ?, ?, ?, ?, ?::jsonb)
     on conflict (shop_id, order_id, operation, document_id) do update
       set node_id = excluded.node_id, content = ${content}, updated_at = now()
       where (d.node_id, d.content) is distinct from (excluded.node_id, ${content})`,
    [
      shopId,
      attachment.orderId,
      attachment.documentId,
      attachment.nodeId,
      attachment.operation,
      JSON.stringify(attachment.content),
    ],
  );
  return kept.rowCount > 0;
}

/** The documents of an order that are kept under this id, of whatever operation. */
export async function attachmentsById(
  tx: Tx,
  shopId: string,
  orderId: string,
  documentId: string,
): Promise<{ readonly operation: string; readonly content: Json }[]> {
  const found = await tx.raw<{ rows: { operation: string; content: Json }[] }>(
    `select operation, content from order_documents
     where shop_id = ? and order_id = ? and document_id = ? and operation <> ? order by operation`,
    [shopId, orderId, documentId, ORDER_DOCUMENT],
  );
  return found.rows;
}
