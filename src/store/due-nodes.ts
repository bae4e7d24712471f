import type { Sql } from '../db/open.js';
import { KNOWN_TO_1C } from './batches.js';
import { LONGEST_ORDER_NUMBER } from './order-numbers.js';

/** A node of a shop, and from which moment on placed orders are given to it; null = all are. */
export interface ListeningNode {
  readonly shopId: string;
  readonly nodeId: string;
  readonly from: Date | null;
}

/** With its order and limit a range of an index: as a plain `exists` it would be a join, which reads all that is due. */
const dueWhere = (condition: string): string => `(
  select true from orders o where o.shop_id = n.shop_id and o.owner_node_id = n.node_id
    and due_version > acknowledged_version and ${condition}
    and (number_frozen or char_length(coalesce(n.settings ->> 'numberPrefix', '') || o.number) <= k.longest)
  order by placed_at limit 1)`;

/**
 * Which of these nodes have orders that their 1C is to hear of, in one statement over the index of due orders. An order that `query`
 * would leave out, since it was placed before `from` or its number with the node's prefix is too long, does not count: 1C would be
 * called for nothing, again and again.
 * @returns their ids
 */
export async function nodesWithDueOrders(sql: Sql, nodes: readonly ListeningNode[]): Promise<Set<string>> {
  if (nodes.length === 0) return new Set();
  const found = await sql.raw<{ rows: { node_id: string }[] }>(
    `select n.node_id from nodes n
       join (select given.*, ?::int as longest from unnest(?::text[], ?::uuid[], ?::timestamptz[]) as given(shop_id, node_id, start)) as k
       on n.shop_id = k.shop_id and n.node_id = k.node_id
     where coalesce(
       ${dueWhere(`placed_at >= coalesce(k.start, '-infinity')`)},
       ${dueWhere(KNOWN_TO_1C)})`,
    [
      LONGEST_ORDER_NUMBER,
      nodes.map((node) => node.shopId),
      nodes.map((node) => node.nodeId),
      nodes.map((node) => node.from),
    ] as unknown as string[],
  );
  return new Set(found.rows.map((row) => row.node_id));
}
