import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../db/open.js';
import { type OrderRow, type StoredOrder, toStored } from './order-rows.js';

/** The orders frozen by one `query`, waiting for their `success`. */
export interface Batch {
  readonly batchId: string;
  readonly nodeId: string;
  readonly exchangeId: string;
  readonly state: 'offered' | 'acknowledged';
}

/** What was answered to the query, to be answered again byte for byte. */
export interface FrozenAnswer {
  readonly body: Buffer;
  readonly contentType: string;
}

interface BatchRow {
  batch_id: string;
  node_id: string;
  exchange_id: string;
  state: Batch['state'];
}

const toBatch = (row: BatchRow): Batch => ({
  batchId: row.batch_id,
  nodeId: row.node_id,
  exchangeId: row.exchange_id,
  state: row.state,
});

/** Lets one query, success or orders file of a node work at a time, until the commit. Taken before any order is locked. */
export async function lockOrdersOfNode(tx: Tx, shopId: string, nodeId: string): Promise<void> {
  await tx.raw('select from nodes where shop_id = ? and node_id = ? for no key update', [shopId, nodeId]);
}

/** The answer that an exchange was given and has not acknowledged, or null. */
export async function offeredAnswer(sql: Sql, shopId: string, exchangeId: string): Promise<FrozenAnswer | null> {
  const found = await sql.raw<{ rows: { body: Buffer; content_type: string }[] }>(
    `select body, content_type from batches where shop_id = ? and exchange_id = ? and state = 'offered' order by batch_id desc limit 1`,
    [shopId, exchangeId],
  );
  const row = found.rows[0];
  return row ? { body: row.body, contentType: row.content_type } : null;
}

/** Where a page of due orders begins: after this one. */
export interface DuePosition {
  readonly placedAt: Date;
  readonly orderId: string;
}

/**
 * The orders, as SQL, that their 1C has already: it confirmed them, or they were made in it. No day of start hides them: else 1C would
 * never hear that one of them was cancelled. As in the index `orders_due_known`.
 */
export const KNOWN_TO_1C = `(acknowledged_version > 0 or origin = 'node')`;

/**
 * Orders that their owner must hear of, oldest first, locked until the commit: changes wait meanwhile, and are due after it.
 * @param of `from`: none that was placed before this moment, unless its 1C has it already
 */
export async function lockDueOrders(
  tx: Tx,
  of: { shopId: string; nodeId: string; limit: number; after: DuePosition | null; from: Date | null },
): Promise<StoredOrder[]> {
  const from = of.from ? `and (placed_at >= ? or ${KNOWN_TO_1C})` : '';
  const after = of.after ? 'and (placed_at, order_id) > (?, ?::uuid)' : '';
  const found = await tx.raw<{ rows: OrderRow[] }>(
    `select * from orders where shop_id = ? and owner_node_id = ? and due_version > acknowledged_version ${from} ${after}
     order by placed_at, order_id limit ? for no key update`,
    [
      of.shopId,
      of.nodeId,
      ...(of.from ? [of.from] : []),
      ...(of.after ? [of.after.placedAt, of.after.orderId] : []),
      of.limit,
    ],
  );
  return found.rows.map(toStored);
}

/** An order of a batch, with the number as this 1C gets it. */
export interface OfferedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly version: number;
}

/** Freezes an answer as the batch of an exchange: what 1C was offered, in which version, under which number. The numbers change no more. */
export async function insertBatch(
  tx: Tx,
  of: { shopId: string; nodeId: string; exchangeId: string },
  answer: FrozenAnswer,
  orders: readonly OfferedOrder[],
): Promise<void> {
  const batchId = uuid();
  await tx('batches').insert({
    shop_id: of.shopId,
    batch_id: batchId,
    node_id: of.nodeId,
    exchange_id: of.exchangeId,
    body: answer.body,
    sha256: createHash('sha256').update(answer.body).digest('hex'),
    content_type: answer.contentType,
    orders_count: orders.length,
  });
  if (orders.length === 0) return;
  const orderIds = orders.map((order) => order.orderId);
  await tx.raw(
    `insert into batch_orders (shop_id, batch_id, order_id, node_id, number, version)
     select ?, ?::uuid, order_id, ?::uuid, number, version from unnest(?::uuid[], ?::text[], ?::int[]) as o(order_id, number, version)`,
    [
      of.shopId,
      batchId,
      of.nodeId,
      orderIds,
      orders.map((order) => order.number),
      orders.map((order) => order.version),
    ],
  );
  await tx.raw(
    'update orders set number_frozen = true where shop_id = ? and order_id = any(?::uuid[]) and not number_frozen',
    [of.shopId, orderIds],
  );
}

/** The newest batch of an exchange: the open one if there is one. */
export async function newestBatch(sql: Sql, shopId: string, exchangeId: string): Promise<Batch | null> {
  const found = await sql.raw<{ rows: BatchRow[] }>(
    `select batch_id, node_id, exchange_id, state from batches where shop_id = ? and exchange_id = ?
     order by state = 'offered' desc, batch_id desc limit 1`,
    [shopId, exchangeId],
  );
  return found.rows[0] ? toBatch(found.rows[0]) : null;
}

/** The newest batch of each live exchange of a node. */
export async function liveBatches(sql: Sql, shopId: string, nodeId: string, idleMinutes: number): Promise<Batch[]> {
  const found = await sql.raw<{ rows: BatchRow[] }>(
    `select distinct on (b.exchange_id) b.batch_id, b.node_id, b.exchange_id, b.state
     from exchanges e join batches b on b.shop_id = e.shop_id and b.exchange_id = e.exchange_id
     where e.shop_id = ? and e.node_id = ? and e.ended_at is null and e.last_seen_at > now() - make_interval(mins => ?)
     order by b.exchange_id, b.state = 'offered' desc, b.batch_id desc`,
    [shopId, nodeId, idleMinutes],
  );
  return found.rows.map(toBatch);
}

/**
 * Acknowledges an offered batch: each order of it in the version that was frozen. A later version stays due; an older batch that is
 * acknowledged later takes nothing back.
 */
export async function acknowledgeBatch(tx: Tx, shopId: string, batch: Batch): Promise<void> {
  const turned = await tx.raw<{ rowCount: number }>(
    `update batches set state = 'acknowledged', acknowledged_at = now() where shop_id = ? and batch_id = ? and state = 'offered'`,
    [shopId, batch.batchId],
  );
  if (turned.rowCount === 0) return;
  await tx.raw(`update batch_orders set acknowledged_at = now() where shop_id = ? and batch_id = ?`, [
    shopId,
    batch.batchId,
  ]);
  await tx.raw(
    `update orders o set acknowledged_version = greatest(o.acknowledged_version, b.version) from batch_orders b
     where b.shop_id = ? and b.batch_id = ? and o.shop_id = b.shop_id and o.order_id = b.order_id and o.owner_node_id = b.node_id`,
    [shopId, batch.batchId],
  );
}

/** The numbers under which a node's 1C got these orders, by order id: a prefix that was changed since does not rename them. */
export async function numbersSent(
  tx: Tx,
  shopId: string,
  nodeId: string,
  orders: readonly { readonly orderId: string }[],
): Promise<Map<string, string>> {
  const found = await tx.raw<{ rows: { order_id: string; number: string }[] }>(
    `select distinct on (order_id) order_id, number from batch_orders
     where shop_id = ? and node_id = ? and order_id = any(?::uuid[]) order by order_id, batch_id`,
    [shopId, nodeId, orders.map((order) => order.orderId)],
  );
  return new Map(found.rows.map((row) => [row.order_id, row.number]));
}
