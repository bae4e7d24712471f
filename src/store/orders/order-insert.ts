import type { Tx } from '../../db/open.js';
import type { Order, OrderNotice, OrderRouting } from '../../orders.js';
import type { OneCSaid } from './one-c-said.js';
import { contentColumns, NOW, type OrderContent, type OrderRow, toOrder } from './order-rows.js';

/** An order that is about to be. */
export interface NewOrder {
  readonly orderId: string;
  readonly ownerNodeId: string | null;
  readonly currency: string;
  readonly placedAt: Date;
  /** One that was born in 1C is not due: its 1C has it. */
  readonly origin: 'shop' | 'node';
  readonly said: OneCSaid;
  readonly content: OrderContent;
  /** Why it belongs to its node; absent: it was not chosen. */
  readonly routing?: OrderRouting | null | undefined;
  /** Of the shop's customers. */
  readonly customerId?: string | null | undefined;
  readonly warnings?: readonly OrderNotice[] | undefined;
  /** What keeps it back from its owner. */
  readonly held?: readonly OrderNotice[] | undefined;
}

/** Writes a new order. @returns null when its number is taken */
export async function insertOrder(tx: Tx, shopId: string, order: NewOrder): Promise<Order | null> {
  const inserted: OrderRow[] = await tx('orders')
    .insert({
      ...contentColumns(order.content),
      shop_id: shopId,
      order_id: order.orderId,
      owner_node_id: order.ownerNodeId,
      currency: order.currency,
      one_c_said: JSON.stringify(order.said),
      origin: order.origin,
      due_version: order.origin === 'node' ? 0 : 1,
      number_frozen: order.origin === 'node',
      routing: order.routing ? JSON.stringify(order.routing) : null,
      customer_id: order.customerId ?? null,
      warnings: JSON.stringify(order.warnings ?? []),
      held: order.held?.length ? JSON.stringify(order.held) : null,
      placed_at: order.placedAt,
      created_at: tx.raw(NOW),
      updated_at: tx.raw(NOW),
    })
    .onConflict(['shop_id', 'number'])
    .ignore()
    .returning('*');
  return inserted[0] ? toOrder(inserted[0]) : null;
}
