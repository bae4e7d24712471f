import Big from 'big.js';
import { UzelError } from '../../errors.js';
import type { Order, OrderLine, OrderShipment } from '../../orders.js';
import type { OneCSaid } from './one-c-said.js';
import type { OrderPatch } from './order-input.js';
import {
  filled,
  type Given,
  keptLines,
  partLines,
  quantitiesOf,
  type TooMuch,
  utcMoment,
  without,
} from './order-parts.js';

/** What a shop tells of a shipment; no lines = all that is left. */
export type ShipmentInput = Given<OrderShipment>;

const NONE = new Big(0);

const TOO_MUCH: TooMuch = {
  nothing: 'All of the order has been shipped already. Take a shipment away first if it was not so.',
  less: (line, left) => `Of line ${line.lineNo} (${line.name}) only ${left} is still to be shipped.`,
};

/** As it is kept: a repeated request is known by it, however it is spelled. */
export const shipmentOf = (given: ShipmentInput): ShipmentInput => ({
  ...given,
  lines: keptLines(given.lines),
  shippedAt: utcMoment(given.shippedAt),
  trackingNumber: filled(given.trackingNumber),
});

/** How much of each line has left the shop, its shipments apart also where somebody said that all is shipped. */
export function shippedOf(order: Pick<Order, 'lines' | 'shipments' | 'shipped'>): ReadonlyMap<number, Big> {
  const told = quantitiesOf(order.shipments);
  if (!order.shipped) return told;
  const whole = order.lines.map(({ lineNo, quantity }): [number, Big] => {
    const sum = told.get(lineNo) ?? NONE;
    return [lineNo, sum.gt(quantity) ? sum : new Big(quantity)];
  });
  return new Map([...told, ...whole]);
}

/**
 * An order with one shipment more. When all of its goods have left, it is shipped; the last tracking number is that of its delivery.
 * @throws UzelError UZ1501 more than is left, or a cancelled order
 */
export function withShipment(order: Order, given: ShipmentInput, now: Date): OrderPatch {
  if (order.cancelled) {
    throw new UzelError(
      'UZ1501',
      'The order is cancelled: nothing of it is shipped. Take its cancellation back first.',
    );
  }
  const told = quantitiesOf(order.shipments);
  const leftOf = (line: OrderLine) => new Big(line.quantity).minus(told.get(line.lineNo) ?? NONE);
  const { key, shippedAt = now.toISOString(), trackingNumber, comment } = given;
  const shipment: OrderShipment = {
    ...{ key, shippedAt, trackingNumber, comment },
    lines: partLines(order, given.lines, leftOf, TOO_MUCH),
  };
  const shipments = [...order.shipments, shipment];
  return {
    shipments,
    shipped: order.shipped || isWhole(order, shipments),
    ...(trackingNumber ? { delivery: { trackingNumber } } : {}),
  };
}

/**
 * An order without a shipment that was none: what was shipped whole by it is not any more, unless 1C itself says so.
 * @throws UzelError UZ1507 there is none of this key, UZ1501 some of it came back
 */
export function withoutShipment(order: Order, key: string, said: OneCSaid): OrderPatch {
  const [gone, shipments] = without(order.shipments, key);
  const isLost = isWhole(order, order.shipments) && !isWhole(order, shipments) && said.shipped !== true;
  const shipped = isLost ? false : order.shipped;
  checkReturned({ ...order, shipments, shipped });
  const isTracked = gone.trackingNumber !== undefined && order.delivery?.trackingNumber === gone.trackingNumber;
  const trackingNumber = shipments.findLast((one) => one.trackingNumber)?.trackingNumber ?? null;
  return { shipments, shipped, ...(isTracked ? { delivery: { trackingNumber } } : {}) };
}

/** @throws UzelError UZ1501 more came back than was shipped */
export function checkReturned(order: Pick<Order, 'lines' | 'shipments' | 'shipped' | 'returns'>): void {
  const left = shippedOf(order);
  for (const [lineNo, returned] of quantitiesOf(order.returns)) {
    if (returned.lte(left.get(lineNo) ?? NONE)) continue;
    throw new UzelError(
      'UZ1501',
      `Some of line ${lineNo} came back, and would never have been shipped then. Take that return away first.`,
    );
  }
}

/** Whether all goods of an order have left; of one without goods, all but its delivery. */
function isWhole({ lines }: Pick<Order, 'lines'>, shipments: readonly OrderShipment[]): boolean {
  const told = quantitiesOf(shipments);
  const goods = lines.filter((line) => line.kind === 'product');
  const due = goods.length > 0 ? goods : lines.filter((line) => line.kind !== 'delivery');
  return due.length > 0 && due.every((line) => (told.get(line.lineNo) ?? NONE).gte(line.quantity));
}
