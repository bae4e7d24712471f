import type { Knex } from 'knex';

/** What the listing says of each product of a shop, with terms by what they mean: their numbers differ from one making to the next. */
export async function dumpListing(knex: Knex, shopId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await knex.raw(
    `select l.product_id, l.active, s.active as searched, s.words, s.codes as parts, l.codes, l.name_key, cardinality(l.terms) as terms,
       (select coalesce(jsonb_agg(jsonb_build_array(t.kind, t.name, t.value, t.space) order by t.kind, t.name, t.value, t.space), '[]')
        from listing_terms t where t.shop_id = l.shop_id and t.term_no = any(l.terms)) as meant,
       (select coalesce(jsonb_agg(jsonb_build_array(t.kind, t.name, t.space, r.low) order by t.name, t.space), '[]')
        from listing_prices r left join listing_terms t on t.shop_id = r.shop_id and t.term_no = r.price_no
        where r.shop_id = l.shop_id and r.product_id = l.product_id) as prices
     from listing l left join search_rows s on s.shop_id = l.shop_id and s.product_id = l.product_id
     where l.shop_id = ? order by l.product_id`,
    [shopId],
  );
  return rows;
}

/** Prices of products that the listing does not have. */
export async function strayPrices(knex: Knex): Promise<number> {
  const { rows } = await knex.raw(
    `select count(*)::int as n from listing_prices r
     where not exists (select from listing l where l.shop_id = r.shop_id and l.product_id = r.product_id)`,
  );
  return rows[0].n;
}
