import { v7 as uuid } from 'uuid';
import type { Database, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order, OrderNotice, OrderRouting } from '../../orders.js';
import { recordChanges } from '../changes/record-changes.js';
import { type Idempotency, keepAnswer, takeKey } from './idempotency.js';
import { type Draft, draftOf, orderOf, withOwner } from './order-draft.js';
import type { OrderInput } from './order-input.js';
import { insertOrder } from './order-insert.js';
import { checkNumber, expectedNumber, isCounted, lockCounter, nextNumber } from './order-numbers.js';
import { type Owner, prefixesFor } from './order-owner.js';
import { beginPlacing } from './placing-lock.js';

export interface PlacedOrder {
  /** As it was placed; when repeated, as it was answered the first time. */
  readonly order: Order;
  readonly repeated: boolean;
}

/** What is decided of a new order before it is written. */
export interface PlacingDecision {
  /** null = nobody gets it. */
  readonly owner: Owner | null;
  readonly routing: OrderRouting;
  readonly customerId: string | null;
  readonly warnings: readonly OrderNotice[];
}

/**
 * Who decides about an order that is placed. Each is called once, in the order's transaction; what it throws refuses the order. Both
 * are called before the counter is locked, for which everybody waits who makes an order: kinds of nodes may be slow.
 */
export interface PlacingDesk {
  /** @param draft the order as it will be; its number is '' when the counter gives it */
  decide(tx: Tx, draft: Order): Promise<PlacingDecision>;
  /** What keeps it back from its owner. @param draft with the number that comes next: of two orders at a time one will get another */
  heldBy(tx: Tx, draft: Order): Promise<readonly OrderNotice[]>;
}

/**
 * Places an order. Two requests with one key, also at the same time, make one order.
 * @throws UzelError UZ1501 an unknown offer or a line without a name, UZ1502 the key was used with another body, UZ1503 number taken,
 *   UZ1504 prefix and number too long, UZ1505 a given amount or total differs from what the lines give; what the desk throws
 */
export async function placeOrder(
  db: Database,
  shopId: string,
  input: OrderInput,
  idempotency: Idempotency,
  desk: PlacingDesk,
): Promise<PlacedOrder> {
  return await db.transaction(async (tx) => {
    const orderId = uuid();
    const earlier = await takeKey(tx, shopId, idempotency, orderId);
    if (earlier) return { order: earlier, repeated: true };
    const order = await place(tx, shopId, orderId, input, desk);
    await keepAnswer(tx, shopId, idempotency.key, order);
    await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: orderId, action: 'written' }]);
    return { order, repeated: false };
  });
}

async function place(tx: Tx, shopId: string, orderId: string, input: OrderInput, desk: PlacingDesk): Promise<Order> {
  await beginPlacing(tx, shopId);
  const draft = await draftOf(tx, shopId, orderId, input);
  const { owner, ...decided } = await desk.decide(tx, orderOf(draft));
  const owned = await withOwner(tx, shopId, { ...draft, ...decided }, input, owner);
  const held = owner ? await desk.heldBy(tx, await expected(tx, shopId, { ...orderOf(owned), ...decided })) : [];
  return await insertNumbered(tx, shopId, { ...owned, held }, { given: input.number, owner });
}

const expected = async (tx: Tx, shopId: string, draft: Order): Promise<Order> =>
  draft.number === '' ? { ...draft, number: await expectedNumber(tx, shopId) } : draft;

async function insertNumbered(
  tx: Tx,
  shopId: string,
  draft: Draft,
  { given, owner }: { readonly given: string | undefined; readonly owner: Owner | null },
): Promise<Order> {
  const prefixes = await prefixesFor(tx, shopId, owner);
  const number =
    given === undefined ? await nextNumber(tx, shopId, prefixes) : await givenNumber(tx, shopId, given, prefixes);
  const order = await insertOrder(tx, shopId, { ...draft, content: { ...draft.content, number } });
  if (order) return order;
  throw new UzelError(
    'UZ1503',
    `The order number "${number}" is taken. Give another one, or none: the next free number is taken then.`,
    { path: 'number' },
  );
}

/** A number that the counter could make is taken under its lock: else two orders could come to wait for each other. */
async function givenNumber(tx: Tx, shopId: string, given: string, prefixes: readonly string[]): Promise<string> {
  const number = checkNumber(given, prefixes);
  if (isCounted(number)) await lockCounter(tx, shopId);
  return number;
}
