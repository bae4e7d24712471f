import { copyRows } from '../db/copy.js';
import type { Tx } from '../db/open.js';
import type { WriteScope } from './write-scope.js';

/** A product ('a') or an offer ('a#b', 'a#') as a feed of one catalogue shows it. */
export interface Sighting {
  readonly entity: 'product' | 'offer';
  readonly catalogueId: string;
  readonly externalId: string;
  /** False: the feed says that it is deleted. */
  readonly present: boolean;
}

/**
 * Notes which products and offers this node's catalogues have, and, while a full run of the catalogue is open, that the
 * run has seen them. What is present already is not written again. A product waiting in a held removal is taken out of it.
 */
export async function noteSightings(tx: Tx, scope: WriteScope, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return;
  await tx.raw(
    `create temporary table if not exists stage_sightings
     (catalogue_id text, entity text, external_id text, present boolean) on commit delete rows`,
  );
  await tx.raw('delete from stage_sightings');
  const columns = ['catalogue_id', 'entity', 'external_id', 'present'];
  await copyRows(tx, 'stage_sightings', columns, latest(sightings));
  const keys = { shop: scope.shopId, node: scope.nodeId, space: scope.idSpace };
  await tx.raw(
    `delete from presence p using stage_sightings s
     where not s.present and p.shop_id = :shop and p.node_id = :node
       and p.catalogue_id = s.catalogue_id and p.entity = s.entity and p.external_id = s.external_id`,
    keys,
  );
  await tx.raw(
    `insert into presence (shop_id, node_id, catalogue_id, entity, external_id, id_space)
     select :shop, cast(:node as uuid), catalogue_id, entity, external_id, :space from stage_sightings s
     where present and not exists (
       select from presence p where p.shop_id = :shop and p.node_id = :node
         and p.catalogue_id = s.catalogue_id and p.entity = s.entity and p.external_id = s.external_id)
     on conflict do nothing`,
    keys,
  );
  await tx.raw(
    `insert into run_seen (shop_id, run_id, entity, external_id)
     select r.shop_id, r.run_id, s.entity, s.external_id
     from stage_sightings s join full_runs r
       on r.shop_id = :shop and r.node_id = :node and r.catalogue_id = s.catalogue_id and r.state = 'open'
     where s.present
     on conflict do nothing`,
    keys,
  );
  await tx.raw(
    `delete from run_missing m using full_runs r, stage_sightings s
     where r.shop_id = :shop and r.node_id = :node and r.state = 'held' and r.catalogue_id = s.catalogue_id
       and m.shop_id = r.shop_id and m.run_id = r.run_id and m.entity = s.entity and m.external_id = s.external_id`,
    keys,
  );
}

function* latest(sightings: readonly Sighting[]): Generator<string[]> {
  const unique = new Map(sightings.map((s) => [`${s.catalogueId}\0${s.entity}\0${s.externalId}`, s]));
  for (const s of unique.values()) yield [s.catalogueId, s.entity, s.externalId, s.present ? 't' : 'f'];
}
