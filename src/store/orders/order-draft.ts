import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order, OrderLine } from '../../orders.js';
import { bonusOrNone, checkBonus } from './order-bonus.js';
import type { OrderInput } from './order-input.js';
import type { NewOrder } from './order-insert.js';
import { deliveryLines, numberLines, resolveLines } from './order-lines.js';
import type { Owner } from './order-owner.js';
import { checkTotal, totalOf } from './order-totals.js';

/** An order of the shop that is about to be, before it has its number. */
export type Draft = NewOrder;

/**
 * What a request makes of an order while nobody owns it.
 * @throws UzelError UZ1501 an unknown offer, a line without a name, a time that is none; UZ1505 sums that do not add up
 */
export async function draftOf(tx: Tx, shopId: string, orderId: string, input: OrderInput): Promise<Draft> {
  const placedAt = momentOf(input.placedAt);
  const lines = await linesOf(tx, shopId, input, null);
  const total = checkTotal(totalOf(lines), input.total);
  checkBonus(input.bonus, total);
  return {
    orderId,
    ownerNodeId: null,
    currency: input.currency,
    placedAt,
    origin: 'shop',
    said: {},
    content: {
      number: input.number?.trim() ?? '',
      status: input.status ?? null,
      customer: input.customer,
      lines,
      delivery: input.delivery ?? null,
      payments: input.payments ?? [],
      shipments: [],
      returns: [],
      comment: input.comment ?? null,
      requisites: input.requisites ?? {},
      total,
      paid: false,
      shipped: false,
      cancelled: false,
      cancelledBy: null,
      deleted: false,
      site: input.site || null,
      warehouse: input.warehouse || null,
      organisation: input.organisation || null,
      responsible: input.responsible || null,
      promoCodes: input.promoCodes ?? [],
      bonus: bonusOrNone(input.bonus),
      deliveryAllowed: input.deliveryAllowed ?? false,
      lockedInOneC: false,
      oneC: {},
    },
  };
}

/** The draft with its owner: lines that name goods by 1C ids take what that 1C calls them. */
export async function withOwner(
  tx: Tx,
  shopId: string,
  draft: Draft,
  input: OrderInput,
  owner: Owner | null,
): Promise<Draft> {
  if (!owner) return draft;
  const isAmbiguous = input.lines.some((line) => line.offerId === undefined && line.externalId !== undefined);
  const lines = isAmbiguous ? await linesOf(tx, shopId, input, owner.idSpace) : draft.content.lines;
  return { ...draft, ownerNodeId: owner.nodeId, content: { ...draft.content, lines } };
}

/** A draft as an order, for who decides about it. */
export function orderOf({ content, orderId, ownerNodeId, currency, placedAt }: Draft): Order {
  return {
    ...content,
    orderId,
    ownerNodeId,
    currency,
    placedAt,
    customerId: null,
    routing: null,
    held: [],
    warnings: [],
    lock: null,
    version: 1,
    createdAt: placedAt,
    updatedAt: placedAt,
  };
}

async function linesOf(tx: Tx, shopId: string, input: OrderInput, idSpace: string | null): Promise<OrderLine[]> {
  const goods = await resolveLines(tx, shopId, input.lines, idSpace);
  return numberLines([...goods, ...deliveryLines(input.delivery ?? null)], []);
}

function momentOf(text: string | undefined): Date {
  const moment = text === undefined ? new Date() : new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new UzelError(
    'UZ1501',
    `placedAt "${text}" is not a time. Give ISO 8601 with a zone, e.g. 2026-01-31T10:00:00+02:00.`,
    { path: 'placedAt' },
  );
}
