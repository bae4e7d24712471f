/**
 * Before-images: a row of the catalogue as it was before an exchange changed it first. They are kept by the statement that
 * changes the row: its sub-statements all see the table as it was before, so the old row is read by the key that the change returns
 * (the same join once more would cost as much as the change). A row that the exchange made itself (`made_by`) needs none, nor one that
 * it wrote last (`exchange_id`): that has its image.
 *
 * They are kept in blocks, since what is alike side by side packs well: an image of an offer's prices and stock took 1,100 bytes of log
 * and 17 µs as a row of its own, 90 bytes and 10 µs in a block, 50 bytes and 6 µs in a block of columns. When two exchanges write the same
 * row by turns, a block may hold an image of a row that an earlier one has as well: who reads takes the first.
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
  offer_numbers: ['offer_id'],
  other_records: ['id_space', 'name', 'external_id'],
  files: ['file_id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CatalogueTable = keyof typeof KEYS;

/** SQL of `row_key`: the key's one column, or all of them as a JSON array. */
export const rowKey = (alias: string, table: CatalogueTable): string => {
  const [first, ...more] = KEYS[table].map((column) => `${alias}.${column}`);
  return more.length === 0 ? `cast(${first} as text)` : `jsonb_build_array(${[first, ...more].join(', ')})::text`;
};

/** SQL: row `t` of a table has this key. @param key SQL of a `row_key` */
export const hasKey = (table: CatalogueTable, key: string): string => {
  const columns: readonly string[] = KEYS[table];
  const [only] = columns;
  return columns.length === 1
    ? `t.${only} = cast(${key} as uuid)`
    : columns.map((column, i) => `t.${column} = cast(${key} as jsonb) ->> ${i}`).join(' and ');
};

/** Images of one block: one of 1,000 is well below a megabyte. */
const BLOCK = 1000;

/**
 * SQL that keeps images.
 * @param images SQL of a query of (row_key, content)
 */
export const keepImages = (table: CatalogueTable, images: string): string =>
  table === 'offer_numbers'
    ? keepNumbers(`select cast(row_key as uuid) as offer_id, content -> 'prices' as prices, content -> 'stock' as stock,
        cast(content ->> 'stock_total' as numeric) as stock_total, cast(content ->> 'made_by' as uuid) as made_by from (${images}) i`)
    : `insert into before_images (shop_id, exchange_id, entity, row_keys, contents)
       select :shop, cast(:exchange as uuid), '${table}', array_agg(row_key), array_agg(content)
       from ${inBlocks(images)} i group by block`;

/**
 * SQL that keeps images of offers' numbers, which have a table of their own.
 * @param images SQL of a query of columns of `offer_numbers`; without prices = a restore has put it there
 */
export const keepNumbers = (images: string): string =>
  `insert into number_images (shop_id, exchange_id, offer_ids, prices, stock, stock_totals, makers)
   select :shop, cast(:exchange as uuid), array_agg(offer_id), array_agg(prices), array_agg(stock), array_agg(stock_total),
     array_agg(made_by)
   from ${inBlocks(images)} i group by block`;

const inBlocks = (images: string): string =>
  `(select *, (row_number() over () - 1) / ${BLOCK} as block from (${images}) i)`;

/** SQL: the exchange must keep the row before it writes it. */
export const mustBeKept = (row: string): string =>
  `${row}.made_by is distinct from cast(:exchange as uuid) and ${row}.exchange_id is distinct from cast(:exchange as uuid)`;

/**
 * SQL that keeps the rows that a statement beside it changes.
 * @param written name of that statement, or of any query of the keys
 */
export const keepRows = (table: CatalogueTable, written: string): string =>
  keepImages(
    table,
    `select ${rowKey('w', table)} as row_key, to_jsonb(b) as content from ${written} w
     cross join lateral (select * from ${table} o
       where o.shop_id = :shop and ${KEYS[table].map((column) => `o.${column} = w.${column}`).join(' and ')} offset 0) b
     where ${mustBeKept('b')}`,
  );

/**
 * SQL of a statement that changes rows, or makes those that are not there, and keeps what they were. An offer's time of change stands
 * beside its numbers.
 * @param statement update or insert … returning at least the columns of the table's key
 * @returns SQL that answers as `statement` does
 */
export const updateKeeping = (table: CatalogueTable, statement: string): string =>
  `with written as (${statement}), kept as (${keepRows(table, 'written')})${table === 'offers' ? `, touched as (${TOUCH})` : ''}
   select * from written`;

const TOUCH = `update offer_numbers t set updated_at = clock_timestamp()
  where t.shop_id = :shop and t.offer_id = any(array(select offer_id from written))`;

/**
 * SQL of a statement that deletes rows, and keeps them.
 * @param statement delete … returning *
 * @returns SQL that answers as `statement` does
 */
export const deleteKeeping = (table: CatalogueTable, statement: string): string =>
  `with written as (${statement}), kept as (${keepImages(
    table,
    `select ${rowKey('w', table)} as row_key, to_jsonb(w) as content from written w where ${mustBeKept('w')}`,
  )})
   select * from written`;

/**
 * SQL of a query of (row_key, content, at): the first image of each row of a table, and when it was kept.
 * @param which condition on the blocks `i`
 */
export const firstImages = (table: CatalogueTable, which: string): string =>
  table === 'offer_numbers'
    ? `select distinct on (u.offer_id) cast(u.offer_id as text) as row_key, case when u.prices is not null then jsonb_build_object(
         'shop_id', i.shop_id, 'offer_id', u.offer_id, 'prices', u.prices, 'stock', u.stock, 'stock_total', u.stock_total,
         'made_by', u.made_by) end as content, i.at
       from number_images i cross join lateral unnest(i.offer_ids, i.prices, i.stock, i.stock_totals, i.makers)
         as u(offer_id, prices, stock, stock_total, made_by)
       where i.shop_id = :shop and ${which}
       order by u.offer_id, i.at, i.exchange_id, i.block_no`
    : `select distinct on (u.row_key) u.row_key, u.content, i.at
       from before_images i cross join lateral unnest(i.row_keys, i.contents) as u(row_key, content)
       where i.shop_id = :shop and i.entity = '${table}' and ${which}
       order by u.row_key, i.at, i.exchange_id, i.block_no`;

/** SQL of a query of the keys of rows that have images. @param which condition on the blocks `i` */
export const keptKeys = (table: CatalogueTable, which: string): string =>
  table === 'offer_numbers'
    ? `select cast(u.offer_id as text) as row_key from number_images i cross join lateral unnest(i.offer_ids) as u(offer_id)
       where i.shop_id = :shop and ${which}`
    : `select u.row_key from before_images i cross join lateral unnest(i.row_keys) as u(row_key)
   where i.shop_id = :shop and i.entity = '${table}' and ${which}`;
