import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { isKept } from '../../store/orders/order-parts.js';
import { type PaymentInput, paymentOf, withoutPayment, withPayment } from '../../store/orders/order-payments.js';
import { type ReturnInput, returnOf, withoutReturn, withReturn } from '../../store/orders/order-returns.js';
import { type ShipmentInput, shipmentOf, withoutShipment, withShipment } from '../../store/orders/order-shipments.js';
import type { OrderAction } from '../../store/orders/orders.js';
import { patchOrder } from './order-desk.js';

/** Which order, and the version that it is done for: another one → UZ1506. */
export interface ActedOn {
  readonly shopId: string;
  readonly orderId: string;
  readonly ifVersion?: number | undefined;
}

/**
 * What is done with an order, one thing at a time. Each is a change of the order as `patchOrder` makes it, made from the order under its
 * lock; one that was done before changes nothing, whatever the version: its answer was lost.
 */
const act = async (services: Services, { shopId, orderId, ifVersion }: ActedOn, action: OrderAction): Promise<Order> =>
  await patchOrder(services, shopId, orderId, action, { ifVersion });

/** Who cancels; absent: the shop. @throws UzelError UZ1519 the customer has cancelled it, UZ1506, UZ1507 */
export const cancelOrder = async (services: Services, on: ActedOn, by?: 'customer' | 'shop'): Promise<Order> =>
  await act(services, on, {
    isDone: ({ cancelled, cancelledBy }) => cancelled && (by === undefined || by === cancelledBy),
    patchOf: () => ({ cancelled: true, ...(by ? { cancelledBy: by } : {}) }),
  });

/** @param comment null takes it away @throws UzelError UZ1506, UZ1507 */
export const commentOrder = async (services: Services, on: ActedOn, comment: string | null): Promise<Order> =>
  await act(services, on, { isDone: (order) => order.comment === comment, patchOf: () => ({ comment }) });

/** @param status null takes it away @throws UzelError UZ1506, UZ1507 */
export const setOrderStatus = async (services: Services, on: ActedOn, status: string | null): Promise<Order> =>
  await act(services, on, { isDone: (order) => order.status === status, patchOf: () => ({ status }) });

/** @throws UzelError UZ1502 the key stands for another payment, UZ1501 too many of them, UZ1506, UZ1507 */
export async function addPayment(services: Services, on: ActedOn, given: PaymentInput): Promise<Order> {
  const payment = paymentOf(given);
  return await act(services, on, {
    isDone: ({ payments }) => isKept(payments, payment),
    patchOf: (order) => withPayment(order, payment, new Date()),
  });
}

/** @throws UzelError UZ1502 the key stands for another shipment, UZ1501 more than is left, or a cancelled order, UZ1506, UZ1507 */
export async function addShipment(services: Services, on: ActedOn, given: ShipmentInput): Promise<Order> {
  const shipment = shipmentOf(given);
  return await act(services, on, {
    isDone: ({ shipments }) => isKept(shipments, shipment),
    patchOf: (order) => withShipment(order, shipment, new Date()),
  });
}

/** @throws UzelError UZ1502 the key stands for another return, UZ1501 more than was shipped, UZ1506, UZ1507 */
export async function addReturn(services: Services, on: ActedOn, given: ReturnInput): Promise<Order> {
  const returned = returnOf(given);
  return await act(services, on, {
    isDone: ({ returns }) => isKept(returns, returned),
    patchOf: (order) => withReturn(order, returned, new Date()),
  });
}

/** What may be taken away again: it was told by mistake. */
const REMOVALS = { payments: withoutPayment, shipments: withoutShipment, returns: withoutReturn } as const;
export type OrderPartKind = keyof typeof REMOVALS;

/** @throws UzelError UZ1507 there is none of this key, UZ1501 a shipment of which some came back, UZ1506 */
export const removePart = async (services: Services, on: ActedOn, kind: OrderPartKind, key: string): Promise<Order> =>
  await act(services, on, { isDone: () => false, patchOf: (order, said) => REMOVALS[kind](order, key, said) });
