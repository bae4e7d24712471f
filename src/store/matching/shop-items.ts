import type { Sql, Tx } from '../../db/open.js';
import { exactTime } from '../list-page.js';

/** What a system had before 1C came. */
export interface ShopItem {
  /** The system's own id of it. */
  readonly ref: string;
  /** The id in 1C, where the system knows it. */
  readonly externalId: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly updatedAt: string;
}

export type ShopItemInput = Omit<ShopItem, 'updatedAt'>;

const COLUMNS = `ref, external_id as "externalId", sku, barcode, code, name, ${exactTime('updated_at')} as "updatedAt"`;

/** Writes items, each named once; those that say the same already are left as they are. */
export async function writeShopItems(
  tx: Tx,
  shopId: string,
  system: string,
  items: readonly ShopItemInput[],
): Promise<void> {
  await tx.raw(
    `insert into shop_items as s (shop_id, system, ref, external_id, sku, barcode, code, name)
     select :shop, :system, g.ref, g."externalId", g.sku, g.barcode, g.code, g.name
     from jsonb_to_recordset(cast(:rows as jsonb)) as g(ref text, "externalId" text, sku text, barcode text, code text, name text)
     on conflict (shop_id, system, ref) do update set external_id = excluded.external_id, sku = excluded.sku, barcode = excluded.barcode,
       code = excluded.code, name = excluded.name, updated_at = clock_timestamp()
     where (s.external_id, s.sku, s.barcode, s.code, s.name)
       is distinct from (excluded.external_id, excluded.sku, excluded.barcode, excluded.code, excluded.name)`,
    { shop: shopId, system, rows: JSON.stringify(items) },
  );
}

/** Items of a system, in the order of the bytes of their refs. @param after the last ref of the page before; @returns one more than `limit` when there is more */
export async function listShopItems(
  sql: Sql,
  shopId: string,
  system: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly ShopItem[]> {
  const query = sql('shop_items')
    .where({ shop_id: shopId, system })
    .orderBy('ref')
    .limit(limit + 1)
    .select(sql.raw(COLUMNS));
  return await (after === null ? query : query.where('ref', '>', after));
}

/** Items by their refs. */
export async function readShopItems(
  sql: Sql,
  shopId: string,
  system: string,
  given: readonly string[],
): Promise<ReadonlyMap<string, ShopItem>> {
  const rows: ShopItem[] = await sql('shop_items')
    .where({ shop_id: shopId, system })
    .whereRaw('ref = any(?::text[])', [[...given]])
    .select(sql.raw(COLUMNS));
  return new Map(rows.map((row) => [row.ref, row]));
}

/** The systems that items or references are kept of, with how many, in the order of their names. */
export async function listSystems(
  sql: Sql,
  shopId: string,
): Promise<readonly { readonly system: string; readonly items: number; readonly refs: number }[]> {
  const found = await sql.raw<{ rows: { system: string; items: string; refs: string }[] }>(
    `select system collate "C" as system, sum(items) as items, sum(refs) as refs from (
       select system, count(*) as items, 0 as refs from shop_items where shop_id = :shop group by system
       union all select system, 0, count(*) from product_refs where shop_id = :shop group by system) s
     group by system order by 1`,
    { shop: shopId },
  );
  return found.rows.map(({ system, items, refs }) => ({ system, items: Number(items), refs: Number(refs) }));
}

/** Deletes items of a locked system with their matches; what products are called stays. @param ref undefined = all; @returns how many there were */
export async function deleteShopItems(tx: Tx, shopId: string, system: string, ref?: string): Promise<number> {
  const matches = tx('matches').where({ shop_id: shopId, kind: 'item', source: system, against: '' });
  const items = tx('shop_items').where({ shop_id: shopId, system });
  await (ref === undefined ? matches : matches.where({ subject_id: ref })).delete();
  return await (ref === undefined ? items : items.where({ ref })).delete();
}
