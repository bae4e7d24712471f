/**
 * Before-images: a row of the catalogue as it was before an exchange changed it first. They are kept by the statement that
 * changes the row: its sub-statements all see the table as it was before, so the old row is read by the key that the change returns
 * (the same join once more would cost as much as the change). A row that the exchange made itself (`made_by`) needs none.
 * All these statements need the bindings `:shop` and `:exchange`.
 */

/** The keys of the tables behind `shop_id`: our id, or what a table has that has none. */
export const KEYS = {
  catalogues: ['id_space', 'external_id'],
  groups: ['group_id'],
  properties: ['property_id'],
  price_types: ['price_type_id'],
  warehouses: ['warehouse_id'],
  units: ['unit_id'],
  dictionaries: ['dictionary_id'],
  dictionary_items: ['item_id'],
  counterparties: ['counterparty_id'],
  products: ['product_id'],
  offers: ['offer_id'],
  other_records: ['id_space', 'name', 'external_id'],
  files: ['file_id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CatalogueTable = keyof typeof KEYS;

/** SQL of `row_key`: the key's one column, or all of them as a JSON array. */
export const rowKey = (alias: string, table: CatalogueTable): string => {
  const [first, ...more] = KEYS[table].map((column) => `${alias}.${column}`);
  return more.length === 0 ? `cast(${first} as text)` : `jsonb_build_array(${[first, ...more].join(', ')})::text`;
};

/**
 * SQL of a statement that changes rows, or makes those that are not there, and keeps what they were.
 * @param statement update or insert … returning at least the columns of the table's key
 * @returns SQL that answers as `statement` does
 */
export const updateKeeping = (table: CatalogueTable, statement: string): string =>
  `with written as (${statement}), kept as (
     insert into before_images (shop_id, exchange_id, entity, row_key, content)
     select :shop, cast(:exchange as uuid), '${table}', ${rowKey('w', table)}, to_jsonb(b)
     from written w
     cross join lateral (select * from ${table} o
       where o.shop_id = :shop and ${KEYS[table].map((column) => `o.${column} = w.${column}`).join(' and ')} offset 0) b
     cross join lateral (select exists (select from before_images i
       where i.shop_id = :shop and i.exchange_id = cast(:exchange as uuid) and i.entity = '${table}'
         and i.row_key = ${rowKey('w', table)}) as kept offset 0) k
     where b.made_by is distinct from cast(:exchange as uuid) and not k.kept
     on conflict do nothing)
   select * from written`;

/**
 * SQL of a statement that deletes rows, and keeps them.
 * @param statement delete … returning *
 * @returns SQL that answers as `statement` does
 */
export const deleteKeeping = (table: CatalogueTable, statement: string): string =>
  `with written as (${statement}), kept as (
     insert into before_images (shop_id, exchange_id, entity, row_key, content)
     select :shop, cast(:exchange as uuid), '${table}', ${rowKey('w', table)}, to_jsonb(w) from written w
     where w.made_by is distinct from cast(:exchange as uuid)
     on conflict do nothing)
   select ${KEYS[table].join(', ')} from written`;
