import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';
import { type ActiveFilter, whereActive } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';
import { readGroupTree } from './read-groups.js';

export interface ProductFilter {
  readonly active: ActiveFilter;
  /** Our id or 1C id of a group: its products and those of the groups below it. */
  readonly group: string | null;
  /** Part of a name, sku or barcode, of the product or of one of its offers; letters match whatever their case. */
  readonly text: string | null;
  /** Id in 1C, in whatever id space. */
  readonly externalId?: string | null;
  /** Narrows it further, a query of `products as p`. */
  readonly also?: NarrowProducts;
}

/** On sale: some node's catalogue has it and 1C has not marked it as deleted. `p` = the products. */
export const PRODUCT_ACTIVE = '(p.active and not p.deleted)';

/** Narrows a query of `products as p`. */
export type NarrowProducts = (query: Knex.QueryBuilder) => Knex.QueryBuilder;

/** Makes what narrows a query to what a filter asks for; reads the tree of groups, in one statement, when a group is asked for. */
export async function narrowProducts(sql: Sql, shopId: string, filter: ProductFilter): Promise<NarrowProducts> {
  const { active, group, text, externalId = null } = filter;
  const tree = group === null ? [] : await readGroupTree(sql, shopId, group);
  return (query) => {
    if (group !== null) whereGroup(query, group, tree);
    if (text !== null) whereText(query, shopId, text);
    if (externalId !== null) whereExternalId(query, 'p.product_id', shopId, externalId);
    filter.also?.(query);
    return whereActive(query.where('p.shop_id', shopId), PRODUCT_ACTIVE, active);
  };
}

/** A product may name a group that has not come yet, so the id that was asked for counts by itself too. */
function whereGroup(query: Knex.QueryBuilder, group: string, tree: readonly ExternalKey[]): void {
  const bySpace = new Map<string, string[]>();
  for (const { idSpace, externalId } of tree) bySpace.set(idSpace, [...(bySpace.get(idSpace) ?? []), externalId]);
  query.where((either) => {
    either.whereRaw('p.group_ids @> array[?]::text[]', [group]);
    for (const [space, ids] of bySpace)
      either.orWhereRaw('(p.id_space = ? and p.group_ids && ?::text[])', [space, ids]);
  });
}

/**
 * Narrows a query of products to those that have the id in 1C.
 * @param column our id in the query
 */
export function whereExternalId(
  query: Knex.QueryBuilder,
  column: 'p.product_id' | 'l.product_id',
  shopId: string,
  externalId: string,
): void {
  // The index begins with the id space, so these are walked first, one look for each: PostgreSQL below 18 does not do that by itself.
  query.whereRaw(
    `${column} in (
       with recursive spaces(space) as (
         (select e.id_space from products e where e.shop_id = :shopId order by e.id_space limit 1)
         union all
         select (select e.id_space from products e where e.shop_id = :shopId and e.id_space > s.space order by e.id_space limit 1)
         from spaces s where s.space is not null)
       select e.product_id from spaces s join products e on e.shop_id = :shopId and e.id_space = s.space and e.external_id = :externalId)`,
    { shopId, externalId },
  );
}

/** Narrows a query of `products as p` to what has the text in it. */
export function whereText(query: Knex.QueryBuilder, shopId: string, text: string): void {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  query.whereRaw(
    `(p.name ilike :pattern or p.sku ilike :pattern or p.barcode ilike :pattern or (p.id_space, p.external_id) in
       (select o.id_space, o.product_external_id from offers o
        where o.shop_id = :shopId and (o.sku ilike :pattern or o.barcode ilike :pattern)))`,
    { pattern, shopId },
  );
}
