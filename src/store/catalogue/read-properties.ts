import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import { type ByExternalId, byExternalId, type ExternalKey, keyArrays } from './read-by-external-id.js';

export interface PropertyRow extends ExternalKey {
  readonly name: string | null;
  readonly valueType: string | null;
  readonly extra: Extra;
  /** Id of a dictionary's value → its text; of those that were asked for. Empty for a property of plain values. */
  readonly variants: Readonly<Record<string, string>>;
}

/**
 * The properties that products and offers refer to, in one statement.
 * @param values the values that stand in those products: only these are looked up in the dictionaries, which may be large
 */
export async function readProperties(
  sql: Sql,
  shopId: string,
  keys: Iterable<ExternalKey>,
  values: Iterable<string>,
): Promise<ByExternalId<PropertyRow>> {
  const { spaces, ids } = keyArrays(keys);
  if (ids.length === 0) return byExternalId<PropertyRow>([]);
  const answer = await sql.raw(
    `select t.id_space as "idSpace", t.external_id as "externalId", t.name, t.value_type as "valueType", t.extra,
       (select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_each_text(t.variants) v
        where v.key = any(?::text[])) as variants
     from properties t join unnest(?::text[], ?::text[]) as k(id_space, id)
       on t.id_space = k.id_space and t.external_id = k.id
     where t.shop_id = ?`,
    [[...new Set(values)], spaces, ids, shopId],
  );
  return byExternalId<PropertyRow>(answer.rows);
}
