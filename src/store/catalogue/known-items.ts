import type { Tx } from '../../db/open.js';
import type { WriteScope } from './write-scope.js';

/** Which of these 1C ids the id space has products of. */
export async function knownProducts(tx: Tx, scope: WriteScope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await tx.raw<{ rows: { id: string }[] }>(
    'select external_id as id from products where shop_id = ? and id_space = ? and external_id = any(?::text[])',
    [scope.shopId, scope.idSpace, [...new Set(ids)]],
  );
  return new Set(found.rows.map((row) => row.id));
}

/** Which of these offers (`product#characteristic`) the id space has. */
export async function knownOffers(tx: Tx, scope: WriteScope, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const found = await tx.raw<{ rows: { key: string }[] }>(
    `select product_external_id || '#' || characteristic_id as key from offers
     where shop_id = ? and id_space = ? and product_external_id = any(?::text[])`,
    [scope.shopId, scope.idSpace, [...new Set(keys.map((key) => key.slice(0, key.indexOf('#'))))]],
  );
  return new Set(found.rows.map((row) => row.key));
}
