import type { Sql } from '../db/open.js';
import { IN_REACH } from './batches.js';
import { LONGEST_ORDER_NUMBER } from './order-numbers.js';

/** A node of a shop, and from which moment on placed orders are given to it; null = all are. */
export interface ListeningNode {
  readonly shopId: string;
  readonly nodeId: string;
  readonly from: Date | null;
}

/**
 * Which of these nodes have orders that their 1C is to hear of, in one statement over the index of due orders. An order that `query`
 * would leave out, since it was placed before `from` or its number with the node's prefix is too long, does not count: 1C would be
 * called for nothing, again and again.
 * @returns their ids
 */
export async function nodesWithDueOrders(sql: Sql, nodes: readonly ListeningNode[]): Promise<Set<string>> {
  if (nodes.length === 0) return new Set();
  const found = await sql.raw<{ rows: { node_id: string }[] }>(
    `select n.node_id from nodes n join unnest(?::text[], ?::uuid[], ?::timestamptz[]) as k(shop_id, node_id, start)
       on n.shop_id = k.shop_id and n.node_id = k.node_id
     where exists (
       select from orders o where o.shop_id = n.shop_id and o.owner_node_id = n.node_id
         and o.due_version > o.acknowledged_version and (k.start is null or ${IN_REACH('o', 'k.start')})
         and (o.number_frozen or char_length(coalesce(n.settings ->> 'numberPrefix', '') || o.number) <= ?))`,
    [
      nodes.map((node) => node.shopId),
      nodes.map((node) => node.nodeId),
      nodes.map((node) => node.from),
      LONGEST_ORDER_NUMBER,
    ] as unknown as string[],
  );
  return new Set(found.rows.map((row) => row.node_id));
}
