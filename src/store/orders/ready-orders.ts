import type { Sql } from '../../db/open.js';
import { MAYBE_KNOWN, READY, wanted } from './offered-orders.js';

/** Of a node's due orders those that nothing but its settings may keep back. */
export interface ReadyOrders {
  /** What its 1C gets with its next query. */
  readonly offered: number;
  /** What waits until it fits the filters of the settings (`orderStatuses`, `onlyPaid`…). */
  readonly filtered: number;
}

/** Counts what `query` would offer. @param from the moment that the node's `ordersFrom` begins with; null = all are offered */
export async function countReadyOrders(
  sql: Sql,
  of: { readonly shopId: string; readonly nodeId: string; readonly from: Date | null },
): Promise<ReadyOrders> {
  const found = await sql.raw<{ rows: ReadyOrders[] }>(
    `select (count(*) filter (where fits))::int as offered, (count(*) filter (where not fits))::int as filtered
     from (select coalesce(${MAYBE_KNOWN} or ${wanted('?::timestamptz')}, false) as fits
           from orders o join nodes n on n.shop_id = o.shop_id and n.node_id = o.owner_node_id
           where o.shop_id = ? and o.owner_node_id = ? and ${READY}) as ready`,
    [of.from as unknown as string, of.shopId, of.nodeId],
  );
  return found.rows[0] ?? { offered: 0, filtered: 0 };
}
