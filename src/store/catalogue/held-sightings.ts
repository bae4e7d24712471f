import type { Tx } from '../../db/open.js';
import type { ItemKind } from './item-numbers.js';
import type { SeenItems, UnsettledRun } from './run-sightings.js';

/**
 * Takes what a step has come upon out of a held removal: who confirms it later removes only what has not come again. Where the offers
 * of the run were not a full export, offers wait there only because their product does: they are taken out with it.
 * @param keys bindings of `items`, and `shop`, `space` and `run`
 */
export async function takeOutOfHeld(
  tx: Tx,
  run: UnsettledRun,
  { entity, items }: SeenItems,
  keys: Readonly<Record<string, unknown>>,
): Promise<void> {
  const bindings = keys as Record<string, string>;
  await tx.raw(
    `delete from run_missing where ctid = any(array(
       select m.ctid from (${items} offset 0) s ${waiting(entity, 's.item_no')}))`,
    bindings,
  );
  if (entity !== 'product' || run.offersFull) return;
  await tx.raw(
    `delete from run_missing where ctid = any(array(
       select m.ctid from (${items} offset 0) s
       cross join lateral (select p.external_id from products p where p.shop_id = :shop and p.product_id = s.item_id offset 0) p
       cross join lateral (select o.item_no from offers o
         where o.shop_id = :shop and o.id_space = :space and o.product_external_id = p.external_id offset 0) o
       ${waiting('offer', 'o.item_no')}
       where s.present))`,
    bindings,
  );
}

/**
 * As `takeOutOfHeld`, of items that the catalogue has and whose numbers are known.
 * @param items an `int8multirange` of their numbers
 */
export async function takeNumbersOutOfHeld(tx: Tx, run: UnsettledRun, entity: ItemKind, items: string): Promise<void> {
  const keys = { shop: run.shopId, run: run.runId, items };
  const taken = await tx.raw<{ rows: { item_id: string }[] }>(
    `delete from run_missing where ctid = any(array(
       select m.ctid from (select unnest(cast(:items as int8multirange)) as r offset 0) s
       cross join lateral (select w.ctid from run_missing w where w.shop_id = :shop and w.run_id = cast(:run as uuid)
         and w.entity = '${entity}' and w.item_no >= lower(s.r) and w.item_no < upper(s.r) offset 0) m))
     returning item_id`,
    keys,
  );
  if (entity !== 'product' || run.offersFull || taken.rows.length === 0) return;
  await tx.raw(
    `delete from run_missing where ctid = any(array(
       select m.ctid from unnest(cast(:products as uuid[])) as s(product_id)
       cross join lateral (select p.id_space, p.external_id from products p
         where p.shop_id = :shop and p.product_id = s.product_id offset 0) p
       cross join lateral (select o.item_no from offers o where o.shop_id = :shop and o.id_space = p.id_space
         and o.product_external_id = p.external_id offset 0) o
       ${waiting('offer', 'o.item_no')}))`,
    { ...keys, products: taken.rows.map((row) => row.item_id) } as unknown as Record<string, string>,
  );
}

const waiting = (entity: string, number: string): string => `cross join lateral (select w.ctid from run_missing w
  where w.shop_id = :shop and w.run_id = cast(:run as uuid) and w.entity = '${entity}' and w.item_no = ${number} offset 0) m`;
