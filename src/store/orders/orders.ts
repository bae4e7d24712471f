/** The orders of a shop: what other parts call of the store's order files. */
export type { Idempotency } from './idempotency.js';
export type { OrderInput, OrderLineInput, OrderPatch } from './order-input.js';
export { type AfterChange, type ChangedBy, type OrderAction, patchOrder, resendOrder } from './order-patching.js';
export { type PlacedOrder, type PlacingDecision, type PlacingDesk, placeOrder } from './order-placing.js';
export { findOrderByNumber, getOrder, listOrders, type OrderFilter } from './order-reading.js';
