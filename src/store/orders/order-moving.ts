import { validate } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order, OrderRouting } from '../../orders.js';
import { supersedeOffered } from './batches.js';
import type { OneCSaid } from './one-c-said.js';
import { contentOf } from './order-changes.js';
import { findOrderByNumber } from './order-reading.js';
import { contentColumns, lockOrder, NOW, type OrderRow, readStored, type StoredOrder, toOrder } from './order-rows.js';

/** What a 1C told of an order: of no use to another 1C, and put aside in the order's history when the order is moved. */
export interface FactsOfOneC {
  readonly oneC: Order['oneC'];
  readonly said: OneCSaid;
  readonly origin: StoredOrder['origin'];
}

/** An order by its id or its number, without a lock. @throws UzelError UZ1507 */
export async function findOrder(sql: Sql, shopId: string, idOrNumber: string): Promise<StoredOrder> {
  const byNumber = validate(idOrNumber) ? null : await findOrderByNumber(sql, shopId, idOrNumber);
  const id = byNumber?.orderId ?? idOrNumber;
  return (validate(id) ? await readStored(sql, shopId, id) : null) ?? unknown(idOrNumber);
}

/**
 * Locks the rows of nodes, in the order in which all lock them, and then an order: nothing is queried or acknowledged meanwhile.
 * @throws UzelError UZ1507 the order is gone
 */
export async function lockForMoving(
  tx: Tx,
  shopId: string,
  nodeIds: readonly string[],
  orderId: string,
): Promise<StoredOrder> {
  await tx.raw('select from nodes where shop_id = ? and node_id = any(?::uuid[]) order by node_id for no key update', [
    shopId,
    [...nodeIds],
  ]);
  return (await lockOrder(tx, shopId, orderId)) ?? unknown(orderId);
}

/** Whether any 1C has the order, or may have it: it was made in one, or an answer that held it was given out. */
export async function mayBeKnown(
  tx: Tx,
  shopId: string,
  { order, origin, numberFrozen }: StoredOrder,
): Promise<boolean> {
  if (origin === 'node' || numberFrozen) return true;
  const found = await tx.raw<{ rows: unknown[] }>(
    'select from batch_orders where shop_id = ? and order_id = ? limit 1',
    [shopId, order.orderId],
  );
  return found.rows.length > 0;
}

/** What the node's 1C told of an order when the order was taken away from it last; null when it never was. */
export async function formerFacts(
  tx: Tx,
  shopId: string,
  orderId: string,
  nodeId: string,
): Promise<FactsOfOneC | null> {
  const found = await tx.raw<{ rows: { facts: FactsOfOneC }[] }>(
    `select changes -> 'factsOfOneC' -> 'from' as facts from order_history
     where shop_id = ? and order_id = ? and changes -> 'owner' ->> 'from' = ? and changes -> 'factsOfOneC' is not null
     order by version desc limit 1`,
    [shopId, orderId, nodeId],
  );
  return found.rows[0]?.facts ?? null;
}

/** Voids the offers of a node that hold an order: no later `success` acknowledges them. */
export async function supersedeOffers(tx: Tx, shopId: string, nodeId: string, orderId: string): Promise<void> {
  const offered = await tx.raw<{ rows: { exchange_id: string }[] }>(
    `select distinct b.exchange_id from batches b join batch_orders o on o.shop_id = b.shop_id and o.batch_id = b.batch_id
     where b.shop_id = ? and b.node_id = ? and b.state = 'offered' and o.order_id = ?`,
    [shopId, nodeId, orderId],
  );
  for (const { exchange_id } of offered.rows) await supersedeOffered(tx, shopId, exchange_id);
}

/** A move of an order that the caller has locked. */
export interface Move {
  /** null = nobody gets it. */
  readonly to: string | null;
  readonly routing: OrderRouting;
  readonly source: 'api' | 'cli';
  /** What the new owner's 1C told of it once. */
  readonly facts: FactsOfOneC;
}

/** Writes a move: the next version, due, unknown to its new owner; what the former 1C told of it stays in the history. */
export async function writeMove(tx: Tx, shopId: string, stored: StoredOrder, move: Move): Promise<Order> {
  const { order, origin, said } = stored;
  const { facts, to } = move;
  // Who moves an order that a 1C has deletes it there first.
  const deleted = order.deleted && said.deleted !== true;
  const moved: OrderRow[] = await tx('orders')
    .where({ shop_id: shopId, order_id: order.orderId })
    .update({
      ...contentColumns({ ...contentOf(order), oneC: facts.oneC, lockedInOneC: false, deleted }),
      one_c_said: JSON.stringify(facts.said),
      origin: facts.origin,
      owner_node_id: to,
      routing: JSON.stringify(move.routing),
      held: null,
      acknowledged_version: 0,
      version: tx.raw('version + 1'),
      due_version: tx.raw('version + 1'),
      updated_at: tx.raw(NOW),
    })
    .returning('*');
  const row = moved[0];
  if (!row) throw new Error(`order ${order.orderId} is gone`);
  await tx('order_history').insert({
    shop_id: shopId,
    order_id: order.orderId,
    version: row.version,
    source: move.source,
    changes: JSON.stringify({
      owner: { from: order.ownerNodeId, to },
      factsOfOneC: { from: { oneC: order.oneC, said, origin }, to: facts },
    }),
  });
  return toOrder(row);
}

function unknown(idOrNumber: string): never {
  throw new UzelError('UZ1507', `There is no order "${idOrNumber}". Its number and id are in GET /v1/orders.`);
}
