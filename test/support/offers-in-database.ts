import type { Knex } from 'knex';

type Row = Readonly<Record<string, unknown>>;

const NUMBERS = ['prices', 'stock', 'stock_total', 'updated_at'];

/** Inserts offers by plain SQL as an import would leave them: their numbers in the table beside. @param rows columns of both tables */
export async function insertOffers(knex: Knex, ...rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const part = (isIn: (name: string) => boolean) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => isIn(name)));
    await knex('offers').insert(part((name) => !NUMBERS.includes(name)));
    const keys = ['shop_id', 'offer_id', 'exchange_id', 'made_by'];
    await knex('offer_numbers').insert(part((name) => keys.includes(name) || NUMBERS.includes(name)));
  }
}

/** Offers with their numbers, as one row each. */
export const wholeOffers = (knex: Knex): Knex.QueryBuilder<Record<string, unknown>> =>
  knex('offers')
    .join('offer_numbers as n', (join) => join.on('n.shop_id', 'offers.shop_id').on('n.offer_id', 'offers.offer_id'))
    .select('n.*', 'offers.*');

/** What an exchange has kept of a row of the catalogue, in the order in which it did. @param key our id of the row */
export async function imagesOf(
  knex: Knex,
  exchangeId: string,
  key: string,
): Promise<{ readonly entity: string; readonly content: Record<string, unknown> | null }[]> {
  const found = await knex.raw(
    `select i.entity, u.content from before_images i cross join lateral unnest(i.row_keys, i.contents) as u(row_key, content)
     where i.exchange_id = ? and u.row_key = ? order by i.block_no`,
    [exchangeId, key],
  );
  return found.rows;
}
