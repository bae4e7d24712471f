import type { Sql, Tx } from '../db/open.js';

/**
 * Makes a shop with its counters if it is not there, and locks its row until the commit: of two that start at once,
 * one waits here.
 * @param firstOrderNumber what the shop's first order is numbered with, when it numbers none itself
 */
export async function ensureShop(tx: Tx, shopId: string, firstOrderNumber: number): Promise<void> {
  await tx.raw('insert into shops (shop_id, name) values (?, ?) on conflict do nothing', [shopId, shopId]);
  await tx.raw('select shop_id from shops where shop_id = ? for update', [shopId]);
  await tx.raw('insert into change_counters (shop_id) values (?) on conflict do nothing', [shopId]);
  await tx.raw('insert into order_counters (shop_id, next) values (?, ?) on conflict do nothing', [
    shopId,
    firstOrderNumber,
  ]);
}

/** Whether nobody was ever let into a shop: no node and no API key, not even removed ones. */
export async function isUntouched(sql: Sql, shopId: string): Promise<boolean> {
  const result = await sql.raw<{ rows: { touched: boolean }[] }>(
    `select exists (select from nodes where shop_id = ?) or exists (select from api_keys where shop_id = ?) as touched`,
    [shopId, shopId],
  );
  return result.rows[0]?.touched === false;
}
