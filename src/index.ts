/**
 * What other programs may import: a server to start inside them, its configuration, its errors, and the types of what
 * it exchanges.
 */

/** For the settings of a node kind, of the version that Uzel reads them with. */
export { z } from 'zod';
export { type Config, readConfig } from './config.js';
export { ERROR_CODES, type ErrorCode, UzelError } from './errors.js';
export type { FirstStart } from './exchange/first-start.js';
export type { ExchangeNode, NodeSettings, OrderFlags, Profile } from './nodes/exchange-node.js';
export * from './nodes/node-kind.js';
export type { Order, OrderAddress, OrderCustomer, OrderDelivery, OrderLine, OrderPayment } from './orders.js';
export type * from './records.js';
export { createServer } from './server/create-server.js';
export type { RunningServer } from './server/main.js';
