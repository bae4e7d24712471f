import type { Tx } from '../../db/open.js';
import type { Order, OrderNotice } from '../../orders.js';
import { type OrderRow, toOrder } from './order-rows.js';

/** What stands on an order beside its content; absent = as it is. */
export interface Standing {
  /** What keeps it back; [] = nothing. */
  readonly held?: readonly OrderNotice[] | undefined;
  readonly warnings?: readonly OrderNotice[] | undefined;
  readonly customerId?: string | null | undefined;
}

/** Writes what stands on an order that the caller has locked; neither version nor history move. @returns the order as it is now */
export async function writeStanding(tx: Tx, shopId: string, orderId: string, standing: Standing): Promise<Order> {
  const { held, warnings, customerId } = standing;
  const written: OrderRow[] = await tx('orders')
    .where({ shop_id: shopId, order_id: orderId })
    .update({
      ...(held === undefined ? {} : { held: held.length === 0 ? null : JSON.stringify(held) }),
      ...(warnings === undefined ? {} : { warnings: JSON.stringify(warnings) }),
      ...(customerId === undefined ? {} : { customer_id: customerId }),
    })
    .returning('*');
  const row = written[0];
  if (!row) throw new Error(`order ${orderId} is gone`);
  return toOrder(row);
}
