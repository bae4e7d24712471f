import type { Sql } from '../../db/open.js';

/** A product as somebody who matches sees it. */
export interface BriefProduct {
  readonly productId: string;
  readonly idSpace: string;
  readonly externalId: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly active: boolean;
}

/** Products by our ids (UUIDs); one that is gone is left out. */
export async function readBriefProducts(
  sql: Sql,
  shopId: string,
  productIds: Iterable<string>,
): Promise<ReadonlyMap<string, BriefProduct>> {
  const rows: BriefProduct[] = await sql('products as p')
    .where({ shop_id: shopId })
    .whereRaw('product_id = any(?::uuid[])', [[...new Set(productIds)]])
    .select({ productId: 'product_id', idSpace: 'id_space', externalId: 'external_id' })
    .select('sku', 'barcode', 'code', 'name', sql.raw('active and not deleted as active'));
  return new Map(rows.map((row) => [row.productId, row]));
}

/** Whether any product, also one that is removed, has this id space. */
export async function isIdSpace(sql: Sql, shopId: string, idSpace: string): Promise<boolean> {
  return (await sql('products as p').where({ shop_id: shopId, id_space: idSpace }).first('product_id')) !== undefined;
}
