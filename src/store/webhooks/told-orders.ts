import type { Knex } from 'knex';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { HistoryEntry } from '../orders/order-history.js';
import { type OrderRow, toOrder } from '../orders/order-rows.js';
import type { WebhookKey } from './endpoints.js';

/** What a webhook was told of an order last. */
export interface Told {
  readonly version: number;
  /** Id of the node. */
  readonly owner: string | null;
  /** Keys of the documents that 1C had attached. */
  readonly documents: readonly string[];
  /** Of the order as it was shown. */
  readonly digest: string;
}

/** Orders by their ids; one that is gone is left out. */
export async function readOrdersById(
  tx: Tx,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Order>> {
  const found = await tx.raw<{ rows: OrderRow[] }>(
    'select * from orders where shop_id = ? and order_id = any(?::uuid[])',
    [shopId, [...orderIds]],
  );
  return new Map(found.rows.map((row) => [row.order_id, toOrder(row)]));
}

/** What a webhook was told of these orders; one that it was never told of is left out. */
export async function readTold(
  tx: Tx,
  { shopId, webhookId }: WebhookKey,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Told>> {
  const rows: (Told & { orderId: string })[] = await tx('order_told')
    .select({ orderId: 'order_id' }, 'version', 'owner', 'documents', 'digest')
    .where({ shop_id: shopId, webhook_id: webhookId })
    .whereIn('order_id', [...orderIds]);
  return new Map(rows.map(({ orderId, ...told }) => [orderId, told]));
}

/** From where on the versions of an order are wanted. */
export interface VersionsWanted {
  readonly orderId: string;
  /** Only later ones. */
  readonly after: number;
  /** Only ones that were made then or later. */
  readonly since: Date;
}

/** The later versions of orders, each oldest first. */
export async function readVersions(
  tx: Tx,
  shopId: string,
  wanted: readonly VersionsWanted[],
): Promise<ReadonlyMap<string, readonly HistoryEntry[]>> {
  const byOrder = new Map<string, HistoryEntry[]>();
  if (wanted.length === 0) return byOrder;
  const found = await tx.raw<{ rows: (HistoryEntry & { order_id: string })[] }>(
    `select h.order_id, h.version, h.at, h.source, h.exchange_id as "exchangeId", h.changes
     from unnest(cast(:ids as uuid[]), cast(:afters as int[]), cast(:sinces as timestamptz[])) as w(order_id, after, since)
     join order_history h on h.shop_id = :shop and h.order_id = w.order_id and h.version > w.after and h.at >= w.since
     order by h.order_id, h.version`,
    {
      shop: shopId,
      ids: wanted.map(({ orderId }) => orderId),
      afters: wanted.map(({ after }) => after),
      sinces: wanted.map(({ since }) => since.toISOString()),
    } as unknown as Knex.ValueDict,
  );
  for (const { order_id, ...entry } of found.rows) {
    const known = byOrder.get(order_id);
    if (known) known.push(entry);
    else byOrder.set(order_id, [entry]);
  }
  return byOrder;
}

/** Notes what a webhook is told of orders. */
export async function writeTold(
  tx: Tx,
  { shopId, webhookId }: WebhookKey,
  told: ReadonlyMap<string, Told>,
): Promise<void> {
  if (told.size === 0) return;
  const rows = [...told].map(([orderId, { version, owner, documents, digest }]) => ({
    shop_id: shopId,
    webhook_id: webhookId,
    order_id: orderId,
    ...{ version, owner, documents: [...documents], digest },
  }));
  await tx('order_told').insert(rows).onConflict(['shop_id', 'webhook_id', 'order_id']).merge();
}
