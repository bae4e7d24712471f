import { v7 as uuid } from 'uuid';
import type { Tx } from '../../db/open.js';
import { takeNumbersOutOfHeld, takeOutOfHeld } from './held-sightings.js';
import { type ItemKind, NO_ITEMS } from './item-numbers.js';
import type { WriteScope } from './write-scope.js';

/** A full run of the node that what its feeds show concerns: an open one sees it, a held one loses it. */
export interface UnsettledRun {
  readonly shopId: string;
  readonly runId: string;
  readonly catalogueNo: number;
  readonly state: 'open' | 'held';
  readonly offersFull: boolean;
}

/** Items that a step of an import has come upon. */
export interface SeenItems {
  readonly catalogueNo: number;
  readonly entity: ItemKind;
  /** SQL of a query with the columns `item_id` (product_id or offer_id), `item_no` and `present` (false: shown as deleted). */
  readonly items: string;
  /** Of `items`; `shop`, `run`, `space` and `part` are taken. */
  readonly bindings?: Readonly<Record<string, unknown>>;
}

/** The node's open and held runs of catalogues that have a number; none = nothing to note. Asked once in a step, behind its heads. */
export async function unsettledRuns(tx: Tx, scope: WriteScope): Promise<readonly UnsettledRun[]> {
  const found = await tx.raw<{ rows: UnsettledRun[] }>(
    `select r.shop_id as "shopId", r.run_id as "runId", c.catalogue_no as "catalogueNo", r.state, r.offers_full as "offersFull"
     from full_runs r join node_catalogues c
       on c.shop_id = r.shop_id and c.node_id = r.node_id and c.catalogue_id = r.catalogue_id
     where r.shop_id = ? and r.node_id = ? and r.state in ('open', 'held')`,
    [scope.shopId, scope.nodeId],
  );
  return found.rows;
}

/**
 * Notes that the open run of a catalogue has seen items: one row, whatever their number. What waits in a held removal is taken out of
 * it. Nothing is asked of the database when no run concerns them.
 */
export async function noteSeen(
  tx: Tx,
  scope: WriteScope,
  runs: readonly UnsettledRun[],
  seen: SeenItems,
): Promise<void> {
  for (const run of runs) {
    if (run.catalogueNo !== seen.catalogueNo) continue;
    const keys = { ...seen.bindings, shop: scope.shopId, space: scope.idSpace, run: run.runId };
    if (run.state === 'held') await takeOutOfHeld(tx, run, seen, keys);
    else await seeIn(tx, seen, { ...keys, part: uuid() });
  }
}

async function seeIn(tx: Tx, { entity, items }: SeenItems, keys: Readonly<Record<string, unknown>>): Promise<void> {
  await tx.raw(
    `insert into run_seen (shop_id, run_id, entity, part, seen)
     select :shop, cast(:run as uuid), '${entity}', cast(:part as uuid), range_agg(int8range(i.item_no, i.item_no, '[]'))
     from (${items}) i where i.present having count(*) > 0`,
    keys as Record<string, string>,
  );
}

/** Items that a catalogue has, by their numbers. */
export interface SeenNumbers {
  readonly catalogueNo: number;
  readonly entity: ItemKind;
  /** An `int8multirange` of their numbers, as text. */
  readonly items: string;
}

/** As `noteSeen`, of items whose numbers are known. */
export async function noteSeenNumbers(tx: Tx, runs: readonly UnsettledRun[], seen: SeenNumbers): Promise<void> {
  if (seen.items === NO_ITEMS) return;
  for (const run of runs) {
    if (run.catalogueNo !== seen.catalogueNo) continue;
    if (run.state === 'held') await takeNumbersOutOfHeld(tx, run, seen.entity, seen.items);
    else {
      await tx.raw(
        `insert into run_seen (shop_id, run_id, entity, part, seen)
         values (?, cast(? as uuid), ?, cast(? as uuid), cast(? as int8multirange))`,
        [run.shopId, run.runId, seen.entity, uuid(), seen.items],
      );
    }
  }
}
