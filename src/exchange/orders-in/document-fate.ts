import Big from 'big.js';
import { FATE_REQUISITES } from '../../commerceml/names.js';
import { byFoldedWord, fold } from '../../commerceml/names-alike.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import { oneCIdKey } from '../../store/orders/order-rows.js';

/** What a document says about its order's fate, in the order's words; undefined = not said (BAS leaves false and empty values out). */
export interface SpokenFate {
  readonly status: string | undefined;
  /** The name of 1C's own status, where `status` is the site's id. */
  readonly statusName?: string | undefined;
  readonly paid: boolean | undefined;
  readonly shipped: boolean | undefined;
  readonly cancelled: boolean | undefined;
  readonly deleted: boolean | undefined;
}

/**
 * The site's own status id is told by 1C where it maps statuses (`Статуса заказа ИД`); else the name of 1C's own status. Payments that
 * the document lists (`Оплаты`) make it paid when they are worth all of it, unless it says otherwise.
 * @param sums whether the document's sums are those of the order
 */
export function spokenFate({ fate, payments, amount }: DocumentRecord, sums: boolean): SpokenFate {
  const { statusId, status, shipped, cancelled, deleted } = fate;
  const paid = fate.paid ?? (sums && isWorth(payments, amount) ? true : undefined);
  return { status: statusId ?? status, statusName: status, paid, shipped, cancelled, deleted };
}

function isWorth(payments: DocumentRecord['payments'], amount: DocumentRecord['amount']): boolean {
  if (!payments?.length || !amount || new Big(amount).lte(0)) return false;
  return payments.reduce((sum, payment) => sum.plus(payment.amount ?? '0'), new Big(0)).gte(amount);
}

/**
 * 1C's own facts of an order after a document: what it does not say stays.
 * @param before {} for an order that is born now
 * @param read folded names of requisites that are fields of the order
 */
export function oneCFacts(
  before: Order['oneC'],
  orderId: string,
  document: DocumentRecord,
  read: ReadonlySet<string> = new Set(),
): Order['oneC'] {
  const { fate } = document;
  const isOurs = document.id === '' || oneCIdKey(document.id) === orderId;
  const requisites = { ...before.requisites, ...unknownRequisites(document, read) };
  return {
    ...before,
    id: before.id ?? (isOurs ? undefined : document.id),
    number: fate.oneCNumber ?? before.number,
    date: fate.oneCDate ?? before.date,
    posted: fate.posted ?? before.posted,
    paymentNumber: fate.paymentNumber ?? before.paymentNumber,
    paymentDate: fate.paymentDate ?? before.paymentDate,
    shipmentNumber: fate.shipmentNumber ?? before.shipmentNumber,
    shipmentDate: fate.shipmentDate ?? before.shipmentDate,
    payments: document.payments ?? before.payments,
    requisites: Object.keys(requisites).length === 0 ? undefined : requisites,
  };
}

const KNOWN = byFoldedWord<string>(FATE_REQUISITES);

/** What may still be said of the facts of an order that is settled: how it is found, how it was paid and shipped. */
export function settledFacts(before: Order['oneC'], after: Order['oneC']): Order['oneC'] {
  const { posted, requisites } = before;
  return { ...after, posted, requisites };
}

function unknownRequisites(document: DocumentRecord, read: ReadonlySet<string>): Record<string, readonly string[]> {
  const unknown = document.requisites.filter(
    ({ name, values }) => !KNOWN.has(fold(name)) && !read.has(fold(name)) && values.some((value) => value !== ''),
  );
  return Object.fromEntries(unknown.map(({ name, values }) => [name, values]));
}
