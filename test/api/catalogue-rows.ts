import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { insertOffers } from '../support/offers-in-database.js';

/** Rows as an import would leave them, written by plain SQL: these tests do not depend on the importer. */

type Row = Record<string, unknown>;

const JSON_COLUMNS = new Set(
  'unit properties characteristics requisites pictures prices stock taxes contacts variants settings counts detail fields field_values roles extra content'.split(
    ' ',
  ),
);

async function insert(knex: Knex, table: string, row: Row): Promise<void> {
  const cells = Object.entries(row).map(([name, value]) => [
    name,
    JSON_COLUMNS.has(name) ? JSON.stringify(value) : value,
  ]);
  const whole = { shop_id: 'main', ...Object.fromEntries(cells) };
  if (table === 'offers') await insertOffers(knex, whole);
  else await knex(table).insert(whole);
}

/** Inserts a row with an id of ours (given in `row`, or made), and gives it back. */
const inserter =
  (table: string, idColumn: string, defaults: Row = {}) =>
  async (knex: Knex, row: Row = {}): Promise<string> => {
    const id = String(row[idColumn] ?? uuid());
    await insert(knex, table, { [idColumn]: id, id_space: 'main', ...defaults, ...row });
    return id;
  };

export const insertProduct = inserter('products', 'product_id');
export const insertOffer = inserter('offers', 'offer_id');
export const insertGroup = inserter('groups', 'group_id');
export const insertProperty = inserter('properties', 'property_id');
export const insertPriceType = inserter('price_types', 'price_type_id');
export const insertWarehouse = inserter('warehouses', 'warehouse_id');
export const insertDictionary = inserter('dictionaries', 'dictionary_id');
export const insertDictionaryItem = inserter('dictionary_items', 'item_id');
export const insertCounterparty = inserter('counterparties', 'counterparty_id');
export const insertUnit = inserter('units', 'unit_id');
export const insertCatalogue = inserter('catalogues', 'row_id');
export const insertOtherRecord = inserter('other_records', 'row_id', { name: 'Скидки', content: {} });
export const insertFile = inserter('files', 'file_id', {
  sha256: 'ab'.repeat(32),
  size: 3,
  content_type: 'image/jpeg',
});

/** A node that takes part in nothing but what its test says. */
export async function insertNodeRow(knex: Knex, row: Row = {}): Promise<string> {
  const id = String(row.node_id ?? uuid());
  const name = String(row.name ?? `n-${id}`);
  const defaults = { node_id: id, name, profile: 'trade', login: name, password_hash: 'x', time_zone: 'UTC' };
  await insert(knex, 'nodes', { ...defaults, ...row });
  return id;
}
