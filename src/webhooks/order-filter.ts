import type { Order } from '../orders.js';
import type { OrderFilter } from '../store/webhooks/endpoints.js';

/** Whether a webhook wants to be told of an order, as it is now. */
export function passes({ sites, statuses, nodes }: OrderFilter, order: Order): boolean {
  return has(sites, order.site) && has(statuses, order.status) && has(nodes, order.ownerNodeId);
}

const has = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  wanted === undefined || (value !== null && wanted.includes(value));
