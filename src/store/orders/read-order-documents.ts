import type { Sql } from '../../db/open.js';
import type { DocumentRecord } from '../../records.js';
import { exactTime } from '../list-page.js';
import { ORDER_DOCUMENT } from './order-attachments.js';

/** A document of 1C as it is kept with its order. */
export interface OrderDocumentRow {
  readonly orderId: string;
  readonly operation: DocumentRecord['operation'];
  readonly content: Omit<DocumentRecord, 'line' | 'warnings'>;
  readonly updatedAt: string;
}

/** What a list of orders shows of a document; its lines may be as many as all the rest of the page together. */
export interface OrderDocumentHead extends Omit<OrderDocumentRow, 'content'> {
  readonly content: Pick<
    DocumentRecord,
    'id' | 'number' | 'date' | 'time' | 'operationText' | 'amount' | 'currency' | 'fate'
  >;
}

/** What 1C attached to these orders, by order, oldest date first, in one statement; without what no list shows. */
export async function readOrderDocuments(
  sql: Sql,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OrderDocumentHead[]>> {
  const byOrder = new Map<string, OrderDocumentHead[]>();
  if (orderIds.length === 0) return byOrder;
  const found = await sql.raw<{ rows: OrderDocumentHead[] }>(
    `select order_id as "orderId", operation,
       content - array['lines', 'counterparties', 'requisites', 'taxes', 'discounts', 'subordinate', 'extra'] as content, ${exactTime('updated_at')} as "updatedAt" from order_documents
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
