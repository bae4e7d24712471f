import { counterpartyRoutes } from './counterparties.js';
import { dictionaryRoutes } from './dictionaries.js';
import { exchangeRoutes } from './exchanges.js';
import { fileRoutes } from './files.js';
import { groupRoutes } from './groups.js';
import type { Route } from './http/route.js';
import { offerRoutes } from './offers.js';
import { orderRoutes } from './orders.js';
import { priceTypeRoutes } from './price-types.js';
import { productRoutes } from './products.js';
import { warehouseRoutes } from './warehouses.js';

/** Every route of /v1, in the order of the document. */
export const ROUTES: readonly Route[] = [
  ...productRoutes,
  ...groupRoutes,
  ...offerRoutes,
  ...priceTypeRoutes,
  ...warehouseRoutes,
  ...dictionaryRoutes,
  ...fileRoutes,
  ...orderRoutes,
  ...counterpartyRoutes,
  ...exchangeRoutes,
];
