import { listPriceTypes } from '../store/catalogue/read-price-types.js';
import { catalogueList } from './catalogue-list.js';
import type { Route } from './http/route.js';
import { PriceTypePage } from './schemas/reference.js';
import { taxesJson } from './views/item.js';

const list = catalogueList({
  path: '/price-types',
  operationId: 'listPriceTypes',
  summary: 'Price types: retail, wholesale …',
  page: PriceTypePage,
  read: listPriceTypes,
  show: async (rows) =>
    rows.map(({ priceTypeId, taxes, ...row }) => ({ id: priceTypeId, ...row, taxes: taxesJson(taxes) })),
});

export const priceTypeRoutes: readonly Route[] = [list];
