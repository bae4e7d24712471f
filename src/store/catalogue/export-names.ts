import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface ExportGroup extends ExternalKey {
  readonly groupId: string;
  readonly parentExternalId: string | null;
  readonly name: string | null;
}

/** All groups of a shop, by our ids. */
export async function readAllGroups(sql: Sql, shopId: string): Promise<readonly ExportGroup[]> {
  return await sql('groups').where({ shop_id: shopId }).orderBy('group_id').select({
    groupId: 'group_id',
    idSpace: 'id_space',
    externalId: 'external_id',
    parentExternalId: 'parent_external_id',
    name: 'name',
  });
}

export interface ExportPriceType extends ExternalKey {
  readonly priceTypeId: string;
  readonly name: string | null;
  readonly currency: string | null;
}

/** All price types of a shop, by our ids. */
export async function readAllPriceTypes(sql: Sql, shopId: string): Promise<readonly ExportPriceType[]> {
  return await sql('price_types').where({ shop_id: shopId }).orderBy('price_type_id').select({
    priceTypeId: 'price_type_id',
    idSpace: 'id_space',
    externalId: 'external_id',
    name: 'name',
    currency: 'currency',
  });
}

export interface ExportProperty extends ExternalKey {
  readonly name: string | null;
  readonly valueType: string | null;
  readonly extra: Extra;
  readonly hasVariants: boolean;
}

/** All properties of a shop without their variants, which may be very many. */
export async function readAllProperties(sql: Sql, shopId: string): Promise<readonly ExportProperty[]> {
  const answer = await sql.raw<{ rows: ExportProperty[] }>(
    `select id_space as "idSpace", external_id as "externalId", name, value_type as "valueType", extra, variants <> '{}' as "hasVariants"
     from properties where shop_id = ?`,
    [shopId],
  );
  return answer.rows;
}
