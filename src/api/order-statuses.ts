import { STATUSES } from '../store/customers/directory-keys.js';
import type { Route } from './http/route.js';
import { wordRoutes } from './word-directories.js';

/** The statuses that orders may have. */
export const orderStatusRoutes: readonly Route[] = wordRoutes({
  directory: STATUSES,
  path: '/order-statuses',
  name: 'OrderStatus',
  names: 'OrderStatuses',
  one: 'status',
  many: 'statuses',
});
