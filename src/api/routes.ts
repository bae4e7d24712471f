import { cartPriceRoutes } from './cart-prices.js';
import { cartStockRoutes } from './cart-stock.js';
import { catalogueRoutes } from './catalogues.js';
import { changeRoutes } from './changes.js';
import { channelPriceRoutes } from './channel-prices.js';
import { channelRoutes } from './channels.js';
import { counterpartyRoutes } from './counterparties.js';
import { customerRoutes } from './customers.js';
import { deliveryRoutes } from './deliveries.js';
import { dictionaryRoutes } from './dictionaries.js';
import { directoryRoutes } from './directories.js';
import { duplicateRoutes } from './duplicates.js';
import { employeeRoutes } from './employees.js';
import { eventRoutes } from './events.js';
import { exchangeRoutes } from './exchanges.js';
import { exportRoutes } from './export.js';
import { facetRoutes } from './facets.js';
import { feedProgressRoutes } from './feed-progress.js';
import { feedReportRoutes } from './feed-report.js';
import { feedUploadRoutes } from './feed-upload.js';
import { feedRoutes } from './feeds.js';
import { fileRoutes } from './files.js';
import { groupRoutes } from './groups.js';
import type { Route } from './http/route.js';
import { keptDocumentRoutes } from './kept-documents.js';
import { matchingRoutes } from './matching.js';
import { nodeRoutes } from './nodes.js';
import { offerRoutes } from './offers.js';
import { orderActionRoutes } from './order-actions.js';
import { orderBulkRoutes } from './order-bulk.js';
import { orderClaimRoutes } from './order-claims.js';
import { orderHistoryRoutes } from './order-history.js';
import { orderLockRoutes } from './order-lock.js';
import { orderOwnerRoutes } from './order-owner.js';
import { orderStatusRoutes } from './order-statuses.js';
import { orderRoutes } from './orders.js';
import { otherRecordRoutes } from './other-records.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { pricePreviewRoutes } from './price-preview.js';
import { priceRuleRoutes } from './price-rules.js';
import { priceTypeRoutes } from './price-types.js';
import { productRefRoutes } from './product-refs.js';
import { productRoutes } from './products.js';
import { promoCodeRoutes } from './promo-codes.js';
import { propertyRoutes } from './properties.js';
import { shopItemRoutes } from './shop-items.js';
import { shopRoutes } from './shops.js';
import { unitRoutes } from './units.js';
import { warehouseRoutes } from './warehouses.js';
import { webhookDeliveryRoutes } from './webhook-deliveries.js';
import { webhookRoutes } from './webhooks.js';

/** Every route of /v1, in the order of the document. */
export const ROUTES: readonly Route[] = [
  ...productRoutes,
  ...facetRoutes,
  ...productRefRoutes,
  ...groupRoutes,
  ...offerRoutes,
  ...cartPriceRoutes,
  ...cartStockRoutes,
  ...priceTypeRoutes,
  ...warehouseRoutes,
  ...unitRoutes,
  ...propertyRoutes,
  ...dictionaryRoutes,
  ...catalogueRoutes,
  ...otherRecordRoutes,
  ...fileRoutes,
  ...exportRoutes,
  ...channelRoutes,
  ...priceRuleRoutes,
  ...channelPriceRoutes,
  ...pricePreviewRoutes,
  ...matchingRoutes,
  ...shopItemRoutes,
  ...orderRoutes,
  ...orderLockRoutes,
  ...orderHistoryRoutes,
  ...orderOwnerRoutes,
  ...orderActionRoutes,
  ...orderBulkRoutes,
  ...orderClaimRoutes,
  ...duplicateRoutes,
  ...keptDocumentRoutes,
  ...counterpartyRoutes,
  ...customerRoutes,
  ...employeeRoutes,
  ...promoCodeRoutes,
  ...directoryRoutes,
  ...orderStatusRoutes,
  ...paymentMethodRoutes,
  ...deliveryRoutes,
  ...exchangeRoutes,
  ...feedRoutes,
  ...feedUploadRoutes,
  ...feedProgressRoutes,
  ...feedReportRoutes,
  ...shopRoutes,
  ...nodeRoutes,
  ...changeRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...webhookDeliveryRoutes,
];
