/**
 * The rows that the floor «bare COPY» writes: those that the first load has left in these tables (all columns), or the
 * columns that prices.xml and rests.xml say something about, for every offer. An unchanged re-import writes none.
 * @type {Record<import('./changes.mjs').Phase, readonly { table: string, columns?: readonly string[] }[]>}
 */
export const FLOOR_TABLES = {
  first: [{ table: 'products' }, { table: 'offers' }, { table: 'offer_numbers' }],
  unchanged: [],
  onePercent: [],
  prices: [{ table: 'offer_numbers', columns: ['shop_id', 'offer_id', 'prices'] }],
  rests: [{ table: 'offer_numbers', columns: ['shop_id', 'offer_id', 'stock', 'stock_total'] }],
};
