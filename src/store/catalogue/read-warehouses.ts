import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface WarehouseRow extends ExternalKey {
  readonly warehouseId: string;
  readonly name: string | null;
  readonly comment: string | null;
  readonly address: string | null;
  readonly contacts: readonly { readonly type: string; readonly value: string }[] | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

/** The warehouses of a shop, one page. */
export async function listWarehouses(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<WarehouseRow>> {
  const query = sql('warehouses as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.warehouse_id as "warehouseId", t.id_space as "idSpace", t.external_id as "externalId", t.name, t.comment,
        t.address, t.contacts, t.extra, t.active, ${exactTime('t.updated_at')} as "updatedAt"`),
    );
  return await referencePage<WarehouseRow>(query, 't.warehouse_id', (row) => row.warehouseId, filter.active, page);
}
