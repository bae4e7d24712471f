import Big from 'big.js';
import type { z } from 'zod';
import type { OneCPayment, Order, OrderPayment } from '../../orders.js';
import type { OrderDocumentHead } from '../../store/orders/read-order-documents.js';
import type * as schemas from '../schemas/order-documents.js';

export function orderDocumentJson({ content, ...row }: OrderDocumentHead): z.input<typeof schemas.OrderDocument> {
  const { fate } = content;
  return {
    id: content.id || null,
    operation: row.operation,
    name: content.operationText,
    number: content.number,
    date: content.date ?? null,
    time: content.time ?? null,
    amount: content.amount ?? null,
    currency: content.currency ?? null,
    oneCNumber: fate.oneCNumber ?? null,
    oneCDate: fate.oneCDate ?? null,
    posted: fate.posted ?? null,
    cancelled: fate.cancelled ?? false,
    deleted: fate.deleted ?? false,
    updatedAt: row.updatedAt,
  };
}

/** The payments that 1C knows of; 1C tells the shop's own, too, and those are marked: each of the shop's is met once. */
export function oneCPaymentsJson({ oneC, payments }: Order): z.input<typeof schemas.OneCPayment>[] {
  const own = new Set(payments);
  return (oneC.payments ?? []).map((payment) => {
    const same = [...own].find((each) => isSame(each, payment));
    if (same) own.delete(same);
    return {
      number: payment.number ?? null,
      transaction: payment.transaction ?? null,
      date: payment.date ?? null,
      amount: payment.amount ?? null,
      method: payment.method ?? null,
      methodId: payment.methodId ?? null,
      ofShop: same !== undefined,
    };
  });
}

/** By its number, where both have one; else by its day, as far as both say it. */
function isSame(own: OrderPayment, told: OneCPayment): boolean {
  if (told.amount === undefined || !new Big(own.amount).eq(told.amount)) return false;
  const numbers = [told.number, told.transaction].filter((number) => number !== undefined);
  if (own.number !== undefined && numbers.length > 0) return numbers.includes(own.number);
  return own.paidAt === undefined || told.date === undefined || isNear(own.paidAt, told.date);
}

const DAY = 24 * 60 * 60 * 1000;

/** 1C's date has no zone: a moment may lie on the day before or after it. */
function isNear(moment: string, local: string): boolean {
  return Math.abs(Date.parse(moment) - Date.parse(`${local.slice(0, 10)}T12:00:00Z`)) <= 1.5 * DAY;
}
