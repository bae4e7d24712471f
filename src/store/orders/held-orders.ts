import type { Tx } from '../../db/open.js';
import type { OrderNotice } from '../../orders.js';
import { NOW } from './order-rows.js';

/**
 * Writes what keeps orders back, which the caller has locked: no version of theirs, their 1C hears nothing of it. The caller records the
 * changes.
 * @param held by order id; [] = nothing keeps it back any more
 */
export async function writeHeld(
  tx: Tx,
  shopId: string,
  held: ReadonlyMap<string, readonly OrderNotice[]>,
): Promise<void> {
  if (held.size === 0) return;
  await tx.raw(
    `update orders o set held = nullif(cast(h.held as jsonb), '[]'), updated_at = ${NOW}
     from unnest(?::uuid[], ?::text[]) as h(order_id, held) where o.shop_id = ? and o.order_id = h.order_id`,
    [[...held.keys()], [...held.values()].map((notices) => JSON.stringify(notices)), shopId],
  );
}
