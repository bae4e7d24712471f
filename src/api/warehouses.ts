import { listWarehouses } from '../store/catalogue/read-warehouses.js';
import { catalogueList } from './catalogue-list.js';
import type { Route } from './http/route.js';
import { WarehousePage } from './schemas/reference.js';

const list = catalogueList({
  path: '/warehouses',
  operationId: 'listWarehouses',
  summary: 'Warehouses and shops that stock is counted in',
  page: WarehousePage,
  read: listWarehouses,
  show: async (rows) =>
    rows.map(({ warehouseId, contacts, ...row }) => ({ id: warehouseId, ...row, contacts: [...(contacts ?? [])] })),
});

export const warehouseRoutes: readonly Route[] = [list];
