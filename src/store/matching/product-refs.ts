import type { Knex } from 'knex';
import type { Sql, Tx } from '../../db/open.js';
import { exactTime } from '../list-page.js';

/** The storefront's own id of a product in one of its systems. */
export interface ProductRef {
  readonly productId: string;
  readonly system: string;
  readonly ref: string;
  readonly updatedAt: string;
}

const refs = (sql: Sql, shopId: string): Knex.QueryBuilder =>
  sql('product_refs')
    .where({ shop_id: shopId })
    .select({ productId: 'product_id', system: 'system', ref: 'ref', updatedAt: sql.raw(exactTime('updated_at')) });

/** What the systems call a product, in the order of the systems' names. */
export async function refsOfProduct(sql: Sql, shopId: string, productId: string): Promise<readonly ProductRef[]> {
  return await refs(sql, shopId).where({ product_id: productId }).orderByRaw('system collate "C"');
}

/** What a system calls a product; null = it has no id of it. */
export async function readRef(
  sql: Sql,
  shopId: string,
  by: { readonly system: string } & ({ readonly productId: string } | { readonly ref: string }),
): Promise<ProductRef | null> {
  const key = 'ref' in by ? { ref: by.ref } : { product_id: by.productId };
  return (
    (await refs(sql, shopId)
      .where({ system: by.system, ...key })
      .first()) ?? null
  );
}

/** The references of a system, in the order of their bytes. @param after the last ref of the page before; @returns one more than `limit` when there is more */
export async function listRefs(
  sql: Sql,
  shopId: string,
  system: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly ProductRef[]> {
  const query = refs(sql, shopId)
    .where({ system })
    .orderBy('ref')
    .limit(limit + 1);
  return await (after === null ? query : query.where('ref', '>', after));
}

/** Of given refs of a system, those that some product has. */
export async function takenRefs(
  tx: Tx,
  shopId: string,
  system: string,
  given: readonly string[],
): Promise<readonly ProductRef[]> {
  return await refs(tx, shopId)
    .where({ system })
    .whereRaw('ref = any(?::text[])', [[...given]]);
}

/** Of given products, the refs that they have in a system. */
export async function refsOfProducts(
  tx: Tx,
  shopId: string,
  system: string,
  productIds: readonly string[],
): Promise<readonly ProductRef[]> {
  return await refs(tx, shopId)
    .where({ system })
    .whereRaw('product_id = any(?::uuid[])', [[...productIds]]);
}

/** A reference to write. */
export type RefInput = Pick<ProductRef, 'productId' | 'ref'>;

/** Writes references of a locked system whose refs no other product has; those that say the same already are left as they are. */
export async function writeRefs(tx: Tx, shopId: string, system: string, given: readonly RefInput[]): Promise<void> {
  // First away with what is replaced: two products may exchange their refs.
  await tx.raw(
    `delete from product_refs r using jsonb_to_recordset(cast(:rows as jsonb)) as g("productId" uuid, ref text)
     where r.shop_id = :shop and r.system = :system and r.product_id = g."productId" and r.ref <> g.ref`,
    { shop: shopId, system, rows: JSON.stringify(given) },
  );
  await tx.raw(
    `insert into product_refs (shop_id, product_id, system, ref)
     select :shop, g."productId", :system, g.ref from jsonb_to_recordset(cast(:rows as jsonb)) as g("productId" uuid, ref text)
     on conflict (shop_id, product_id, system) do nothing`,
    { shop: shopId, system, rows: JSON.stringify(given) },
  );
}

/** Takes references of a system away, by their refs. @returns how many there were */
export async function deleteRefs(tx: Tx, shopId: string, system: string, given: readonly string[]): Promise<number> {
  return await tx('product_refs')
    .where({ shop_id: shopId, system })
    .whereRaw('ref = any(?::text[])', [[...given]])
    .delete();
}

/** Which of these products (UUIDs) there are, removed ones too. */
export async function knownProducts(
  sql: Sql,
  shopId: string,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { product_id: string }[] = await sql('products as p')
    .where({ shop_id: shopId })
    .whereRaw('product_id = any(?::uuid[])', [[...productIds]])
    .select('product_id');
  return new Set(rows.map((row) => row.product_id));
}
