import type { Tx } from '../../db/open.js';
import type { MatchSet } from './match-set.js';
import type { MatchRule } from './matches.js';

/**
 * Confirms what runs have matched in a locked set; of items their references are made.
 * @param rules only what these found
 * @returns how many were confirmed
 */
export async function confirmMatched(tx: Tx, set: MatchSet, rules: readonly MatchRule[]): Promise<number> {
  const found = await tx.raw<{ rows: { count: string }[] }>(
    `with confirmed as (
       update matches set decision = 'confirmed', decided_at = clock_timestamp(), updated_at = clock_timestamp()
       where shop_id = :shop and kind = :kind and source = :source and against = :against and state = 'matched' and decision is null
         and rule = any(:rules)
       returning subject_id, product_id),
     called as (
       insert into product_refs (shop_id, product_id, system, ref)
       select :shop, product_id, :source, subject_id from confirmed where :kind = 'item')
     select count(*) as count from confirmed`,
    { shop: set.shopId, kind: set.kind, source: set.source, against: set.against, rules: [...rules] } as never,
  );
  return Number(found.rows[0]?.count);
}
