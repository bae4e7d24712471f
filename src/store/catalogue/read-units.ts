import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import { type EitherId, readByEitherId } from '../either-id.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface UnitRow extends ExternalKey {
  readonly unitId: string;
  readonly code: string | null;
  readonly shortName: string | null;
  readonly fullName: string | null;
  readonly international: string | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

const units = (sql: Sql, shopId: string) =>
  sql('units as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.unit_id as "unitId", t.id_space as "idSpace", t.external_id as "externalId", t.code, t.short_name as "shortName",
        t.full_name as "fullName", t.international, t.extra, t.active, ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The units of measure of a shop, one page. */
export async function listUnits(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<UnitRow>> {
  return await referencePage<UnitRow>(units(sql, shopId), 't.unit_id', (row) => row.unitId, filter.active, page);
}

/** The units that an id names: more than one only when it is a 1C id of several id spaces. */
export async function readUnitsById(sql: Sql, shopId: string, id: EitherId): Promise<readonly UnitRow[]> {
  return await readByEitherId(units(sql, shopId), 't.unit_id', id);
}
