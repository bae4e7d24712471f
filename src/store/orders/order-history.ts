import type { Sql } from '../../db/open.js';
import type { Json } from '../../records.js';

/** One version of an order: who made it, and what became different. */
export interface HistoryEntry {
  readonly version: number;
  readonly at: Date;
  /** `api`, `cli`, or `node:` with the node's name of then. */
  readonly source: string;
  readonly exchangeId: string | null;
  /** Field → what it was and what it is. */
  readonly changes: Readonly<Record<string, { readonly from: Json; readonly to: Json }>>;
}

/** The versions of an order, oldest first; the first version itself is the order as it was placed and has no entry. */
export async function readHistory(
  sql: Sql,
  shopId: string,
  orderId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<HistoryEntry[]> {
  const rows = await sql('order_history')
    .select({ version: 'version', at: 'at', source: 'source', exchangeId: 'exchange_id', changes: 'changes' })
    .where({ shop_id: shopId, order_id: orderId })
    .where('version', '>', page.after)
    .orderBy('version')
    .limit(page.limit);
  return rows as HistoryEntry[];
}
