import type { StagedColumn } from './stage.js';

/** Columns that products and offers share, in the order of their bits in `said`. */
export const SHARED_COLUMNS = [
  { name: 'name', type: 'text' },
  { name: 'sku', type: 'text' },
  { name: 'barcode', type: 'text' },
  { name: 'code', type: 'text' },
  { name: 'unit', type: 'jsonb' },
  { name: 'weight', type: 'numeric' },
  { name: 'characteristics', type: 'jsonb' },
  { name: 'properties', type: 'jsonb' },
  { name: 'requisites', type: 'jsonb' },
  { name: 'pictures', type: 'jsonb' },
  { name: 'file_paths', type: 'text[]' },
  { name: 'deleted', type: 'boolean' },
  { name: 'extra', type: 'jsonb' },
] as const satisfies readonly StagedColumn[];

export const PRODUCT_COLUMNS = [
  ...SHARED_COLUMNS,
  { name: 'full_name', type: 'text' },
  { name: 'description', type: 'text' },
  { name: 'description_html', type: 'text' },
  { name: 'group_ids', type: 'text[]' },
  { name: 'manufacturer', type: 'text' },
  { name: 'brand', type: 'text' },
  { name: 'country', type: 'text' },
  { name: 'taxes', type: 'jsonb' },
] as const satisfies readonly StagedColumn[];

/** Of an offer's row; `own_mask` has their bits. */
export const OFFER_COLUMNS = SHARED_COLUMNS;

/** What an offer costs and how much there is of it: in a table of their own, `offer_numbers`, in the order of their bits in what is said of it. */
export const NUMBER_COLUMNS = [
  { name: 'prices', type: 'jsonb' },
  { name: 'stock', type: 'jsonb' },
  { name: 'stock_total', type: 'numeric' },
] as const satisfies readonly StagedColumn[];

/** What stands in a column that may not be null when its record says "empty". */
const EMPTY: Readonly<Record<string, string>> = {
  characteristics: `'[]'::jsonb`,
  properties: `'[]'::jsonb`,
  requisites: `'[]'::jsonb`,
  pictures: `'[]'::jsonb`,
  file_paths: `'{}'::text[]`,
  group_ids: `'{}'::text[]`,
  prices: `'{}'::jsonb`,
  stock: `'{}'::jsonb`,
  extra: `'{}'::jsonb`,
  deleted: 'false',
};

/** What COPY writes into a column that may not be null, when its record says "empty" or nothing; undefined = NULL. */
export const emptyOf = (column: string): string | undefined => {
  const empty = EMPTY[column];
  return empty === 'false' ? 'f' : empty?.replace(/^'(.*)'::.*$/, '$1');
};

export const orEmpty = (expression: string, column: string): string => {
  const empty = EMPTY[column];
  return empty === undefined ? expression : `coalesce(${expression}, ${empty})`;
};

/** SQL of a column's value after the write: what the record said, else what was there; a kept column is only filled. */
export function mergedColumn(column: string, saidBit: string, said: string, kept: boolean): string {
  const empty = EMPTY[column];
  const isUnset = empty === undefined ? `o.${column} is null` : `o.${column} is not distinct from ${empty}`;
  const condition = kept ? `${saidBit} and (${isUnset})` : saidBit;
  return `case when ${condition} then ${orEmpty(said, column)} else o.${column} end`;
}
