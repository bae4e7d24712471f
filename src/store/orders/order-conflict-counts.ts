import type { Sql } from '../../db/open.js';

/** How many conflicts each of these orders has had; one without any is left out. */
export async function countConflicts(
  sql: Sql,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map();
  const found = await sql.raw<{ rows: { order_id: string; conflicts: number }[] }>(
    `select order_id, count(*)::int as conflicts from order_conflicts where shop_id = ? and order_id = any(?::uuid[]) group by order_id`,
    [shopId, [...orderIds]],
  );
  return new Map(found.rows.map((row) => [row.order_id, row.conflicts]));
}
