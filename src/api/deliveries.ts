import { DELIVERIES } from '../store/customers/directory-keys.js';
import type { Route } from './http/route.js';
import { wordRoutes } from './word-directories.js';

/** The ways to deliver that orders name. */
export const deliveryRoutes: readonly Route[] = wordRoutes({
  directory: DELIVERIES,
  path: '/deliveries',
  name: 'Delivery',
  names: 'Deliveries',
  one: 'way to deliver',
  many: 'ways to deliver',
});
