import { validate } from 'uuid';
import type { Database, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order } from '../../orders.js';
import { recordChanges } from '../changes/record-changes.js';
import { isUniqueViolation } from '../unique-violation.js';
import type { OneCSaid } from './one-c-said.js';
import { checkBonus } from './order-bonus.js';
import { type ChangeOptions, contentOf, writeChange } from './order-changes.js';
import type { OrderPatch } from './order-input.js';
import { checkNumber, isCounted, lockCounter } from './order-numbers.js';
import { ownerById, prefixesFor } from './order-owner.js';
import { patchedContent } from './order-patched.js';
import { findOrderByNumber } from './order-reading.js';
import { lockOrder, type OrderContent, type StoredOrder } from './order-rows.js';
import { checkTotal } from './order-totals.js';

/** Who changes an order for the shop. */
export type ChangedBy = 'api' | 'cli';

/**
 * What follows a change of an order, in its transaction: who gets it now, what keeps it back. What it throws takes the change back.
 * @returns the order as it is then
 */
export type AfterChange = (tx: Tx, before: StoredOrder, changed: Order) => Promise<Order>;

/** A change that hangs on what the order is: it is made from it under its lock. */
export interface OrderAction {
  /** Whether this very change was made before: then nothing is written, and the version is not asked for. @throws UZ1502 */
  isDone(order: Order): boolean;
  /** @param said what 1C said last */
  patchOf(order: Order, said: OneCSaid): OrderPatch;
}

/**
 * Changes an order for the shop; 1C hears of it with its next query.
 * @param patch the change, or who makes it from the order
 * @param options.ifVersion the version that the change was made for; another one → UZ1506
 * @returns the order as it is now; a patch that changes nothing writes nothing
 * @throws UzelError UZ1507 unknown, UZ1506, UZ1508 the number is frozen, UZ1503 and UZ1504 for a number, UZ1501 and UZ1505 as `placeOrder`
 */
export async function patchOrder(
  db: Database,
  shopId: string,
  orderId: string,
  patch: OrderPatch | OrderAction,
  options: { readonly ifVersion?: number | undefined; readonly by?: ChangedBy | undefined } = {},
  after?: AfterChange,
): Promise<Order> {
  try {
    return await db.transaction(async (tx) => {
      const stored = await lockKnown(tx, shopId, orderId);
      const { order } = stored;
      if ('patchOf' in patch && patch.isDone(order)) return order;
      if (options.ifVersion !== undefined && options.ifVersion !== order.version) {
        throw new UzelError(
          'UZ1506',
          `The order is at version ${order.version}, not ${options.ifVersion}: somebody changed it meanwhile. Read it again and repeat the change.`,
        );
      }
      const said = 'patchOf' in patch ? patch.patchOf(order, stored.said) : patch;
      const owner = order.ownerNodeId === null ? null : await ownerById(tx, shopId, order.ownerNodeId);
      const content = await patchedContent(tx, shopId, order, said, owner?.idSpace ?? null);
      checkTotal(content.total, said.total);
      // A total that 1C made less is not the fault of who changes something else.
      if (said.bonus !== undefined || content.total !== order.total) checkBonus(content.bonus, content.total);
      const number = await patchedNumber(tx, shopId, stored, said.number, await prefixesFor(tx, shopId, owner));
      const change = { source: options.by ?? ('api' as const), due: true };
      return await write(tx, shopId, stored, { ...content, number }, change, after);
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'orders_shop_id_number_key')) throw error;
    throw new UzelError(
      'UZ1503',
      `The order number "${'patchOf' in patch ? '' : patch.number}" is taken. Give another one.`,
      { cause: error, path: 'number' },
    );
  }
}

/**
 * Makes an order due again, though nothing of it has changed. Called by `POST /v1/orders/{id}/resend` and `uzel order resend`.
 * @throws UzelError UZ1507 unknown
 */
export async function resendOrder(
  db: Database,
  shopId: string,
  orderIdOrNumber: string,
  by: ChangedBy = 'api',
  after?: AfterChange,
): Promise<Order> {
  return await db.transaction(async (tx) => {
    const found = validate(orderIdOrNumber) ? null : await findOrderByNumber(tx, shopId, orderIdOrNumber);
    const stored = await lockKnown(tx, shopId, found?.orderId ?? orderIdOrNumber);
    const change = { source: by, due: true, event: 'resend' };
    return await write(tx, shopId, stored, contentOf(stored.order), change, after);
  });
}

async function lockKnown(tx: Tx, shopId: string, orderId: string): Promise<StoredOrder> {
  const stored = validate(orderId) ? await lockOrder(tx, shopId, orderId) : null;
  if (stored) return stored;
  throw new UzelError('UZ1507', `There is no order "${orderId}". Its number and id are in GET /v1/orders.`);
}

async function write(
  tx: Tx,
  shopId: string,
  stored: StoredOrder,
  content: OrderContent,
  options: ChangeOptions,
  after: AfterChange | undefined,
): Promise<Order> {
  const changed = await writeChange(tx, shopId, stored, content, options);
  if (!changed) return stored.order;
  const settled = after ? await after(tx, stored, changed) : changed;
  await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: changed.orderId, action: 'written' }]);
  return settled;
}

async function patchedNumber(
  tx: Tx,
  shopId: string,
  stored: StoredOrder,
  given: string | undefined,
  prefixes: readonly string[],
): Promise<string> {
  const { number } = stored.order;
  if (given === undefined || given.trim() === number) return number;
  if (stored.numberFrozen) {
    throw new UzelError(
      'UZ1508',
      `1C knows this order as number ${number}: it finds it by that. The number cannot be changed any more.`,
    );
  }
  const checked = checkNumber(given, prefixes);
  if (isCounted(checked)) await lockCounter(tx, shopId);
  return checked;
}
