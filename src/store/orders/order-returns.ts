import Big from 'big.js';
import type { Order, OrderLine, OrderReturn } from '../../orders.js';
import type { OrderPatch } from './order-input.js';
import { type Given, keptLines, partLines, quantitiesOf, type TooMuch, utcMoment, without } from './order-parts.js';
import { shippedOf } from './order-shipments.js';

/** What a shop tells of a return; no lines = all that was shipped and has not come back. */
export type ReturnInput = Given<OrderReturn>;

const TOO_MUCH: TooMuch = {
  nothing: 'Nothing of the order was shipped that has not come back. Tell of its shipment first.',
  less: (line, left) => `Of line ${line.lineNo} (${line.name}) only ${left} was shipped and has not come back.`,
};

/** As it is kept: a repeated request is known by it, however it is spelled. */
export const returnOf = (given: ReturnInput): ReturnInput => ({
  ...given,
  lines: keptLines(given.lines),
  returnedAt: utcMoment(given.returnedAt),
});

/** An order with one return more. @throws UzelError UZ1501 more than was shipped */
export function withReturn(order: Order, given: ReturnInput, now: Date): OrderPatch {
  const [shipped, returned] = [shippedOf(order), quantitiesOf(order.returns)];
  const quantity = (of: ReadonlyMap<number, Big>, { lineNo }: OrderLine) => of.get(lineNo) ?? new Big(0);
  const leftOf = (line: OrderLine) => quantity(shipped, line).minus(quantity(returned, line));
  const { key, returnedAt = now.toISOString(), amount, reason } = given;
  const lines = partLines(order, given.lines, leftOf, TOO_MUCH);
  return { returns: [...order.returns, { key, returnedAt, lines, amount, reason }] };
}

/** An order without a return that was none. @throws UzelError UZ1507 there is none of this key */
export const withoutReturn = (order: Order, key: string): OrderPatch => ({ returns: without(order.returns, key)[1] });
