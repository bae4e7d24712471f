import type { Tx } from '../../db/open.js';
import { isPresent } from './presence.js';

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
     where not ${isPresent('offer', 'asked.id')}
       and (strpos(asked.id, '#') > 0 or not (${isPresent('product', 'asked.id')} or ${isPresent('offer', "asked.id || '#'")}))`,
    { shop: of.shopId, space: of.idSpace, ids } as unknown as Record<string, string>,
  );
  return new Set(found.rows.map((row) => row.id));
}
