import type { Sql } from '../../db/open.js';
import type { Unit } from '../../records.js';

/** What a line of an order takes from the catalogue. */
export interface CatalogueItem {
  /** Absent: only the product is known. */
  readonly offerId?: string | undefined;
  /** Whole 1C id: `a`, or `a#b` with a characteristic. */
  readonly externalId: string;
  readonly name: string | null;
  readonly sku: string | null;
  readonly unit: Unit | null;
}

interface ItemRow {
  key: string;
  offer_id: string | null;
  product_id: string;
  characteristic_id: string;
  name: string | null;
  sku: string | null;
  unit: Unit | null;
}

const toItem = (row: ItemRow): CatalogueItem => ({
  offerId: row.offer_id ?? undefined,
  externalId: row.characteristic_id === '' ? row.product_id : `${row.product_id}#${row.characteristic_id}`,
  name: row.name,
  sku: row.sku,
  unit: row.unit,
});

/** The offers of these ids (UUIDs), by id; unknown ones are left out. */
export async function itemsByOffer(
  sql: Sql,
  shopId: string,
  offerIds: readonly string[],
): Promise<Map<string, CatalogueItem>> {
  if (offerIds.length === 0) return new Map();
  const found = await sql.raw<{ rows: ItemRow[] }>(
    `select o.offer_id as key, o.offer_id, o.product_external_id as product_id, o.characteristic_id,
       coalesce(o.name, p.name) as name, coalesce(o.sku, p.sku) as sku, coalesce(o.unit, p.unit) as unit
     from offers o
     left join products p on p.shop_id = o.shop_id and p.id_space = o.id_space and p.external_id = o.product_external_id
     where o.shop_id = ? and o.offer_id = any(?::uuid[])`,
    [shopId, [...offerIds]],
  );
  return new Map(found.rows.map((row) => [row.key, toItem(row)]));
}

/**
 * What the catalogue knows under these whole 1C ids (`a`, `a#`, `a#b`), by the id as it was asked; unknown ones are left out.
 * The id spaces are those of the shop's nodes, so that the natural keys of offers and products are used.
 * @param idSpace where to look first, when several id spaces have the id
 */
export async function itemsByExternalId(
  sql: Sql,
  shopId: string,
  externalIds: readonly string[],
  idSpace: string | null,
): Promise<Map<string, CatalogueItem>> {
  if (externalIds.length === 0) return new Map();
  const found = await sql.raw<{ rows: ItemRow[] }>(
    `with asked as (
       select id as key, split_part(id, '#', 1) as product_id,
         case when position('#' in id) > 0 then substr(id, position('#' in id) + 1) else '' end as characteristic_id
       from unnest(?::text[]) as asked(id)
     ), spaces as (
       select distinct id_space from nodes where shop_id = ?
     )
     select distinct on (a.key) a.key, o.offer_id, a.product_id, a.characteristic_id,
       coalesce(o.name, p.name) as name, coalesce(o.sku, p.sku) as sku, coalesce(o.unit, p.unit) as unit
     from asked a cross join spaces s
     left join offers o on o.shop_id = ? and o.id_space = s.id_space
       and o.product_external_id = a.product_id and o.characteristic_id = a.characteristic_id
     left join products p on p.shop_id = ? and p.id_space = s.id_space and p.external_id = a.product_id
     where o.offer_id is not null or p.product_id is not null
     order by a.key, s.id_space = coalesce(?, s.id_space) desc, o.offer_id is null, s.id_space`,
    [[...new Set(externalIds)], shopId, shopId, shopId, idSpace],
  );
  return new Map(found.rows.map((row) => [row.key, toItem(row)]));
}
