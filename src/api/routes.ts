import { catalogueRoutes } from './catalogues.js';
import { counterpartyRoutes } from './counterparties.js';
import { customerRoutes } from './customers.js';
import { dictionaryRoutes } from './dictionaries.js';
import { directoryRoutes } from './directories.js';
import { duplicateRoutes } from './duplicates.js';
import { employeeRoutes } from './employees.js';
import { exchangeRoutes } from './exchanges.js';
import { feedRoutes } from './feeds.js';
import { fileRoutes } from './files.js';
import { groupRoutes } from './groups.js';
import type { Route } from './http/route.js';
import { keptDocumentRoutes } from './kept-documents.js';
import { nodeRoutes } from './nodes.js';
import { offerRoutes } from './offers.js';
import { orderHistoryRoutes } from './order-history.js';
import { orderLockRoutes } from './order-lock.js';
import { orderOwnerRoutes } from './order-owner.js';
import { orderRoutes } from './orders.js';
import { otherRecordRoutes } from './other-records.js';
import { priceTypeRoutes } from './price-types.js';
import { productRoutes } from './products.js';
import { promoCodeRoutes } from './promo-codes.js';
import { propertyRoutes } from './properties.js';
import { shopRoutes } from './shops.js';
import { unitRoutes } from './units.js';
import { warehouseRoutes } from './warehouses.js';

/** Every route of /v1, in the order of the document. */
export const ROUTES: readonly Route[] = [
  ...productRoutes,
  ...groupRoutes,
  ...offerRoutes,
  ...priceTypeRoutes,
  ...warehouseRoutes,
  ...unitRoutes,
  ...propertyRoutes,
  ...dictionaryRoutes,
  ...catalogueRoutes,
  ...otherRecordRoutes,
  ...fileRoutes,
  ...orderRoutes,
  ...orderLockRoutes,
  ...orderHistoryRoutes,
  ...orderOwnerRoutes,
  ...duplicateRoutes,
  ...keptDocumentRoutes,
  ...counterpartyRoutes,
  ...customerRoutes,
  ...employeeRoutes,
  ...promoCodeRoutes,
  ...directoryRoutes,
  ...exchangeRoutes,
  ...feedRoutes,
  ...shopRoutes,
  ...nodeRoutes,
];
