import type { Sql } from '../../db/open.js';
import type { Extra, Tax } from '../../records.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import { type ByExternalId, type ExternalKey, readByExternalIds } from './read-by-external-id.js';

export interface PriceTypeRow extends ExternalKey {
  readonly priceTypeId: string;
  readonly name: string | null;
  readonly currency: string | null;
  readonly taxes: readonly Tax[] | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

/** The price types of a shop, one page. */
export async function listPriceTypes(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<PriceTypeRow>> {
  const query = sql('price_types as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.price_type_id as "priceTypeId", t.id_space as "idSpace", t.external_id as "externalId", t.name, t.currency,
        t.taxes, t.extra, t.active, ${exactTime('t.updated_at')} as "updatedAt"`),
    );
  return await referencePage<PriceTypeRow>(query, 't.price_type_id', (row) => row.priceTypeId, filter.active, page);
}

/** Our id, name and currency of the price types that prices refer to, in one statement. */
export async function readPriceTypes(
  sql: Sql,
  shopId: string,
  keys: Iterable<ExternalKey>,
): Promise<ByExternalId<ExternalKey & Pick<PriceTypeRow, 'priceTypeId' | 'name' | 'currency'>>> {
  const columns = 't.price_type_id as "priceTypeId", t.name, t.currency';
  return await readByExternalIds(sql, shopId, keys, { table: 'price_types', columns });
}
