import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';
import type { SeenChange } from './read-changes.js';
import type { ChangeType } from './record-changes.js';

/** What 1C calls a thing. */
export interface ExternalId {
  /** The id in 1C; of a file its path there. */
  readonly externalId: string;
  /** Null: an order's id is that of the document in its owner's 1C. */
  readonly idSpace: string | null;
}

const OFFER = `select offer_id as id, product_external_id || case when characteristic_id = '' then '' else '#' || characteristic_id end
  as external_id, id_space from offers where shop_id = :shop and offer_id`;

const named = (table: string, id: string): string =>
  `select ${id} as id, external_id, id_space from ${table} where shop_id = :shop and ${id}`;

/** SQL of (id, external_id, id_space) of the rows whose id is …; a type that 1C does not know has none. */
const QUERIES: Readonly<Record<ChangeType, string | null>> = {
  product: named('products', 'product_id'),
  offer: OFFER,
  price: OFFER,
  stock: OFFER,
  group: named('groups', 'group_id'),
  property: named('properties', 'property_id'),
  priceType: named('price_types', 'price_type_id'),
  warehouse: named('warehouses', 'warehouse_id'),
  unit: named('units', 'unit_id'),
  dictionary: named('dictionaries', 'dictionary_id'),
  dictionaryItem: named('dictionary_items', 'item_id'),
  counterparty: named('counterparties', 'counterparty_id'),
  file: 'select file_id as id, path as external_id, id_space from files where shop_id = :shop and file_id',
  order: `select order_id as id, one_c_id as external_id, null as id_space from orders
    where shop_id = :shop and one_c_id is not null and order_id`,
  channel: null,
};

interface Row {
  readonly id: string;
  readonly external_id: string;
  readonly id_space: string | null;
}

/**
 * What 1C calls the things that changed, by our ids: one look-up by key for each kind of thing among them. What is not there any more
 * (only a restore deletes rows) has none.
 */
export async function externalIdsOf(
  sql: Sql,
  shopId: string,
  changes: readonly Pick<SeenChange, 'type' | 'id'>[],
): Promise<ReadonlyMap<string, ExternalId>> {
  const byQuery = new Map<string, Set<string>>();
  for (const { type, id } of changes) {
    const query = QUERIES[type];
    if (query === null) continue;
    const ids = byQuery.get(query) ?? new Set();
    byQuery.set(query, ids.add(id));
  }
  const known = new Map<string, ExternalId>();
  for (const [query, ids] of byQuery) {
    const bindings = { shop: shopId, ids: [...ids] } as unknown as Knex.ValueDict;
    const { rows } = await sql.raw<{ rows: Row[] }>(`${query} = any(cast(:ids as uuid[]))`, bindings);
    for (const row of rows) known.set(row.id, { externalId: row.external_id, idSpace: row.id_space });
  }
  return known;
}
