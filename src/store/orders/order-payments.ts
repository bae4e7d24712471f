import Big from 'big.js';
import { UzelError } from '../../errors.js';
import type { Order, OrderPayment } from '../../orders.js';
import type { OneCSaid } from './one-c-said.js';
import type { OrderPatch } from './order-input.js';
import { filled, utcMoment, without } from './order-parts.js';
import { sameNumber } from './order-totals.js';

/** Money that came. */
export type PaymentInput = OrderPayment & { readonly key: string };

const MOST = 100;

/** As it is kept: a repeated request is known by it, however it is spelled. */
export const paymentOf = (given: PaymentInput): PaymentInput => ({
  ...given,
  name: filled(given.name),
  number: filled(given.number),
  paidAt: utcMoment(given.paidAt),
});

/**
 * An order with money that came. What was expected of the same amount and by the same way, without a key and a day, is what came: else
 * 1C would be told of two payments. When the payments that came and the bonuses make the total, the order is paid.
 * @throws UzelError UZ1501 the order has 100 payments
 */
export function withPayment(order: Order, given: PaymentInput, now: Date): OrderPatch {
  const came: PaymentInput = { ...given, paidAt: given.paidAt ?? now.toISOString() };
  const expected = order.payments.findIndex((payment) => mayBe(payment, came));
  if (expected < 0 && order.payments.length >= MOST)
    throw new UzelError('UZ1501', 'An order has at most 100 payments.');
  const payments =
    expected < 0
      ? [...order.payments, came]
      : order.payments.map((payment, place) => (place === expected ? { ...payment, ...defined(came) } : payment));
  return { payments, paid: order.paid || isCovered(order, payments) };
}

/**
 * An order without a payment that was none: what was paid by it is not any more, unless 1C itself says so, and what it was expected to be
 * is expected again.
 * @throws UzelError UZ1507 there is none of this key
 */
export function withoutPayment(order: Order, key: string, said: OneCSaid): OrderPatch {
  const [gone, others] = without(order.payments, key);
  const expected = order.oneC.expectedPayments?.find((one) => one.key === key);
  const payments = expected
    ? order.payments.map((one) => (one === gone ? { ...expected, key: undefined } : one))
    : others;
  const isLost = isCovered(order, order.payments) && !isCovered(order, payments) && said.paid !== true;
  return { payments, paid: isLost ? false : order.paid };
}

/** What was expected of the payments that came, when the list of payments is replaced: undefined when there was nothing. */
export function expectedPayments(
  { payments, oneC }: Pick<Order, 'payments' | 'oneC'>,
  after: readonly OrderPayment[],
): readonly OrderPayment[] | undefined {
  const expected = after.flatMap((came, place): OrderPayment[] => {
    if (came.key === undefined || came.paidAt === undefined) return [];
    const known = oneC.expectedPayments?.find(({ key }) => key === came.key);
    if (known) return [known];
    const former = payments[place];
    return former && mayBe(former, came) ? [{ ...former, key: came.key }] : [];
  });
  return expected.length > 0 ? expected : undefined;
}

const mayBe = (expected: OrderPayment, came: OrderPayment): boolean =>
  expected.key === undefined &&
  expected.paidAt === undefined &&
  sameNumber(expected.amount, came.amount) &&
  (came.name === undefined || came.name.trim() === (expected.name ?? '').trim()) &&
  (!came.number || !expected.number || came.number === expected.number);

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** Payments that tell when they came, and bonuses. */
function isCovered({ total, bonus }: Order, payments: readonly OrderPayment[]): boolean {
  const came = payments.filter(({ paidAt }) => paidAt !== undefined);
  return came.reduce((sum, { amount }) => sum.plus(amount), new Big(bonus?.amount ?? 0)).gte(total);
}
