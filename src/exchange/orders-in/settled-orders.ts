import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';

/** Whether 1C may change no more of an order than its payment and shipment (settings `settledOrders`, `finalStatuses`). */
export function isSettled(
  { status, paid, shipped }: Pick<Order, 'status' | 'paid' | 'shipped'>,
  { settledOrders = [], finalStatuses = [] }: NodeSettings,
): boolean {
  const isFinal = status !== null && finalStatuses.includes(status);
  return settledOrders.some((state) => ({ final: isFinal, paid, shipped })[state]);
}
