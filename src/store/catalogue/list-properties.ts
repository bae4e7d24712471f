import type { Sql } from '../../db/open.js';
import type { Extra, PropertyRecord } from '../../records.js';
import { type EitherId, readByEitherId } from '../either-id.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

/** A property with all that 1C says of it. */
export interface WholePropertyRow extends ExternalKey {
  readonly propertyId: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly valueType: NonNullable<PropertyRecord['valueType']> | null;
  readonly multiple: boolean | null;
  readonly required: boolean | null;
  readonly forProducts: boolean | null;
  readonly forOffers: boolean | null;
  readonly forDocuments: boolean | null;
  /** Id of a variant → its text. */
  readonly variants: Readonly<Record<string, string>>;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

const properties = (sql: Sql, shopId: string) =>
  sql('properties as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.property_id as "propertyId", t.id_space as "idSpace", t.external_id as "externalId", t.name, t.description,
        t.value_type as "valueType", t.multiple, t.required, t.for_products as "forProducts", t.for_offers as "forOffers",
        t.for_documents as "forDocuments", t.variants, t.extra, t.active, ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The properties of a shop, one page. */
export async function listProperties(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<WholePropertyRow>> {
  return await referencePage<WholePropertyRow>(
    properties(sql, shopId),
    't.property_id',
    (row) => row.propertyId,
    filter.active,
    page,
  );
}

/** The properties that an id names: more than one only when it is a 1C id of several id spaces. */
export async function readPropertiesById(sql: Sql, shopId: string, id: EitherId): Promise<readonly WholePropertyRow[]> {
  return await readByEitherId(properties(sql, shopId), 't.property_id', id);
}
