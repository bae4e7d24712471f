import type { Sql } from '../../db/open.js';

/** A match between products of two id spaces. */
export interface SameProducts {
  readonly one: string;
  readonly other: string;
  /** Whether a person decided it. */
  readonly confirmed: boolean;
}

/** Products that are one with a product by matches between id spaces, also by way of others: all pairs of that group. */
export async function readSameAs(sql: Sql, shopId: string, productId: string): Promise<readonly SameProducts[]> {
  const found = await sql.raw<{ rows: SameProducts[] }>(
    `with recursive same(id) as (
       select cast(:id as uuid)
       union
       select x.id from same s cross join lateral (
         select m.product_id as id from matches m
         where m.shop_id = :shop and m.kind = 'product' and m.product_id is not null and m.subject_id = cast(s.id as text)
         union all
         select cast(m.subject_id as uuid) from matches m where m.shop_id = :shop and m.product_id = s.id and m.kind = 'product') x)
     select m.subject_id as one, cast(m.product_id as text) as other, m.decision is not null as confirmed
     from same s join matches m on m.shop_id = :shop and m.kind = 'product' and m.product_id = s.id`,
    { id: productId, shop: shopId },
  );
  return found.rows;
}
