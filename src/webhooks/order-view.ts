import type { Sql } from '../db/open.js';
import type { Order } from '../orders.js';

/** An order as REST shows it; what of it matters here. */
export interface OrderShown {
  readonly id: string;
  readonly documents: readonly { readonly operation: string; readonly id: string | null; readonly number: string }[];
}

/**
 * Shows orders as REST does, one for each, in their order: what a webhook is told of an order is what GET tells, by the very same code.
 */
export type OrderView = (sql: Sql, shopId: string, orders: readonly Order[]) => Promise<readonly OrderShown[]>;
