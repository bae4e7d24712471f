import type { Sql } from '../db/open.js';

/** The words that the orders of a shop use; each is its own id, since none of them is kept in a table of its own. */
export interface OrderDictionary {
  readonly statuses: readonly string[];
  readonly payments: readonly string[];
  readonly deliveries: readonly string[];
}

/** More of them are no dictionary but a mistake; a client shows them all to its user. */
const MOST = 500;

/**
 * What statuses, payments and deliveries stand in the orders of a shop, each once, in alphabetical order. Called by
 * mode=info.
 */
export async function readOrderDictionary(sql: Sql, shopId: string): Promise<OrderDictionary> {
  const words = async (expression: string, from = 'orders') => {
    const result = await sql.raw<{ rows: { word: string }[] }>(
      `select distinct ${expression} as word from ${from}
       where shop_id = ? and ${expression} <> '' order by word limit ?`,
      [shopId, MOST],
    );
    return result.rows.map((row) => row.word);
  };
  return {
    statuses: await words('status'),
    payments: await words(`payment ->> 'name'`, 'orders, jsonb_array_elements(payments) as payment'),
    deliveries: await words(`delivery ->> 'name'`),
  };
}
