import type { Order, OrderPayment } from '../../orders.js';
import { sameNumber } from './order-totals.js';

type Alike = (former: Placed, now: Placed) => boolean;

interface Placed {
  readonly payment: OrderPayment;
  readonly place: number;
}

const sameName: Alike = (a, b) => (a.payment.name ?? '').trim() === (b.payment.name ?? '').trim();
const sameAmount: Alike = (a, b) => sameNumber(a.payment.amount, b.payment.amount);
/** Two keys, or two numbers, that differ are two payments. */
const mayBeOne = ({ payment: a }: Placed, { payment: b }: Placed): boolean =>
  (!a.key || !b.key || a.key === b.key) && (!a.number || !b.number);

/** By what a payment is known in the next version of the list; the surest sign first. */
const SIGNS: readonly Alike[] = [
  (a, b) => Boolean(a.payment.key) && a.payment.key === b.payment.key,
  (a, b) => Boolean(a.payment.number) && a.payment.number === b.payment.number,
  (a, b) => mayBeOne(a, b) && sameName(a, b) && sameAmount(a, b),
  (a, b) => mayBeOne(a, b) && sameName(a, b),
  (a, b) => mayBeOne(a, b) && sameAmount(a, b),
  (a, b) => a.place === b.place,
];

/**
 * The marks that ids and numbers of the payments' documents are made of, when the list of payments is replaced: a payment that stays
 * keeps its mark wherever it stands now, else 1C would write one payment over another. A new one gets the next above all that are there.
 * @returns the marks in the order of `after`; undefined when they are the places, 1, 2, 3…
 */
export function paymentMarks(
  before: Pick<Order, 'payments' | 'oneC'>,
  after: readonly OrderPayment[],
): readonly number[] | undefined {
  const former = before.payments.map((payment, place) => ({ payment, place }));
  const now = after.map((payment, place) => ({ payment, place }));
  const markOf = ({ place }: Placed): number => before.oneC.paymentMarks?.[place] ?? place + 1;
  let last = Math.max(0, ...former.map(markOf));
  const marks = new Map<number, number>();
  for (const alike of SIGNS) {
    for (const each of now.filter(({ place }) => !marks.has(place))) {
      const at = former.findIndex((one) => alike(one, each));
      const [found] = at < 0 ? [] : former.splice(at, 1);
      if (found) marks.set(each.place, markOf(found));
    }
  }
  const inOrder = now.map(({ place }) => {
    const mark = marks.get(place);
    if (mark === undefined) last += 1;
    return mark ?? last;
  });
  return inOrder.every((mark, place) => mark === place + 1) ? undefined : inOrder;
}
