import type { Tx } from '../../db/open.js';
import { type OrderRow, type StoredOrder, toStored } from './order-rows.js';

/** Which orders a node is offered, as SQL over `orders o` and `nodes n`: `query` and `listen` ask the same. */

/** The order was made in the 1C that owns it: a move writes anew where it was born. */
export const BORN_THERE = `o.origin = 'node'`;

/**
 * Its 1C has the order or may have it: it was made there, or was in an answer, whether or not that was confirmed. No filter hides it:
 * else 1C would never hear that it was cancelled. As in the index `orders_due_known`; what was given to another 1C before it was moved
 * is unknown to this one.
 */
export const MAYBE_KNOWN = `(o.number_frozen and (o.routing ->> 'by' is distinct from 'moved' or ${BORN_THERE} or exists (
  select from batch_orders b where b.shop_id = o.shop_id and b.order_id = o.order_id and b.node_id = o.owner_node_id)))`;

/** The filters of the node's settings, for orders that its 1C cannot have. @param from SQL of the moment that they begin with, or null */
export const wanted = (from: string): string => `(o.placed_at >= coalesce(${from}, '-infinity')
  and (n.settings -> 'orderStatuses' is null or n.settings -> 'orderStatuses' @> to_jsonb(o.status))
  and (o.paid or not coalesce(cast(n.settings ->> 'onlyPaid' as boolean), false))
  and (o.delivery_allowed or o.shipped or not coalesce(cast(n.settings ->> 'onlyDeliveryAllowed' as boolean), false)))`;

const UNLOCKED = '(o.locked_until is null or o.locked_until <= now()) and not o.locked_in_one_c';

/** Nothing keeps it back; that it was locked when it was last looked at counts for nothing, the locks themselves do. */
const FREE = `(o.held is null or (jsonb_array_length(o.held) = 1 and o.held -> 0 ->> 'code' = 'order-locked'))`;

const GIVEN = `n.receives_orders and (not n.receives_only_own or ${BORN_THERE})`;

/** Its 1C must hear of it, the node is given orders, and nobody is at work on it. */
const DUE = `o.due_version > o.acknowledged_version and ${GIVEN} and ${UNLOCKED}`;

/** Due, and nothing keeps it back. */
export const READY = `${DUE} and ${FREE}`;

const FROM_ORDERS = 'orders o join nodes n on n.shop_id = o.shop_id and n.node_id = o.owner_node_id';

/** Where a page of due orders begins: after this one. */
export interface DuePosition {
  readonly placedAt: Date;
  readonly orderId: string;
}

/**
 * Orders that their owner is to be offered, oldest first, locked until the commit: changes wait meanwhile, and are due after it.
 * @param of `from`: none that was placed before this moment, unless its 1C may have it already
 */
export async function lockDueOrders(
  tx: Tx,
  of: { shopId: string; nodeId: string; limit: number; after: DuePosition | null; from: Date | null },
): Promise<StoredOrder[]> {
  const after = of.after ? 'and (o.placed_at, o.order_id) > (?, ?::uuid)' : '';
  const found = await tx.raw<{ rows: OrderRow[] }>(
    `select o.* from ${FROM_ORDERS}
     where o.shop_id = ? and o.owner_node_id = ? and ${READY} and (${MAYBE_KNOWN} or ${wanted('?::timestamptz')}) ${after}
     order by o.placed_at, o.order_id limit ? for no key update of o`,
    [
      of.shopId,
      of.nodeId,
      of.from as unknown as string,
      ...(of.after ? [of.after.placedAt, of.after.orderId] : []),
      of.limit,
    ],
  );
  return found.rows.map(toStored);
}

/**
 * Due orders that something kept back when they were last looked at, locked until the commit. Of more than `limit` any of them, so that
 * each has its turn.
 */
export async function lockHeldOrders(
  tx: Tx,
  of: { shopId: string; nodeId: string; limit: number },
): Promise<StoredOrder[]> {
  const found = await tx.raw<{ rows: OrderRow[] }>(
    `select * from orders where shop_id = :shop and order_id in (
       select o.order_id from ${FROM_ORDERS}
       where o.shop_id = :shop and o.owner_node_id = :node and o.held is not null and ${DUE} and not ${FREE}
       order by random() limit :limit)
     order by order_id for no key update`,
    { shop: of.shopId, node: of.nodeId, limit: of.limit },
  );
  return found.rows.map(toStored);
}
