import type { Sql } from '../../db/open.js';

/** How much a shop has: nodes and keys in force, orders of all time. */
export interface ShopCounts {
  readonly nodes: number;
  readonly keys: number;
  readonly orders: number;
}

const NOTHING: ShopCounts = { nodes: 0, keys: 0, orders: 0 };

/** Counts what each shop of the server has. @returns the counts by the shop's id */
export async function countsOfShops(sql: Sql): Promise<(shopId: string) => ShopCounts> {
  const found = await sql.raw<{ rows: (ShopCounts & { shop_id: string })[] }>(
    `select s.shop_id,
       (select count(*)::int from nodes n where n.shop_id = s.shop_id and n.removed_at is null) as nodes,
       (select count(*)::int from api_keys k where k.shop_id = s.shop_id and k.revoked_at is null) as keys,
       (select count(*)::int from orders o where o.shop_id = s.shop_id) as orders
     from shops s`,
  );
  const counts = new Map(found.rows.map(({ shop_id, ...of }) => [shop_id, of]));
  return (shopId) => counts.get(shopId) ?? NOTHING;
}
