import type { Tx } from '../db/open.js';
import type { Json } from '../records.js';

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
  const kept = await tx.raw<{ rowCount: number }>(
    `insert into order_documents as d (shop_id, order_id, document_id, node_id, operation, content) values (?, ?, ?, ?, ?, ?::jsonb)
     on conflict (shop_id, order_id, document_id) do update
       set node_id = excluded.node_id, operation = excluded.operation, content = excluded.content, updated_at = now()
       where (d.node_id, d.operation, d.content) is distinct from (excluded.node_id, excluded.operation, excluded.content)`,
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
