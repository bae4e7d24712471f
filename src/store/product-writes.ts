import type { Tx } from '../db/open.js';
import type { Change } from './changes.js';
import { mergedColumn, orEmpty, PRODUCT_COLUMNS } from './item-columns.js';
import { fillStage, type StagedRow } from './stage.js';
import type { WriteScope } from './write-scope.js';

const NAMES = PRODUCT_COLUMNS.map((column) => column.name);

/**
 * Writes products by their 1C id. Presence must have been noted before (`noteSightings`): a product is active while any
 * node's catalogue has it. Rows that already say the same are not touched.
 *
 * A Товар row `a#b` (one row for each characteristic: УТ10, УТП, BAS) speaks for product `a` only while it is its lead: the
 * first that came. A plain row `a` always speaks for it. So several rows of one product never overwrite each other by turns.
 * @param rows keys = [external_id, characteristic, new uuid], one row per id and characteristic
 */
export async function writeProducts(tx: Tx, scope: WriteScope, rows: readonly StagedRow[]): Promise<Change[]> {
  if (rows.length === 0) return [];
  await fillStage(tx, 'stage_products', ['external_id', 'characteristic', 'new_id'], PRODUCT_COLUMNS, rows);
  const keys = { shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId };
  const present = `exists (select from presence p where p.shop_id = :shop and p.id_space = :space
    and p.entity = 'product' and p.external_id = s.external_id)`;
  const inserted = await tx.raw(
    `insert into products (shop_id, product_id, id_space, external_id, lead_characteristic, ${NAMES.join(', ')}, active, exchange_id)
     select distinct on (external_id) :shop as shop, new_id::uuid, :space, external_id, characteristic,
       ${NAMES.map((name) => orEmpty(`s.${name}`, name)).join(', ')}, ${present}, cast(:exchange as uuid)
     from stage_products s
     where not exists (select from products o
       where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id)
     order by external_id, (characteristic <> ''), ord
     on conflict do nothing returning product_id as id`,
    keys,
  );
  const merged = NAMES.map((name, index) =>
    mergedColumn(name, `s.said & ${1 << index} <> 0`, `s.${name}`, scope.kept.has(name)),
  );
  const compared = ['lead_characteristic', ...NAMES, 'active'];
  const updated = await tx.raw(
    `update products t
     set ${compared.map((name) => `${name} = n.${name}`).join(', ')}, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from (select distinct on (o.product_id) o.product_id, ${merged.join(', ')}, ${present} as active,
             case when s.characteristic = '' then '' else o.lead_characteristic end as lead_characteristic
           from stage_products s
           join products o on o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id
             and (s.characteristic = '' or s.characteristic = o.lead_characteristic)
           order by o.product_id, (s.characteristic <> ''), s.ord desc) n
     where t.shop_id = :shop and t.product_id = n.product_id
       and (${compared.map((name) => `t.${name}`).join(', ')})
         is distinct from (${compared.map((name) => `n.${name}`).join(', ')})
     returning t.product_id as id`,
    keys,
  );
  return [...inserted.rows, ...updated.rows].map((row: { id: string }) => ({
    entity: 'product',
    entityId: row.id,
    action: 'written',
  }));
}
