import type { Tx } from '../../db/open.js';
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
       select m.ctid from (${items} offset 0) s ${waiting(entity, 's.item_id')}))`,
    bindings,
  );
  if (entity !== 'product' || run.offersFull) return;
  await tx.raw(
    `delete from run_missing where ctid = any(array(
       select m.ctid from (${items} offset 0) s
       cross join lateral (select p.external_id from products p where p.shop_id = :shop and p.product_id = s.item_id offset 0) p
       cross join lateral (select o.offer_id from offers o
         where o.shop_id = :shop and o.id_space = :space and o.product_external_id = p.external_id offset 0) o
       ${waiting('offer', 'o.offer_id')}
       where s.present))`,
    bindings,
  );
}

const waiting = (entity: string, id: string): string => `cross join lateral (select w.ctid from run_missing w
  where w.shop_id = :shop and w.run_id = cast(:run as uuid) and w.entity = '${entity}' and w.item_id = ${id} offset 0) m`;
