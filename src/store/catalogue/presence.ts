import { copyRows } from '../../db/copy.js';
import type { Tx } from '../../db/open.js';
import { deleteKeeping, updateKeeping } from './before-images.js';
import { takeOutOfHeld } from './held-sightings.js';
import type { WriteScope } from './write-scope.js';

/** A product ('a') or an offer ('a#b', 'a#') as a feed of one catalogue shows it. */
export interface Sighting {
  readonly entity: 'product' | 'offer';
  readonly catalogueId: string;
  readonly externalId: string;
  /** False: the feed says that it is deleted. */
  readonly present: boolean;
  /** The feed tells only what it costs, or how much there is of it: that brings back nothing that is not on sale. */
  readonly onlyNumbers?: boolean;
}

/** Makes the table of what this step's feed shows; it is empty when the step shows nothing. */
export const SIGHTINGS_STAGE = `create temporary table if not exists stage_sightings
  (catalogue_id text, entity text, external_id text, present boolean, only_numbers boolean) on commit delete rows`;

/**
 * SQL that tells whether a catalogue of any node has it; what a removed node brought does not count.
 * Bindings: `:shop`, `:space`.
 * @param externalId an SQL expression
 */
export const isPresent = (entity: Sighting['entity'], externalId: string): string =>
  `exists (select from presence p where p.shop_id = :shop and p.id_space = :space and p.entity = '${entity}'
     and p.external_id = ${externalId}
     and not exists (select from nodes n where n.shop_id = p.shop_id and n.node_id = p.node_id and n.removed_at is not null))`;

/**
 * Notes which products and offers this node's catalogues have, and, while a full run of the catalogue is open, that the
 * run has seen them. What is present already is not written again. What waits in a held removal is taken out of it.
 */
export async function noteSightings(tx: Tx, scope: WriteScope, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return;
  const unique = latest(sightings);
  await tx.raw(`${SIGHTINGS_STAGE}; delete from stage_sightings`);
  await copyRows(
    tx,
    'stage_sightings',
    ['catalogue_id', 'entity', 'external_id', 'present', 'only_numbers'],
    rowsOf(unique),
  );
  if (unique.some((sighting) => sighting.onlyNumbers)) await passOver(tx, scope);
  if (unique.some((sighting) => !sighting.present)) await forget(tx, scope);
  if (unique.some((sighting) => sighting.present)) await remember(tx, scope);
  await noteInRuns(tx, scope);
}

/** An offer that was deleted, retired or parked stays so when its price or stock comes alone (prices.xml and rests.xml of 3.x). */
async function passOver(tx: Tx, scope: WriteScope): Promise<void> {
  await tx.raw(
    `delete from stage_sightings where ctid = any(array(
       select s.ctid from stage_sightings s cross join lateral (select from offers o
         where o.shop_id = :shop and o.id_space = :space and o.product_external_id = split_part(s.external_id, '#', 1)
           and o.characteristic_id = substr(s.external_id, strpos(s.external_id, '#') + 1) and not o.active offset 0) o
       where s.only_numbers and s.entity = 'offer'))`,
    keysOf(scope),
  );
}

/**
 * What the feed calls deleted is not there any more; nor is a product that only its characteristics spoke for, with the last of them.
 * (Rows are deleted by `ctid`: nobody else writes presences of this id space meanwhile.)
 */
async function forget(tx: Tx, scope: WriteScope): Promise<void> {
  const keys = keysOf(scope);
  const called = `delete from presence where ctid = any(array(
       select q.ctid from stage_sightings s cross join lateral (
         select p.ctid from presence p where p.shop_id = :shop and p.node_id = :node
           and p.catalogue_id = s.catalogue_id and p.entity = s.entity and p.external_id = s.external_id offset 0) q
       where not s.present)) returning *`;
  await tx.raw(deleteKeeping('presence', called), keys);
  const left = `delete from presence where ctid = any(array(
       select q.at from (select distinct catalogue_id, split_part(external_id, '#', 1) as product
         from stage_sightings where entity = 'offer' and not present) d
       cross join lateral (select from products t where t.shop_id = :shop and t.id_space = :space
         and t.external_id = d.product and t.lead_characteristic <> '' offset 0) t
       cross join lateral (select p.ctid as at from presence p where p.shop_id = :shop and p.node_id = :node
         and p.catalogue_id = d.catalogue_id and p.entity = 'product' and p.external_id = d.product offset 0) q
       cross join lateral (select count(r.present) as others
         from offers o cross join lateral (select true as present from presence p
           where p.shop_id = :shop and p.node_id = :node and p.catalogue_id = d.catalogue_id and p.entity = 'offer'
             and p.external_id = o.product_external_id || '#' || o.characteristic_id offset 0) r
         where o.shop_id = :shop and o.id_space = :space and o.product_external_id = d.product offset 0) k
       where k.others = 0 and (d.catalogue_id, d.product) not in (
         select catalogue_id, split_part(external_id, '#', 1) from stage_sightings where present))) returning *`;
  await tx.raw(deleteKeeping('presence', left), keys);
}

/** A node may have been given another id space since: then its presence moves there. */
async function remember(tx: Tx, scope: WriteScope): Promise<void> {
  const statement = `insert into presence as t (shop_id, node_id, catalogue_id, entity, external_id, id_space, made_by)
     select :shop, cast(:node as uuid), catalogue_id, entity, external_id, :space, cast(:exchange as uuid)
     from stage_sightings s
     cross join lateral (select exists (
       select from presence p where p.shop_id = :shop and p.node_id = :node and p.id_space = :space
         and p.catalogue_id = s.catalogue_id and p.entity = s.entity and p.external_id = s.external_id) as known offset 0) k
     where s.present and not k.known
     on conflict (shop_id, node_id, catalogue_id, entity, external_id) do update set id_space = excluded.id_space
     where t.id_space <> excluded.id_space returning t.*`;
  await tx.raw(updateKeeping('presence', statement), keysOf(scope));
}

async function noteInRuns(tx: Tx, scope: WriteScope): Promise<void> {
  const keys = keysOf(scope);
  const runs = await tx.raw<{ rows: { state: string }[] }>(
    `select distinct state from full_runs where shop_id = :shop and node_id = :node and state in ('open', 'held')`,
    keys,
  );
  const states = new Set(runs.rows.map((run) => run.state));
  if (states.has('open')) {
    await tx.raw(
      `insert into run_seen (shop_id, run_id, entity, external_id)
       select r.shop_id, r.run_id, s.entity, s.external_id
       from stage_sightings s join full_runs r
         on r.shop_id = :shop and r.node_id = :node and r.catalogue_id = s.catalogue_id and r.state = 'open'
       where s.present
       on conflict do nothing`,
      keys,
    );
  }
  if (states.has('held')) await takeOutOfHeld(tx, keys);
}

const keysOf = (scope: WriteScope) => ({
  shop: scope.shopId,
  node: scope.nodeId,
  space: scope.idSpace,
  exchange: scope.exchangeId,
});

const latest = (sightings: readonly Sighting[]): Sighting[] => [
  ...new Map(sightings.map((s) => [`${s.catalogueId}\0${s.entity}\0${s.externalId}`, s])).values(),
];

function* rowsOf(sightings: readonly Sighting[]): Generator<string[]> {
  for (const s of sightings) {
    yield [s.catalogueId, s.entity, s.externalId, s.present ? 't' : 'f', s.onlyNumbers ? 't' : 'f'];
  }
}
