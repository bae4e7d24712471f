import { createHash } from 'node:crypto';
import type { Sql, Tx } from '../../db/open.js';
import { type OrderRow, type StoredOrder, toStored } from './order-rows.js';

/** One transaction holds at most so many locks of documents: PostgreSQL's memory for locks is one for all. */
const BUCKETS = 64;
const MOST = 20;

/** A document of 1C as other nodes' orders are looked up by it. */
export interface DocumentNumbers {
  readonly shopId: string;
  /** That sent it. */
  readonly nodeId: string;
  /** As 1C numbers it, and as it names it to the site. */
  readonly numbers: readonly string[];
  /** Of its date in 1C; null = not known. */
  readonly year: number | null;
}

/**
 * Until the commit no other transaction that takes one of these keys goes on: of two nodes that send the same document at the same
 * moment one sees what the other made of it. Taken in one order by all, after the node's row and before an order is made.
 * @param keys of documents, of whatever text
 */
export async function lockDocuments(tx: Tx, shopId: string, keys: readonly string[]): Promise<void> {
  const buckets = [...new Set(keys.map(bucketOf))].sort((a, b) => a - b);
  await tx.raw(
    `select pg_advisory_xact_lock(hashtext('uzel documents ' || ?), bucket)
     from (select bucket from unnest(?::int[]) with ordinality as b(bucket, place) order by place offset 0) as sorted`,
    [shopId, buckets],
  );
}

const bucketOf = (key: string): number => createHash('sha256').update(key).digest().readUInt32BE() % BUCKETS;

/** Orders of other nodes that have one of these numbers in their owner's 1C in this year; oldest first, 20 at most. */
export async function ordersNumberedInOneC(
  sql: Sql,
  { shopId, nodeId, numbers, year }: DocumentNumbers,
): Promise<StoredOrder[]> {
  if (numbers.length === 0 || year === null) return [];
  const found = await sql.raw<{ rows: OrderRow[] }>(
    `select * from orders where shop_id = ? and one_c_number = any(?::text[]) and one_c_year = ?
       and owner_node_id is not null and owner_node_id <> ? order by order_id limit ${MOST}`,
    [shopId, [...numbers], year, nodeId],
  );
  return found.rows.map(toStored);
}

/** Orders that another node owns and was offered under exactly one of these numbers; oldest first, 20 at most. */
export async function ordersOfferedAs(sql: Sql, { shopId, nodeId, numbers }: DocumentNumbers): Promise<StoredOrder[]> {
  if (numbers.length === 0) return [];
  const found = await sql.raw<{ rows: OrderRow[] }>(
    `select o.* from orders o where o.shop_id = ? and o.owner_node_id <> ? and o.order_id in (
       select b.order_id from nodes n join batch_orders b on b.shop_id = n.shop_id and b.node_id = n.node_id and b.number = any(?::text[])
       where n.shop_id = ? and n.node_id <> ? and b.node_id = o.owner_node_id)
     order by o.order_id limit ${MOST}`,
    [shopId, nodeId, [...numbers], shopId, nodeId],
  );
  return found.rows.map(toStored);
}

/** Whether the order was this node's once: it was offered to it, or made in it. */
export async function wasOf(sql: Sql, shopId: string, nodeId: string, orderId: string): Promise<boolean> {
  const found = await sql.raw<{ rows: unknown[] }>(
    `select from batch_orders where shop_id = ? and order_id = ? and node_id = ?
     union all select from order_births where shop_id = ? and order_id = ? and node_id = ?
     union all select from order_history where shop_id = ? and order_id = ? and changes -> 'owner' ->> 'from' = ? limit 1`,
    [shopId, orderId, nodeId, shopId, orderId, nodeId, shopId, orderId, nodeId],
  );
  return found.rows.length > 0;
}
