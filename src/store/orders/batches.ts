import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';

/** The orders frozen by one `query`, waiting for their `success`. */
export interface Batch {
  readonly batchId: string;
  readonly nodeId: string;
  readonly exchangeId: string;
  readonly state: 'offered' | 'acknowledged' | 'superseded';
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

/**
 * The answer that an exchange was given and has not acknowledged, or null: also when 1C was given a later version of any of its orders
 * in another exchange, confirmed or not, and the old one would be written over it.
 */
export async function offeredAnswer(
  sql: Sql,
  shopId: string,
  exchangeId: string,
): Promise<(FrozenAnswer & Pick<Batch, 'batchId'>) | null> {
  const found = await sql.raw<{ rows: { batch_id: string; body: Buffer; content_type: string }[] }>(
    `select batch_id, body, content_type from batches b where shop_id = ? and exchange_id = ? and state = 'offered' and not exists (
       select from batch_orders f join batch_orders n on n.shop_id = f.shop_id and n.order_id = f.order_id and n.node_id = f.node_id
       where f.shop_id = b.shop_id and f.batch_id = b.batch_id and n.version > f.version)
     order by batch_id desc limit 1`,
    [shopId, exchangeId],
  );
  const row = found.rows[0];
  return row ? { batchId: row.batch_id, body: row.body, contentType: row.content_type } : null;
}

/**
 * Voids what an exchange was offered and has not acknowledged, before it is given something else. 1C may be storing it at this moment:
 * what it confirmed of these orders elsewhere in a later version is offered once more.
 */
export async function supersedeOffered(tx: Tx, shopId: string, exchangeId: string): Promise<void> {
  const voided = await tx.raw<{ rows: { batch_id: string }[] }>(
    `update batches set state = 'superseded' where shop_id = ? and exchange_id = ? and state = 'offered' returning batch_id`,
    [shopId, exchangeId],
  );
  for (const { batch_id } of voided.rows) await acknowledgeVersions(tx, shopId, batch_id, 'what is less');
}

/** An order of a batch, with the number as this 1C gets it. */
export interface OfferedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly version: number;
}

/** Freezes an answer as the batch of an exchange: what 1C was offered, in which version, under which number. The numbers change no more. @returns its id */
export async function insertBatch(
  tx: Tx,
  of: { shopId: string; nodeId: string; exchangeId: string },
  answer: FrozenAnswer,
  orders: readonly OfferedOrder[],
): Promise<string> {
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
  if (orders.length === 0) return batchId;
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
  return batchId;
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
 * Acknowledges an offered batch: each order of it in the version that was frozen. A later version stays due, and becomes due again when
 * it was acknowledged before: 1C has said last that it stored the older one. An older one that 1C confirmed while it had this batch may
 * be what it stored last: then the order stays due too.
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
  await acknowledgeVersions(tx, shopId, batch.batchId, 'as given');
}

/** The oldest version, as SQL, that 1C confirmed in another answer after it was given batch `b`: it may have stored that one last. */
const CONFIRMED_SINCE = `(select min(l.version) from batch_orders l where l.shop_id = b.shop_id and l.order_id = b.order_id
  and l.node_id = b.node_id and l.batch_id <> b.batch_id and l.acknowledged_at > b.offered_at)`;

async function acknowledgeVersions(
  tx: Tx,
  shopId: string,
  batchId: string,
  version: 'as given' | 'what is less',
): Promise<void> {
  await tx.raw(
    `update orders o set acknowledged_version = least(b.version, ${version === 'as given' ? CONFIRMED_SINCE : 'o.acknowledged_version'})
     from batch_orders b
     where b.shop_id = ? and b.batch_id = ? and o.shop_id = b.shop_id and o.order_id = b.order_id and o.owner_node_id = b.node_id`,
    [shopId, batchId],
  );
}
