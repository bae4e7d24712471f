import type { Tx } from '../../db/open.js';

/**
 * Takes what this step's feed shows (`stage_sightings`) out of the node's held removals: who confirms later removes only what has
 * not come again. Where the offers of the run were not a full export, offers wait there only because their product does: they
 * are taken out with it.
 */
export async function takeOutOfHeld(tx: Tx, keys: { shop: string; node: string; space: string }): Promise<void> {
  const held = `full_runs r where r.shop_id = :shop and r.node_id = :node and r.state = 'held'`;
  const waiting = (id: string) => `cross join lateral (select w.ctid from run_missing w
    where w.shop_id = r.shop_id and w.run_id = r.run_id and w.entity = s.entity and w.external_id = ${id} offset 0) m`;
  await tx.raw(
    `delete from run_missing where ctid = any(array(
       select m.ctid from (select * from ${held} offset 0) r
       join stage_sightings s on s.catalogue_id = r.catalogue_id ${waiting('s.external_id')}))`,
    keys,
  );
  await tx.raw(
    `delete from run_missing where ctid = any(array(
       select m.ctid from (select * from ${held} and not r.offers_full offset 0) r
       join stage_sightings p on p.catalogue_id = r.catalogue_id and p.entity = 'product' and p.present
       cross join lateral (select 'offer' as entity, o.product_external_id || '#' || o.characteristic_id as external_id
         from offers o where o.shop_id = :shop and o.id_space = :space and o.product_external_id = p.external_id offset 0) s
       ${waiting('s.external_id')}))`,
    keys,
  );
}
