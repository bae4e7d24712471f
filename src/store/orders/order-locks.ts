import type { Sql, Tx } from '../../db/open.js';
import { NOW } from './order-rows.js';

/** An order that is being edited in the shop. */
export interface OrderLock {
  readonly until: Date;
  /** Who edits it, in the shop's words. */
  readonly by: string | null;
}

/** Sets or ends the lock of an order whose row the caller has locked. Neither its version nor its history moves. */
export async function writeLock(tx: Tx, shopId: string, orderId: string, lock: OrderLock | null): Promise<void> {
  await tx.raw(
    `update orders set locked_until = ?, locked_by = ?, updated_at = ${NOW} where shop_id = ? and order_id = ?`,
    [lock?.until ?? null, lock?.by ?? null, shopId, orderId],
  );
}

/** Orders whose lock has run out and has not been taken off yet, oldest first. */
export async function expiredLocks(
  sql: Sql,
  now: Date,
  limit: number,
): Promise<{ readonly shopId: string; readonly orderId: string }[]> {
  const found = await sql.raw<{ rows: { shop_id: string; order_id: string }[] }>(
    'select shop_id, order_id from orders where locked_until <= ? order by locked_until limit ?',
    [now, limit],
  );
  return found.rows.map((row) => ({ shopId: row.shop_id, orderId: row.order_id }));
}
