import type { Sql } from '../../db/open.js';

/**
 * The `cmlVersion=` that a node's client said at its newest init before this exchange, of the orders if there was one: whoever gets
 * orders need not say it again. null = it said none, or there was no init.
 */
export async function formerCmlVersion(sql: Sql, shopId: string, nodeId: string): Promise<string | null> {
  const found = await sql.raw<{ rows: { cml_version: string | null }[] }>(
    `select cml_version from exchanges where shop_id = ? and node_id = ? and generation > 0 and type in ('sale', 'catalog')
     order by type = 'sale' desc, opened_at desc, exchange_id desc limit 1`,
    [shopId, nodeId],
  );
  return found.rows[0]?.cml_version ?? null;
}
