import { PAYMENT_METHODS } from '../store/customers/directory-keys.js';
import type { Route } from './http/route.js';
import { wordRoutes } from './word-directories.js';

/** The ways to pay that payments of orders name. */
export const paymentMethodRoutes: readonly Route[] = wordRoutes({
  directory: PAYMENT_METHODS,
  path: '/payment-methods',
  name: 'PaymentMethod',
  names: 'PaymentMethods',
  one: 'payment method',
  many: 'payment methods',
});
