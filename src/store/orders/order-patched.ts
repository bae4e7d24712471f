import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order, OrderBonus, OrderCustomer, OrderDelivery, OrderLine } from '../../orders.js';
import { bonusOrNone } from './order-bonus.js';
import { contentOf } from './order-changes.js';
import type { OrderPatch } from './order-input.js';
import { deliveryLines, numberLines, resolveLines, type UnnumberedLine } from './order-lines.js';
import { highestNamedLine } from './order-parts.js';
import { expectedPayments } from './order-payments.js';
import type { OrderContent } from './order-rows.js';
import { checkReturned } from './order-shipments.js';
import { totalOf } from './order-totals.js';
import { paymentMarks } from './payment-marks.js';

type Patch = Readonly<Record<string, unknown>>;

/**
 * What an order becomes by a patch, its number apart. Sums are computed anew only when lines or delivery are in the patch: else they
 * stay as 1C may have said them.
 * @param idSpace of the order's owner
 * @throws UzelError UZ1501 and UZ1505 as `resolveLines`; UZ1501 for goods that came back and were never shipped then
 */
export async function patchedContent(
  tx: Tx,
  shopId: string,
  order: Order,
  patch: OrderPatch,
  idSpace: string | null,
): Promise<OrderContent> {
  const delivery = mergedOrNull(order.delivery, patch.delivery) as OrderDelivery | null;
  const lines = await patchedLines(tx, shopId, order, patch, delivery, idSpace);
  if (patch.shipped === false) {
    const { shipments = order.shipments, returns = order.returns } = patch;
    checkReturned({ lines, shipments, returns, shipped: false });
  }
  return {
    ...contentOf(order),
    status: patch.status === undefined ? order.status : patch.status,
    customer: patchedCustomer(order.customer, patch.customer),
    lines,
    delivery,
    payments: patch.payments ?? order.payments,
    shipments: patch.shipments ?? order.shipments,
    returns: patch.returns ?? order.returns,
    comment: patch.comment === undefined ? order.comment : patch.comment,
    requisites: merged(order.requisites, patch.requisites) as Record<string, string>,
    total: lines === order.lines ? order.total : totalOf(lines),
    paid: patch.paid ?? order.paid,
    shipped: patch.shipped ?? order.shipped,
    cancelled: patch.cancelled ?? order.cancelled,
    cancelledBy: cancelledBy(order, patch),
    site: patch.site === undefined ? order.site : patch.site || null,
    warehouse: patch.warehouse === undefined ? order.warehouse : patch.warehouse || null,
    organisation: patch.organisation === undefined ? order.organisation : patch.organisation || null,
    responsible: patch.responsible === undefined ? order.responsible : patch.responsible || null,
    promoCodes: patch.promoCodes ?? order.promoCodes,
    bonus: bonusOrNone(mergedOrNull(order.bonus, patch.bonus) as OrderBonus | null),
    deliveryAllowed: patch.deliveryAllowed ?? order.deliveryAllowed,
    oneC: patch.payments ? { ...order.oneC, ...ofPayments(order, patch.payments) } : order.oneC,
  };
}

const ofPayments = (order: Order, after: NonNullable<OrderPatch['payments']>): Partial<Order['oneC']> => ({
  paymentMarks: paymentMarks(order, after),
  expectedPayments: expectedPayments(order, after),
});

/** The very same array when the patch says nothing of lines and of what the delivery costs. */
async function patchedLines(
  tx: Tx,
  shopId: string,
  order: Order,
  patch: OrderPatch,
  delivery: OrderDelivery | null,
  idSpace: string | null,
): Promise<readonly OrderLine[]> {
  const saysDelivery =
    patch.delivery === null || patch.delivery?.price !== undefined || patch.delivery?.name !== undefined;
  if (patch.lines === undefined && !saysDelivery) return order.lines;
  const goods: readonly UnnumberedLine[] = patch.lines
    ? await resolveLines(tx, shopId, patch.lines, idSpace)
    : order.lines.filter((line) => line.kind !== 'delivery');
  const deliveries = saysDelivery ? deliveryLines(delivery) : order.lines.filter((line) => line.kind === 'delivery');
  return numberLines([...goods, ...deliveries], order.lines, highestNamedLine(order));
}

/** @throws UzelError UZ1519 for a cancellation of the customer that is taken back, UZ1501 for who cancelled what is not cancelled */
function cancelledBy(order: Order, patch: OrderPatch): Order['cancelledBy'] {
  const cancelled = patch.cancelled ?? order.cancelled;
  if (order.cancelledBy === 'customer' && (!cancelled || patch.cancelledBy === 'shop')) {
    throw new UzelError(
      'UZ1519',
      'The customer has cancelled this order: it stays cancelled. Place a new order if the customer wants it after all.',
    );
  }
  if (!cancelled && patch.cancelledBy !== undefined) {
    throw new UzelError('UZ1501', 'cancelledBy says who cancelled the order: send `"cancelled": true` with it.', {
      path: 'cancelledBy',
    });
  }
  if (!cancelled) return null;
  return patch.cancelledBy ?? (order.cancelled ? order.cancelledBy : 'shop');
}

function patchedCustomer(customer: OrderCustomer, patch: OrderPatch['customer']): OrderCustomer {
  const after = merged(customer, patch);
  if (typeof after.name === 'string' && after.name.trim() && after.type) return after as unknown as OrderCustomer;
  throw new UzelError('UZ1501', 'A customer needs a type and a name: 1C takes no order without them.', {
    path: 'customer',
  });
}

function mergedOrNull(value: object | null, patch: object | null | undefined): object | null {
  if (patch === undefined) return value;
  return patch === null ? null : merged(value ?? {}, patch);
}

const isObject = (value: unknown): value is Patch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Merge Patch of an object (RFC 7396); undefined is as good as left out. Names are the shop's: `__proto__` is one like any. */
function merged(value: object, patch: object | undefined): Record<string, unknown> {
  const after = new Map<string, unknown>(Object.entries(value));
  for (const [name, said] of Object.entries(patch ?? {})) {
    const former = after.get(name);
    if (said === null) after.delete(name);
    else if (isObject(said)) after.set(name, merged(isObject(former) ? former : {}, said));
    else if (said !== undefined) after.set(name, said);
  }
  return Object.fromEntries(after);
}
