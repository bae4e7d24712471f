import type { Tx } from '../../db/open.js';
import { BORN_THERE } from './offered-orders.js';
import { LONGEST_ORDER_NUMBER } from './order-numbers.js';

export interface KnownNumber {
  readonly number: string;
  /** It was in an answer to this 1C; else the order was made in it. */
  readonly sent: boolean;
}

/** An order and the number under which a 1C would get it. */
export interface AskedNumber {
  readonly orderId: string;
  readonly number: string;
  readonly placedAt: Date;
}

/**
 * Of orders that a node's 1C does not know yet, those whose number is that of another order there: of one that it was given under another
 * prefix, or of one that was made in it in the same year (1C restarts its numbers yearly).
 * @returns their ids
 */
export async function takenNumbers(
  tx: Tx,
  of: { readonly shopId: string; readonly nodeId: string },
  asked: readonly AskedNumber[],
): Promise<Set<string>> {
  if (asked.length === 0) return new Set();
  const keys = {
    shop: of.shopId,
    node: of.nodeId,
    orders: asked.map((each) => each.orderId),
    numbers: asked.map((each) => each.number),
    years: asked.map((each) => each.placedAt.getUTCFullYear()),
  };
  const found = await tx.raw<{ rows: { order_id: string }[] }>(
    `select a.order_id from unnest(cast(:orders as uuid[]), cast(:numbers as text[]), cast(:years as int[])) as a(order_id, number, year)
     where exists (select from batch_orders b
         where b.shop_id = :shop and b.node_id = :node and b.number = a.number and b.order_id <> a.order_id)
       or exists (select from orders o
         where o.shop_id = :shop and o.owner_node_id = :node and o.one_c_number = a.number and o.one_c_year = a.year
           and ${BORN_THERE} and o.order_id <> a.order_id)`,
    keys as unknown as Record<string, string>,
  );
  return new Set(found.rows.map((row) => row.order_id));
}

/**
 * The numbers under which a node's 1C knows these orders, by order id: a prefix that was changed since does not rename them, and one
 * that was made there has its number there (with the prefix of the shop's orders 1C would take it for another).
 */
export async function numbersIn1c(
  tx: Tx,
  of: { readonly shopId: string; readonly nodeId: string },
  orders: readonly { readonly orderId: string }[],
): Promise<Map<string, KnownNumber>> {
  if (orders.length === 0) return new Map();
  const keys = { shop: of.shopId, node: of.nodeId, orders: orders.map((order) => order.orderId) };
  const found = await tx.raw<{ rows: { order_id: string; sent: string | null; born: string | null }[] }>(
    `select o.order_id, s.number as sent, case when o.owner_node_id = cast(:node as uuid) and ${BORN_THERE}
         then coalesce(o.one_c_said ->> 'number', case when o.number = o.one_c_number then o.number end) end as born
     from orders o left join (
       select distinct on (order_id) order_id, number from batch_orders
       where shop_id = :shop and node_id = :node and order_id = any(cast(:orders as uuid[])) order by order_id, batch_id) s using (order_id)
     where o.shop_id = :shop and o.order_id = any(cast(:orders as uuid[]))`,
    keys as unknown as Record<string, string>,
  );
  return new Map(
    found.rows.flatMap(({ order_id, sent, born }) => {
      const number = sent ?? (born !== null && born.length <= LONGEST_ORDER_NUMBER ? born : null);
      return number === null ? [] : [[order_id, { number, sent: sent !== null }] as const];
    }),
  );
}
