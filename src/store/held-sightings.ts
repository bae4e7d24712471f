import type { Tx } from '../db/open.js';

/**
 * Takes what this step's feed shows (`stage_sightings`) out of the node's held removals: who confirms later removes only what has
 * not come again. Where the offers of the run were not a full export, offers wait there only because their product does: they
 * are taken out with it.
 */
export async function takeOutOfHeld(tx: Tx, keys: { shop: string; node: string }): Promise<void> {
  await tx.raw(
    `delete from run_missing m using full_runs r, stage_sightings s
     where r.shop_id = :shop and r.node_id = :node and r.state = 'held' and r.catalogue_id = s.catalogue_id
       and m.shop_id = r.shop_id and m.run_id = r.run_id and m.entity = s.entity and m.external_id = s.external_id`,
    keys,
  );
  await tx.raw(
    `delete from run_missing m using full_runs r, stage_sightings s
     where r.shop_id = :shop and r.node_id = :node and r.state = 'held' and r.catalogue_id = s.catalogue_id
       and not r.offers_full and s.entity = 'product' and s.present
       and m.shop_id = r.shop_id and m.run_id = r.run_id and m.entity = 'offer'
       and split_part(m.external_id, '#', 1) = s.external_id`,
    keys,
  );
}
