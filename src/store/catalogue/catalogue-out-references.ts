import type { Sql } from '../../db/open.js';
import type { PropertyRecord, Tax } from '../../records.js';
import { type CatalogueScope, FIRST, LAST, type Stretch } from './catalogue-out-rows.js';

export interface GroupOutRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string | null;
  readonly description: string | null;
}

export interface PropertyOutRow {
  readonly key: string;
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly valueType: PropertyRecord['valueType'];
  readonly multiple: boolean | null;
  readonly required: boolean | null;
  readonly forProducts: boolean | null;
  readonly forOffers: boolean | null;
  readonly forDocuments: boolean | null;
  readonly variants: Readonly<Record<string, string>>;
}

export interface PriceTypeOutRow {
  readonly id: string;
  readonly name: string | null;
  readonly currency: string | null;
  readonly taxes: readonly Tax[] | null;
}

export interface WarehouseOutRow {
  readonly id: string;
  readonly name: string | null;
  readonly comment: string | null;
  readonly address: string | null;
}

export interface UnitOutRow {
  readonly id: string;
  readonly code: string | null;
  readonly shortName: string | null;
  readonly fullName: string | null;
  readonly international: string | null;
}

/** What offers refer to, and every portion of them names. */
export interface OfferReferences {
  readonly priceTypes: readonly PriceTypeOutRow[];
  readonly warehouses: readonly WarehouseOutRow[];
}

const ACTIVE = 't.shop_id = ? and t.id_space = ? and t.active';

/** The groups in use, siblings in their order. */
export async function groupsOut(sql: Sql, { shopId, idSpace }: CatalogueScope): Promise<GroupOutRow[]> {
  const found = await sql.raw<{ rows: GroupOutRow[] }>(
    `select t.external_id as id, t.parent_external_id as "parentId", t.name, t.description from groups t
     where ${ACTIVE} order by t.sort, t.group_id`,
    [shopId, idSpace],
  );
  return found.rows;
}

/** The properties in use of one stretch, in the order of our ids. */
export async function propertiesOut(
  sql: Sql,
  { shopId, idSpace }: CatalogueScope,
  { after, until, limit }: Stretch,
): Promise<PropertyOutRow[]> {
  const found = await sql.raw<{ rows: PropertyOutRow[] }>(
    `select t.property_id as key, t.external_id as id, t.name, t.description, t.value_type as "valueType", t.multiple, t.required,
       t.for_products as "forProducts", t.for_offers as "forOffers", t.for_documents as "forDocuments", t.variants
     from properties t where ${ACTIVE} and t.property_id > ?::uuid and t.property_id <= ?::uuid order by t.property_id limit ?`,
    [shopId, idSpace, after ?? FIRST, until ?? LAST, limit],
  );
  return found.rows;
}

/** How many properties are in use. */
export async function countPropertiesOut(sql: Sql, { shopId, idSpace }: CatalogueScope): Promise<number> {
  const found = await sql.raw<{ rows: { count: string }[] }>(
    `select count(*) as count from properties t where ${ACTIVE}`,
    [shopId, idSpace],
  );
  return Number(found.rows[0]?.count ?? 0);
}

/** The price types and warehouses in use. */
export async function offerReferences(sql: Sql, { shopId, idSpace }: CatalogueScope): Promise<OfferReferences> {
  const priceTypes = await sql.raw<{ rows: PriceTypeOutRow[] }>(
    `select t.external_id as id, t.name, t.currency, t.taxes from price_types t where ${ACTIVE} order by t.price_type_id`,
    [shopId, idSpace],
  );
  const warehouses = await sql.raw<{ rows: WarehouseOutRow[] }>(
    `select t.external_id as id, t.name, t.comment, t.address from warehouses t where ${ACTIVE} order by t.warehouse_id`,
    [shopId, idSpace],
  );
  return { priceTypes: priceTypes.rows, warehouses: warehouses.rows };
}

/** The units of measure in use that a classifier named (3.x). */
export async function unitsOut(sql: Sql, { shopId, idSpace }: CatalogueScope): Promise<UnitOutRow[]> {
  const found = await sql.raw<{ rows: UnitOutRow[] }>(
    `select t.external_id as id, t.code, t.short_name as "shortName", t.full_name as "fullName", t.international from units t
     where ${ACTIVE} order by t.unit_id`,
    [shopId, idSpace],
  );
  return found.rows;
}
