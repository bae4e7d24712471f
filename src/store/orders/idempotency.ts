import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { type Order, UNTOUCHED_ORDER } from '../../orders.js';

/** What makes a repeated request known again. */
export interface Idempotency {
  readonly key: string;
  /** Any digest of the request's body. */
  readonly bodyHash: string;
}

type Moments = 'placedAt' | 'createdAt' | 'updatedAt';

/** Members of an order that answers of former versions of Uzel lack. */
type Later =
  | 'cancelledBy'
  | 'site'
  | 'warehouse'
  | 'organisation'
  | 'responsible'
  | 'promoCodes'
  | 'bonus'
  | 'deliveryAllowed'
  | 'customerId'
  | 'routing'
  | 'held'
  | 'warnings'
  | 'shipments'
  | 'returns'
  | 'lockedInOneC';

/** The order as JSON keeps it. */
type StoredAnswer = Omit<Order, Moments | Later | 'lock'> &
  Partial<Pick<Order, Later>> &
  Record<Moments, string> & { readonly lock?: { readonly until: string; readonly by: string | null } | null };

/**
 * Takes a key for an order that is about to be placed, or finds what was answered before. A request that comes while another one
 * with the same key is being worked on waits here for its end.
 * @returns the earlier answer; null = the key is taken for this order now
 * @throws UzelError UZ1502 the key was used with another body
 */
export async function takeKey(
  tx: Tx,
  shopId: string,
  idempotency: Idempotency,
  orderId: string,
): Promise<Order | null> {
  const { key, bodyHash } = idempotency;
  const taken = await tx.raw<{ rowCount: number }>(
    `insert into idempotency_keys (shop_id, key, body_hash, order_id, response) values (?, ?, ?, ?, '{}') on conflict do nothing`,
    [shopId, key, bodyHash, orderId],
  );
  if (taken.rowCount === 1) return null;
  const found = await tx.raw<{ rows: { body_hash: string; response: StoredAnswer }[] }>(
    'select body_hash, response from idempotency_keys where shop_id = ? and key = ?',
    [shopId, key],
  );
  const earlier = found.rows[0];
  if (!earlier) throw new Error(`idempotency key ${key} is gone`);
  if (earlier.body_hash !== bodyHash) {
    throw new UzelError('UZ1502', 'This Idempotency-Key was used with another body. Use a new key for each new order.');
  }
  return answerOf(earlier.response);
}

function answerOf({ placedAt, createdAt, updatedAt, lock, ...order }: StoredAnswer): Order {
  return {
    ...UNTOUCHED_ORDER,
    ...order,
    lock: lock ? { ...lock, until: new Date(lock.until) } : null,
    placedAt: new Date(placedAt),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}

/** Keeps the answer of a key that was taken in this transaction. */
export async function keepAnswer(tx: Tx, shopId: string, key: string, order: Order): Promise<void> {
  await tx.raw('update idempotency_keys set response = ?::jsonb where shop_id = ? and key = ?', [
    JSON.stringify(order),
    shopId,
    key,
  ]);
}
