import type { Tx } from '../../db/open.js';
import type { RefInput } from './product-refs.js';

/** What references of a locked system say of the matches of its items. */

/** The items with these refs are the products that are called so, whatever was found or decided before. */
export async function matchByRefs(tx: Tx, shopId: string, system: string, given: readonly RefInput[]): Promise<void> {
  await tx.raw(
    `update matches m set state = 'matched', product_id = g."productId", rule = null, candidates = '[]', decision = 'ref',
       decided_at = clock_timestamp(), updated_at = clock_timestamp()
     from jsonb_to_recordset(cast(:rows as jsonb)) as g("productId" uuid, ref text)
     where m.shop_id = :shop and m.kind = 'item' and m.source = :system and m.against = '' and m.subject_id = g.ref
       and (m.product_id is distinct from g."productId" or m.decision is null)`,
    { shop: shopId, system, rows: JSON.stringify(given) },
  );
}

/** Products that are given to an item are no other's: such others are unmatched until the next run. */
export async function claimProducts(tx: Tx, shopId: string, system: string, given: readonly RefInput[]): Promise<void> {
  await tx.raw(
    `update matches m set state = 'unmatched', product_id = null, rule = null, candidates = '[]', decision = null, decided_at = null,
       updated_at = clock_timestamp()
     from jsonb_to_recordset(cast(:rows as jsonb)) as g("productId" uuid, ref text)
     where m.shop_id = :shop and m.kind = 'item' and m.source = :system and m.against = '' and m.product_id = g."productId" and m.subject_id <> g.ref`,
    { shop: shopId, system, rows: JSON.stringify(given) },
  );
}

/** Items with these refs are called so by no product any more: runs decide about them again. */
export async function reopenByRefs(tx: Tx, shopId: string, system: string, refs: readonly string[]): Promise<void> {
  await tx.raw(
    `update matches set state = 'unmatched', product_id = null, rule = null, candidates = '[]', decision = null, decided_at = null,
       updated_at = clock_timestamp()
     where shop_id = ? and kind = 'item' and source = ? and against = '' and subject_id = any(cast(? as text[])) and product_id is not null`,
    [shopId, system, [...refs]],
  );
}
