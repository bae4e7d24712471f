/**
 * The rows that the floor «bare COPY» writes: those that the first load has left in these tables (all columns), or the
 * columns that prices.xml and rests.xml say something about, for every offer. An unchanged re-import writes none.
 * @type {Record<import('./changes.mjs').Phase, readonly { table: string, columns?: readonly string[] }[]>}
 */
export const FLOOR_TABLES = {
  first: [{ table: 'products' }, { table: 'offers' }],
  unchanged: [],
  onePercent: [],
  prices: [{ table: 'offers', columns: ['shop_id', 'offer_id', 'prices'] }],
  rests: [{ table: 'offers', columns: ['shop_id', 'offer_id', 'stock', 'stock_total'] }],
};
