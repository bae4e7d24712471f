import type { Sql } from '../db/open.js';

/** The words that the orders of a shop use or used; each is its own id. */
export interface OrderDictionary {
  readonly statuses: readonly string[];
  readonly payments: readonly string[];
  readonly deliveries: readonly string[];
}

/** More of a kind are no dictionary but a mistake; a client shows them all to its user. */
const MOST = 500;

/** Kind of word → where the orders have it, as SQL that selects it. */
const SOURCES = {
  status: 'select distinct status from orders where shop_id = :shop',
  payment: `select distinct payment ->> 'name' from orders, jsonb_array_elements(payments) as payment where shop_id = :shop`,
  delivery: `select distinct delivery ->> 'name' from orders where shop_id = :shop`,
} as const;

/**
 * The statuses, payments and deliveries of a shop's orders, each once, in alphabetical order: those that stand in an order now, and
 * those that a former call found. A word that a person has mapped in 1C stays, also when the last order has left it. Called by
 * mode=info.
 */
export async function readOrderDictionary(sql: Sql, shopId: string): Promise<OrderDictionary> {
  return {
    statuses: await words(sql, shopId, 'status'),
    payments: await words(sql, shopId, 'payment'),
    deliveries: await words(sql, shopId, 'delivery'),
  };
}

async function words(sql: Sql, shopId: string, kind: keyof typeof SOURCES): Promise<string[]> {
  const keys = { shop: shopId, kind, most: MOST };
  await sql.raw(
    `insert into order_words (shop_id, kind, word)
     select :shop, :kind, word from (${SOURCES[kind]}) as found(word) where btrim(word) <> '' order by word limit :most
     on conflict do nothing`,
    keys,
  );
  const known = await sql.raw<{ rows: { word: string }[] }>(
    'select word from order_words where shop_id = :shop and kind = :kind order by word limit :most',
    keys,
  );
  return known.rows.map((row) => row.word);
}
