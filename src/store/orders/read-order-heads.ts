import type { Sql } from '../../db/open.js';

/** What an order is called, and whose it is. */
export interface OrderHead {
  readonly number: string;
  readonly ownerNodeId: string | null;
}

/** Numbers and owners of orders, by their ids. */
export async function readOrderHeads(
  sql: Sql,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderHead>> {
  const found = await sql.raw<{ rows: { order_id: string; number: string; owner_node_id: string | null }[] }>(
    'select order_id, number, owner_node_id from orders where shop_id = ? and order_id = any(?::uuid[])',
    [shopId, [...orderIds]],
  );
  return new Map(found.rows.map((row) => [row.order_id, { number: row.number, ownerNodeId: row.owner_node_id }]));
}
