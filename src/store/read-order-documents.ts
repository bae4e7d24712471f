import type { Sql } from '../db/open.js';
import type { DocumentRecord } from '../records.js';
import { exactTime } from './list-page.js';
import { ORDER_DOCUMENT } from './order-attachments.js';

/** A document of 1C as it is kept with its order. */
export interface OrderDocumentRow {
  readonly orderId: string;
  readonly operation: DocumentRecord['operation'];
  readonly content: Omit<DocumentRecord, 'line' | 'warnings'>;
  readonly updatedAt: string;
}

/** What 1C attached to these orders, by order, oldest date first, in one statement. */
export async function readOrderDocuments(
  sql: Sql,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OrderDocumentRow[]>> {
  const byOrder = new Map<string, OrderDocumentRow[]>();
  if (orderIds.length === 0) return byOrder;
  const found = await sql.raw<{ rows: OrderDocumentRow[] }>(
    `select order_id as "orderId", operation, content, ${exactTime('updated_at')} as "updatedAt" from order_documents
     where shop_id = ? and order_id = any(?::uuid[]) and operation <> ?
     order by content->>'date' nulls last, content->>'time' nulls last, operation, document_id`,
    [shopId, [...orderIds], ORDER_DOCUMENT],
  );
  for (const row of found.rows) {
    const known = byOrder.get(row.orderId);
    if (known) known.push(row);
    else byOrder.set(row.orderId, [row]);
  }
  return byOrder;
}
