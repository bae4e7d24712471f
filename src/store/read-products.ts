import type { Knex } from 'knex';
import type { Sql } from '../db/open.js';
import type { FileReference, PropertyValue, Requisite, Tax, Unit } from '../records.js';
import {
  type ActiveFilter,
  cutPage,
  exactTime,
  type Page,
  type PageRequest,
  takePage,
  whereActive,
} from './list-page.js';
import type { ExternalKey } from './read-by-external-id.js';
import { readGroupTree } from './read-groups.js';

export interface ProductRow extends ExternalKey {
  readonly productId: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly fullName: string | null;
  readonly description: string | null;
  readonly descriptionHtml: string | null;
  /** 1C ids of groups. */
  readonly groupIds: readonly string[];
  readonly unit: Unit | null;
  readonly weight: string | null;
  readonly manufacturer: string | null;
  readonly brand: string | null;
  readonly country: string | null;
  readonly taxes: readonly Tax[] | null;
  readonly properties: readonly PropertyValue[];
  readonly requisites: readonly Requisite[];
  readonly pictures: readonly FileReference[];
  readonly active: boolean;
  /** When the row or one of its offers was written last (a picture that arrives counts as a write): UTC with microseconds. */
  readonly updatedAt: string;
}

export interface ProductFilter {
  readonly active: ActiveFilter;
  /** Our id or 1C id of a group: its products and those of the groups below it. */
  readonly group: string | null;
  /** Part of a name, sku or barcode, of the product or of one of its offers; letters match whatever their case. */
  readonly text: string | null;
}

const ACTIVE = '(p.active and not p.deleted)';

const COLUMNS = `p.product_id as "productId", p.id_space as "idSpace", p.external_id as "externalId", p.sku, p.barcode, p.code,
  p.name, p.full_name as "fullName", p.description, p.description_html as "descriptionHtml", p.group_ids as "groupIds",
  p.unit, p.weight, p.manufacturer, p.brand, p.country, p.taxes, p.properties, p.requisites, p.pictures, ${ACTIVE} as active`;

/** When anything that a product shows was written last. */
const CHANGED = `greatest(p.updated_at,
  (select max(o.updated_at) from offers o
   where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id))`;

/**
 * The products written after a moment (or at it), each with the moment that it was written last. It starts from what was
 * written, by two indexes, so it costs what has changed and not what there is.
 */
const written = (after: '>' | '>=') => `(select product_id, max(at) as changed_at from (
    select product_id, updated_at as at from products
      where shop_id = :shopId and updated_at ${after} cast(:since as timestamptz)
    union all
    select p.product_id, o.updated_at from offers o
      join products p on p.shop_id = o.shop_id and p.id_space = o.id_space and p.external_id = o.product_external_id
      where o.shop_id = :shopId and o.updated_at ${after} cast(:since as timestamptz)
  ) written group by product_id) as c`;

/** The products of a shop, one page: one statement, and one more when a group is asked for. */
export async function listProducts(
  sql: Sql,
  shopId: string,
  filter: ProductFilter,
  page: PageRequest,
): Promise<Page<ProductRow>> {
  const query = sql('products as p').where('p.shop_id', shopId);
  const time = page.updatedAfter === null ? CHANGED : 'c.changed_at';
  if (page.updatedAfter !== null) {
    // What lies before the cursor is not gathered again: it would not be asked for.
    const since = page.after?.at ?? page.updatedAfter;
    const source = sql.raw(written(page.after ? '>=' : '>'), { shopId, since });
    query.join(source, 'c.product_id', 'p.product_id');
  }
  query.select(sql.raw(`${COLUMNS}, ${exactTime(time)} as "updatedAt"`));
  if (filter.group !== null) whereGroup(query, filter.group, await readGroupTree(sql, shopId, filter.group));
  if (filter.text !== null) whereText(query, shopId, filter.text);
  const rows: ProductRow[] = await takePage(whereActive(query, ACTIVE, filter.active), 'p.product_id', time, page);
  return cutPage(rows, page.limit, (row) => ({ id: row.productId, at: row.updatedAt }));
}

/** One product by our id (a UUID), or null. */
export async function readProduct(sql: Sql, shopId: string, productId: string): Promise<ProductRow | null> {
  const row: ProductRow | undefined = await sql('products as p')
    .where({ 'p.shop_id': shopId, 'p.product_id': productId })
    .select(sql.raw(`${COLUMNS}, ${exactTime(CHANGED)} as "updatedAt"`))
    .first();
  return row ?? null;
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

function whereText(query: Knex.QueryBuilder, shopId: string, text: string): void {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  query.whereRaw(
    `(p.name ilike :pattern or p.sku ilike :pattern or p.barcode ilike :pattern or (p.id_space, p.external_id) in
       (select o.id_space, o.product_external_id from offers o
        where o.shop_id = :shopId and (o.sku ilike :pattern or o.barcode ilike :pattern)))`,
    { pattern, shopId },
  );
}
