import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order } from '../../orders.js';
import { readChanges } from '../changes/read-changes.js';
import { type OrderRow, toOrder } from './order-rows.js';

/**
 * Consumers of changed orders: each has a place in the shop's log of changes, and takes what lies behind it in lots, one at a time. The
 * place moves when a lot is confirmed, so a consumer that dies gets the same lot again, and none is passed over.
 */

/** What a consumer asks for. */
export interface LotAsked {
  readonly consumer: string;
  /** Orders of the lot at most. */
  readonly limit: number;
  /** Seconds for which nobody else gets it. */
  readonly lease: number;
  /** Where a consumer begins that is new, or whose place the log has forgotten. Absent: a new one at the oldest change. */
  readonly begin?: 'oldest' | 'latest' | undefined;
}

/** Orders that changed, each once. */
export interface ClaimedLot {
  /** Confirm with this; null = there is nothing to do, or another lot is being worked on. */
  readonly claim: string | null;
  /** In the order of their last changes. */
  readonly orders: readonly { readonly orderId: string; readonly seq: number }[];
  /** Of the claim, or of that which another has; null = nobody has one. */
  readonly until: Date | null;
}

/** Consumers of a shop: each is somebody's name for a worker, not for a run of it. */
const MOST_CONSUMERS = 100;
/** Who did not come for so many days makes room for a new one when there are as many as may be. */
const SILENT_DAYS = 7;
/** Changes of orders that are read at once. */
const AT_ONCE = 2000;

interface ConsumerRow {
  readonly after_no: string;
  readonly until: Date | null;
  readonly is_claimed: boolean;
}

/**
 * Gives a consumer the next orders that changed, for a time. While that lasts, it gets nothing more; when it has passed without a
 * confirmation, the lot is given again under another claim.
 * @throws UzelError UZ1521 what the consumer has not read yet is kept no more, and it has not said where to begin anew; UZ1524 it is new,
 *   and the shop has as many as it may
 */
export async function claimOrders(tx: Tx, shopId: string, asked: LotAsked): Promise<ClaimedLot> {
  const consumer = { shop: shopId, consumer: asked.consumer };
  const { row, isNew } = await lockConsumer(tx, consumer, asked.begin);
  if (row.is_claimed) return { claim: null, orders: [], until: row.until };
  const place = await placeIn(tx, shopId, Number(row.after_no), isNew ? 'oldest' : asked.begin);
  const { orders, last } = await changedOrders(tx, shopId, place, asked.limit);
  if (orders.length === 0) {
    await tx.raw(
      `update order_consumers set after_no = :last, claim = null, claimed_to = null, until = null, seen_at = now()
       where shop_id = :shop and consumer = :consumer`,
      { ...consumer, last },
    );
    return { claim: null, orders, until: null };
  }
  const claim = uuid();
  const given = await tx.raw<{ rows: { until: Date }[] }>(
    `update order_consumers set after_no = :place, claim = cast(:claim as uuid), claimed_to = :last,
       until = clock_timestamp() + make_interval(secs => :lease), seen_at = now()
     where shop_id = :shop and consumer = :consumer returning until`,
    { ...consumer, place, claim, last, lease: asked.lease },
  );
  return { claim, orders, until: given.rows[0]?.until ?? null };
}

/**
 * Confirms a lot: the consumer gets what lies behind it. A confirmation that is repeated is one.
 * @returns the consumer's name and its place now
 * @throws UzelError UZ1522 the lot was given again since, or there was no such claim
 */
export async function confirmOrders(
  tx: Tx,
  shopId: string,
  claim: string,
): Promise<{ consumer: string; last: number }> {
  const bindings = { shop: shopId, claim };
  const confirmed = await tx.raw<{ rows: { consumer: string; after_no: string }[] }>(
    `update order_consumers set after_no = claimed_to, acked = claim, claim = null, claimed_to = null, until = null,
       seen_at = now()
     where shop_id = :shop and claim = cast(:claim as uuid) returning consumer, after_no`,
    bindings,
  );
  const earlier = await tx.raw<{ rows: { consumer: string; after_no: string }[] }>(
    'select consumer, after_no from order_consumers where shop_id = :shop and acked = cast(:claim as uuid)',
    bindings,
  );
  const [row] = [...confirmed.rows, ...earlier.rows];
  if (row) return { consumer: row.consumer, last: Number(row.after_no) };
  throw new UzelError(
    'UZ1522',
    'Nobody has this claim now: its time passed and the orders were given again, or it was another shop’s. Claim anew.',
  );
}

/** Orders by their ids; those that are not there are left out. */
export async function readOrdersById(
  sql: Sql,
  shopId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Order>> {
  const { rows } = await sql.raw<{ rows: OrderRow[] }>(
    'select * from orders where shop_id = :shop and order_id = any(cast(:ids as uuid[]))',
    { shop: shopId, ids: [...ids] } as unknown as Knex.ValueDict,
  );
  return new Map(rows.map((row) => [row.order_id, toOrder(row)]));
}

/** Locks the consumer's row, which is made when it has none. Two who come at once wait for each other here. @throws UzelError UZ1524 */
async function lockConsumer(
  tx: Tx,
  consumer: { shop: string; consumer: string },
  begin: LotAsked['begin'],
): Promise<{ row: ConsumerRow; isNew: boolean }> {
  const known = await lockKnown(tx, consumer);
  if (known) return { row: known, isNew: false };
  const isNew = await makeConsumer(tx, consumer, begin);
  const row = await lockKnown(tx, consumer);
  if (!row) throw new Error(`the consumer ${consumer.consumer} is gone`);
  return { row, isNew };
}

async function lockKnown(tx: Tx, consumer: { shop: string; consumer: string }): Promise<ConsumerRow | undefined> {
  const { rows } = await tx.raw<{ rows: ConsumerRow[] }>(
    `select after_no, until, coalesce(until > clock_timestamp(), false) as is_claimed from order_consumers
     where shop_id = :shop and consumer = :consumer for update`,
    consumer,
  );
  return rows[0];
}

/** @returns false = another was faster. @throws UzelError UZ1524 */
async function makeConsumer(
  tx: Tx,
  consumer: { shop: string; consumer: string },
  begin: LotAsked['begin'],
): Promise<boolean> {
  // New names come one at a time, so that they can be counted.
  await tx.raw('select from shops where shop_id = :shop for no key update', consumer);
  await makeRoom(tx, consumer);
  const made = await tx.raw<{ rowCount: number }>(
    `insert into order_consumers (shop_id, consumer, after_no)
     select :shop, :consumer, coalesce((select ${begin === 'latest' ? 'last' : 'forgotten'} from change_counters where shop_id = :shop), 0)
     on conflict do nothing`,
    consumer,
  );
  return made.rowCount === 1;
}

/** Forgets the one that stayed away longest when the shop has as many as it may. @throws UzelError UZ1524 none stayed away */
async function makeRoom(tx: Tx, consumer: { shop: string; consumer: string }): Promise<void> {
  const others = await tx.raw<{ rows: { count: number }[] }>(
    'select count(*)::int from order_consumers where shop_id = :shop and consumer <> :consumer',
    consumer,
  );
  if ((others.rows[0]?.count ?? 0) < MOST_CONSUMERS) return;
  const isSilent = `seen_at < now() - make_interval(days => ${SILENT_DAYS})`;
  const forgotten = await tx.raw<{ rowCount: number }>(
    `delete from order_consumers where shop_id = :shop and ${isSilent} and consumer =
       (select consumer from order_consumers where shop_id = :shop and ${isSilent} order by seen_at limit 1)`,
    consumer,
  );
  if (forgotten.rowCount > 0) return;
  throw new UzelError(
    'UZ1524',
    `A shop has at most ${MOST_CONSUMERS} consumers of changed orders, and each of them came within ${SILENT_DAYS} days. Claim with a name that you have claimed with before.`,
  );
}

/** The consumer's place, or where it begins anew. */
async function placeIn(tx: Tx, shopId: string, after: number, begin: LotAsked['begin']): Promise<number> {
  const { newest, forgotten } = await readChanges(tx, shopId, { after, limit: 1, types: ['order'] });
  if (after >= forgotten) return after;
  if (begin !== undefined) return begin === 'oldest' ? forgotten : newest;
  throw forgottenOrders(forgotten);
}

const forgottenOrders = (forgotten: number): UzelError =>
  new UzelError(
    'UZ1521',
    `Changes up to ${forgotten} are kept no more, and this consumer had not read them all. Read the orders once (GET /v1/orders), then claim with "begin": "oldest".`,
  );

/**
 * The orders that changed behind a number, and the number up to which they are all of them.
 * @throws UzelError UZ1521 the retention came in between
 */
async function changedOrders(
  tx: Tx,
  shopId: string,
  place: number,
  limit: number,
): Promise<{ orders: { orderId: string; seq: number }[]; last: number }> {
  const seqs = new Map<string, number>();
  const found = (last: number) => ({ orders: [...seqs].map(([orderId, seq]) => ({ orderId, seq })), last });
  for (let after = place; ; ) {
    const { items, last, forgotten } = await readChanges(tx, shopId, { after, limit: AT_ONCE, types: ['order'] });
    if (after < forgotten) throw forgottenOrders(forgotten);
    for (const { id, seq } of items) {
      if (!seqs.delete(id) && seqs.size === limit) return found(after);
      seqs.set(id, seq);
      after = seq;
    }
    after = last;
    if (items.length < AT_ONCE) return found(last);
  }
}
