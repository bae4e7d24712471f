import { v7 as uuid } from 'uuid';
import type { Database, Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import type { Order } from '../orders.js';
import { recordChanges } from './changes.js';
import { type Idempotency, keepAnswer, takeKey } from './idempotency.js';
import type { OrderInput } from './order-input.js';
import { insertOrder } from './order-insert.js';
import { deliveryLines, numberLines, resolveLines } from './order-lines.js';
import { checkNumber, isCounted, lockCounter, nextNumber } from './order-numbers.js';
import { chooseOwner, prefixesFor } from './order-owner.js';
import { checkTotal, totalOf } from './order-totals.js';

export interface PlacedOrder {
  /** As it was placed; when repeated, as it was answered the first time. */
  readonly order: Order;
  readonly repeated: boolean;
}

/**
 * Places an order. Two requests with one key, also at the same time, make one order.
 * @throws UzelError UZ1501 an unknown offer or a line without a name, UZ1502 the key was used with another body, UZ1503 number taken,
 *   UZ1504 prefix and number too long, UZ1505 a given amount or total differs from what the lines give
 */
export async function placeOrder(
  db: Database,
  shopId: string,
  input: OrderInput,
  idempotency: Idempotency,
): Promise<PlacedOrder> {
  return await db.transaction(async (tx) => {
    const orderId = uuid();
    const earlier = await takeKey(tx, shopId, idempotency, orderId);
    if (earlier) return { order: earlier, repeated: true };
    const order = await place(tx, shopId, orderId, input);
    await keepAnswer(tx, shopId, idempotency.key, order);
    await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: orderId, action: 'written' }]);
    return { order, repeated: false };
  });
}

async function place(tx: Tx, shopId: string, orderId: string, input: OrderInput): Promise<Order> {
  const placedAt = momentOf(input.placedAt);
  const owner = await chooseOwner(tx, shopId);
  const delivery = input.delivery ?? null;
  const goods = await resolveLines(tx, shopId, input.lines, owner?.idSpace ?? null);
  const lines = numberLines([...goods, ...deliveryLines(delivery)], []);
  const total = checkTotal(totalOf(lines), input.total);
  const prefixes = await prefixesFor(tx, shopId, owner);
  const number =
    input.number === undefined
      ? await nextNumber(tx, shopId, prefixes)
      : await givenNumber(tx, shopId, input.number, prefixes);
  const order = await insertOrder(tx, shopId, {
    orderId,
    ownerNodeId: owner?.nodeId ?? null,
    currency: input.currency,
    placedAt,
    origin: 'shop',
    said: {},
    content: {
      number,
      status: input.status ?? null,
      customer: input.customer,
      lines,
      delivery,
      payments: input.payments ?? [],
      comment: input.comment ?? null,
      requisites: input.requisites ?? {},
      total,
      paid: false,
      shipped: false,
      cancelled: false,
      cancelledBy: null,
      deleted: false,
      site: input.site ?? null,
      warehouse: input.warehouse ?? null,
      organisation: input.organisation ?? null,
      responsible: input.responsible ?? null,
      promoCodes: input.promoCodes ?? [],
      bonus: input.bonus ?? null,
      deliveryAllowed: input.deliveryAllowed ?? false,
      lockedInOneC: false,
      oneC: {},
    },
  });
  if (order) return order;
  throw new UzelError(
    'UZ1503',
    `The order number "${number}" is taken. Give another one, or none: the next free number is taken then.`,
  );
}

/** A number that the counter could make is taken under its lock: else two orders could come to wait for each other. */
async function givenNumber(tx: Tx, shopId: string, given: string, prefixes: readonly string[]): Promise<string> {
  const number = checkNumber(given, prefixes);
  if (isCounted(number)) await lockCounter(tx, shopId);
  return number;
}

function momentOf(text: string | undefined): Date {
  const moment = text === undefined ? new Date() : new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new UzelError(
    'UZ1501',
    `placedAt "${text}" is not a time. Give ISO 8601 with a zone, e.g. 2026-01-31T10:00:00+02:00.`,
  );
}
