import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { OneCSaid } from './one-c-said.js';
import { contentColumns, NOW, type OrderContent, type OrderRow, type StoredOrder, toOrder } from './order-rows.js';

/** Who changed an order, as its history tells it. */
export type ChangeSource = 'api' | 'cli' | `node:${string}`;

const FIELDS: readonly (keyof OrderContent)[] = [
  'number',
  'status',
  'customer',
  'lines',
  'delivery',
  'payments',
  'shipments',
  'returns',
  'comment',
  'requisites',
  'total',
  'paid',
  'shipped',
  'cancelled',
  'cancelledBy',
  'deleted',
  'site',
  'warehouse',
  'organisation',
  'responsible',
  'promoCodes',
  'bonus',
  'deliveryAllowed',
  'lockedInOneC',
  'oneC',
];

type Differences = Record<string, { from: unknown; to: unknown }>;

export const contentOf = (order: Order): OrderContent =>
  Object.fromEntries(FIELDS.map((field) => [field, order[field]])) as unknown as OrderContent;

/** As JSON keeps it: without members that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function differences(before: Order, after: OrderContent): Differences {
  const changed: Differences = {};
  for (const field of FIELDS) {
    const [from, to] = [plain(before[field]), plain(after[field])];
    if (!isDeepStrictEqual(from, to)) changed[field] = { from, to };
  }
  return changed;
}

/** How a change of an order is kept. */
export interface ChangeOptions {
  readonly source: ChangeSource;
  /** The exchange that brought it. */
  readonly exchangeId?: string | undefined;
  /** Whether the owner must hear of it: false for what it said itself; an order that was due stays so. */
  readonly due: boolean;
  readonly said?: OneCSaid | undefined;
  /** What happened when no field has changed, e.g. a wish to send the order again. */
  readonly event?: string | undefined;
}

/**
 * Writes a change of an order that the caller has locked: the next version, and what changed in the history.
 * @returns the order as it is now; null when nothing differs (then at most `said` is kept, and neither version nor history move)
 */
export async function writeChange(
  tx: Tx,
  shopId: string,
  stored: StoredOrder,
  after: OrderContent,
  options: ChangeOptions,
): Promise<Order | null> {
  const { order } = stored;
  const changes = differences(order, after);
  if (options.event !== undefined) changes[options.event] = { from: null, to: true };
  const said = options.said ?? stored.said;
  if (Object.keys(changes).length === 0) {
    if (!isDeepStrictEqual(plain(said), plain(stored.said))) await keepSaid(tx, shopId, order.orderId, said);
    return null;
  }
  const updated: OrderRow[] = await tx('orders')
    .where({ shop_id: shopId, order_id: order.orderId })
    .update({
      ...contentColumns(after),
      one_c_said: JSON.stringify(said),
      version: tx.raw('version + 1'),
      ...(options.due ? { due_version: tx.raw('version + 1') } : {}),
      updated_at: tx.raw(NOW),
    })
    .returning('*');
  const row = updated[0];
  if (!row) throw new Error(`order ${order.orderId} is gone`);
  await tx('order_history').insert({
    shop_id: shopId,
    order_id: order.orderId,
    version: row.version,
    source: options.source,
    exchange_id: options.exchangeId ?? null,
    changes: JSON.stringify(changes),
  });
  return toOrder(row);
}

async function keepSaid(tx: Tx, shopId: string, orderId: string, said: OneCSaid): Promise<void> {
  await tx('orders')
    .where({ shop_id: shopId, order_id: orderId })
    .update({ one_c_said: JSON.stringify(said) });
}
