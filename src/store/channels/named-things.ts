import type { Knex } from 'knex';
import { validate } from 'uuid';
import type { Sql } from '../../db/open.js';
import type { ExternalKey } from '../catalogue/read-by-external-id.js';

/** Something of the catalogue that a name means: our id of it, or its id in 1C, which several id spaces may have. */
export interface NamedThing extends ExternalKey {
  readonly name: string;
}

/** The groups that names mean, each with all groups below it. */
export async function readNamedGroups(sql: Sql, shopId: string, names: readonly string[]): Promise<NamedThing[]> {
  if (names.length === 0) return [];
  const ids = names.filter(validate);
  const { rows } = await sql.raw<{ rows: NamedThing[] }>(
    `with recursive tree(name, id_space, external_id) as (
       select w.name, g.id_space, g.external_id from unnest(cast(:names as text[])) as w(name)
         join groups g on g.shop_id = :shop and g.external_id = w.name
       union all
       select w.name, g.id_space, g.external_id from unnest(cast(:ids as text[])) as w(name)
         join groups g on g.shop_id = :shop and g.group_id = cast(w.name as uuid)
       union
       select tree.name, g.id_space, g.external_id from tree join groups g
         on g.shop_id = :shop and g.id_space = tree.id_space and g.parent_external_id = tree.external_id)
     select name, id_space as "idSpace", external_id as "externalId" from tree`,
    { shop: shopId, names, ids } as unknown as Knex.ValueDict,
  );
  return rows;
}

/** All price types of a shop, which are few: with the names that 1C and we have for them. */
export async function readPriceTypeKeys(
  sql: Sql,
  shopId: string,
): Promise<(ExternalKey & { readonly priceTypeId: string; readonly currency: string | null })[]> {
  return await sql('price_types')
    .where({ shop_id: shopId })
    .select({ priceTypeId: 'price_type_id', idSpace: 'id_space', externalId: 'external_id', currency: 'currency' });
}
