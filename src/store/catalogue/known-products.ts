import type { Tx } from '../../db/open.js';
import { isOnSale } from './presence.js';

/**
 * Which of these whole 1C ids (`a`, `a#b`) the catalogues of an id space do not have: a product without a characteristic is there as
 * itself or as its only offer `a#`.
 */
export async function unknownProducts(
  tx: Tx,
  of: { readonly shopId: string; readonly idSpace: string },
  externalIds: Iterable<string>,
): Promise<Set<string>> {
  const ids = [...new Set(externalIds)];
  if (ids.length === 0) return new Set();
  const found = await tx.raw<{ rows: { id: string }[] }>(
    `select id from unnest(cast(:ids as text[])) as asked(id)
     where not exists (select from offers o where o.shop_id = :shop and o.id_space = :space
         and o.product_external_id = split_part(asked.id, '#', 1)
         and o.characteristic_id = case strpos(asked.id, '#') when 0 then '' else substr(asked.id, strpos(asked.id, '#') + 1) end
         and ${isOnSale('o.present_in')})
       and (strpos(asked.id, '#') > 0 or not exists (select from products p where p.shop_id = :shop and p.id_space = :space
         and p.external_id = asked.id and ${isOnSale('p.present_in')}))`,
    { shop: of.shopId, space: of.idSpace, ids } as unknown as Record<string, string>,
  );
  return new Set(found.rows.map((row) => row.id));
}
