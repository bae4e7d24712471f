import type { Sql } from '../../db/open.js';
import { MAYBE_KNOWN, READY, wanted } from './offered-orders.js';

/** A node of a shop, and from which moment on placed orders are given to it; null = all are. */
export interface ListeningNode {
  readonly shopId: string;
  readonly nodeId: string;
  readonly from: Date | null;
}

/** With its order and limit a range of an index: as a plain `exists` it would be a join, which reads all that is due. */
const readyWhere = (condition: string): string => `(
  select true from orders o where o.shop_id = n.shop_id and o.owner_node_id = n.node_id and ${READY} and ${condition}
  order by o.placed_at limit 1)`;

/**
 * Which of these nodes have orders that `query` would offer their 1C, in one statement over the index of due orders: by the same
 * conditions, its settings as they are now.
 * @returns their ids
 */
export async function nodesWithDueOrders(sql: Sql, nodes: readonly ListeningNode[]): Promise<Set<string>> {
  if (nodes.length === 0) return new Set();
  const found = await sql.raw<{ rows: { node_id: string }[] }>(
    `select n.node_id from nodes n
       join unnest(?::text[], ?::uuid[], ?::timestamptz[]) as k(shop_id, node_id, start) on n.shop_id = k.shop_id and n.node_id = k.node_id
     where n.state = 'active' and n.removed_at is null
       and coalesce(${readyWhere(`o.number_frozen and ${MAYBE_KNOWN}`)}, ${readyWhere(wanted('k.start'))})`,
    [
      nodes.map((node) => node.shopId),
      nodes.map((node) => node.nodeId),
      nodes.map((node) => node.from),
    ] as unknown as string[],
  );
  return new Set(found.rows.map((row) => row.node_id));
}
