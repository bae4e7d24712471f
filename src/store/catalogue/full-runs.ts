import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';

/**
 * A full run: one full export of a catalogue by a node, from its first portion to its end, over as many exchanges as the 1C
 * makes of it (commerceml.md §5 no. 2).
 */
export interface FullRun {
  readonly shopId: string;
  readonly runId: string;
  readonly nodeId: string;
  readonly catalogueId: string;
  readonly state: 'open' | 'done' | 'held' | 'superseded';
  readonly firstExchangeId: string;
  readonly lastExchangeId: string;
  readonly catalogueFull: boolean;
  readonly offersFull: boolean;
  readonly offersImported: boolean;
  readonly ending: RunEnd | null;
  readonly quietSince: Date;
  readonly openedAt: Date;
}

/** What ended a run. */
export type RunEnd = 'deactivate' | 'complete' | 'changes' | 'quiet';

/** What a feed of a run shows about it; true is never taken back. */
export interface RunMarks {
  readonly catalogueFull?: boolean;
  readonly offersFull?: boolean;
  readonly offersImported?: boolean;
}

const COLUMNS = `shop_id as "shopId", run_id as "runId", node_id as "nodeId", catalogue_id as "catalogueId", state,
  first_exchange_id as "firstExchangeId", last_exchange_id as "lastExchangeId", catalogue_full as "catalogueFull",
  offers_full as "offersFull", offers_imported as "offersImported", ending, quiet_since as "quietSince", opened_at as "openedAt"`;

interface RunKey {
  readonly shopId: string;
  readonly nodeId: string;
  readonly exchangeId: string;
}

/** Opens the run of a catalogue, or goes on with the open one, and sets its marks. */
export async function openRun(tx: Tx, key: RunKey, catalogueId: string, marks: RunMarks): Promise<void> {
  await tx.raw(
    `insert into full_runs as r (shop_id, run_id, node_id, catalogue_id, first_exchange_id, last_exchange_id,
       catalogue_full, offers_full, offers_imported)
     values (:shop, :run, :node, :catalogue, :exchange, :exchange, :catalogueFull, :offersFull, :offersImported)
     on conflict (shop_id, node_id, catalogue_id) where state = 'open' do update set
       last_exchange_id = excluded.last_exchange_id, quiet_since = now(),
       catalogue_full = r.catalogue_full or excluded.catalogue_full,
       offers_full = r.offers_full or excluded.offers_full,
       offers_imported = r.offers_imported or excluded.offers_imported`,
    { ...bindings(key, catalogueId, marks), run: uuid() },
  );
}

/** Sets marks on the open run of a catalogue, if there is one. */
export async function markRun(tx: Tx, key: RunKey, catalogueId: string, marks: RunMarks): Promise<void> {
  await tx.raw(
    `update full_runs set last_exchange_id = :exchange, quiet_since = now(),
       catalogue_full = catalogue_full or :catalogueFull, offers_full = offers_full or :offersFull,
       offers_imported = offers_imported or :offersImported
     where shop_id = :shop and node_id = :node and catalogue_id = :catalogue and state = 'open'`,
    bindings(key, catalogueId, marks),
  );
}

const bindings = (key: RunKey, catalogueId: string, marks: RunMarks) => ({
  shop: key.shopId,
  node: key.nodeId,
  exchange: key.exchangeId,
  catalogue: catalogueId,
  catalogueFull: marks.catalogueFull ?? false,
  offersFull: marks.offersFull ?? false,
  offersImported: marks.offersImported ?? false,
});

/** The open runs, of one node or of all; locked when `tx` is to end them. */
export async function openRuns(
  sql: Sql,
  filter: { shopId?: string; nodeId?: string; catalogueId?: string; lock?: boolean } = {},
): Promise<FullRun[]> {
  const found = await sql.raw(
    `select ${COLUMNS} from full_runs where state = 'open'
       and (cast(:shop as text) is null or shop_id = :shop) and (cast(:node as uuid) is null or node_id = :node)
       and (cast(:catalogue as text) is null or catalogue_id = :catalogue)
     order by run_id ${filter.lock ? 'for update' : ''}`,
    { shop: filter.shopId ?? null, node: filter.nodeId ?? null, catalogue: filter.catalogueId ?? null },
  );
  return found.rows;
}

/** The held runs that an exchange took part in, locked. */
export async function heldRuns(tx: Tx, shopId: string, exchangeId: string): Promise<FullRun[]> {
  const found = await tx.raw(
    `select ${COLUMNS} from full_runs
     where shop_id = :shop and state = 'held' and :exchange in (first_exchange_id, last_exchange_id)
     order by run_id for update`,
    { shop: shopId, exchange: exchangeId },
  );
  return found.rows;
}

/** Remembers that the end of the node's open runs was asked while feeds were still being imported. */
export async function askEnding(sql: Sql, shopId: string, nodeId: string, end: RunEnd): Promise<void> {
  await sql.raw(`update full_runs set ending = ? where shop_id = ? and node_id = ? and state = 'open'`, [
    end,
    shopId,
    nodeId,
  ]);
}

/**
 * Closes a run. An older held removal of the same catalogue is void when this run exported the catalogue in full: then it has told
 * what there is.
 */
export async function closeRun(
  tx: Tx,
  run: FullRun,
  state: 'done' | 'held',
  end: RunEnd,
  outcome: { removed?: object; heldReason?: string },
): Promise<void> {
  await tx.raw(
    `update full_runs set state = ?, ended_by = coalesce(ended_by, ?), removed = ?::jsonb, held_reason = ?, ended_at = now()
     where shop_id = ? and run_id = ?`,
    [
      state,
      end,
      outcome.removed === undefined ? null : JSON.stringify(outcome.removed),
      outcome.heldReason ?? null,
      run.shopId,
      run.runId,
    ],
  );
  await tx.raw(
    `update full_runs set state = 'superseded' where shop_id = ? and node_id = ? and catalogue_id = ? and state = 'held'
       and run_id <> ? and ?`,
    [run.shopId, run.nodeId, run.catalogueId, run.runId, run.catalogueFull],
  );
  await tx.raw(
    `delete from run_missing m using full_runs r
     where r.shop_id = ? and r.node_id = ? and r.catalogue_id = ? and r.state in ('superseded', 'done')
       and m.shop_id = r.shop_id and m.run_id = r.run_id`,
    [run.shopId, run.nodeId, run.catalogueId],
  );
  await tx.raw('delete from run_seen where shop_id = ? and run_id = ?', [run.shopId, run.runId]);
}

/** When the run's first exchange began: its feeds came before the run was opened, which was at their import. */
const BEGINNING = `coalesce(
  (select e.opened_at from exchanges e where e.shop_id = :shop and e.exchange_id = :first), cast(:opened as timestamptz))`;
const beginning = (run: FullRun) => ({ first: run.firstExchangeId, opened: run.openedAt });

/** What the node's feeds do while a run is open. */
export interface FeedActivity {
  /** When a feed of the catalogue was last sent or imported; null = none in this run. */
  readonly last: Date | null;
  /** Whether something is still to be imported, in whatever process. */
  readonly working: boolean;
}

/** Orders come and go on a schedule of their own: their feeds do not make a catalogue's run last longer. */
export async function feedActivity(sql: Sql, run: FullRun): Promise<FeedActivity> {
  const found = await sql.raw(
    `select max(greatest(f.updated_at, j.finished_at)) as last,
       exists (select from jobs w where w.shop_id = :shop and w.node_id = :node and w.state in ('queued', 'running')) as working
     from feeds f left join jobs j on j.shop_id = f.shop_id and j.feed_id = f.feed_id
     where f.shop_id = :shop and f.node_id = :node and f.type <> 'sale' and f.received_at >= ${BEGINNING}`,
    { shop: run.shopId, node: run.nodeId, ...beginning(run) },
  );
  return found.rows[0] as FeedActivity;
}

/**
 * Feeds of the node since the run began that were never imported whole and never sent again whole under their name; an
 * archive counts as sent again when any later archive was unpacked (archives have a new name each time).
 * @param exceptExchangeId an exchange whose feeds do not belong to the run: the changes that ended it
 * @returns their names
 */
export async function unfinishedFeeds(tx: Tx, run: FullRun, exceptExchangeId: string | null): Promise<string[]> {
  const found = await tx.raw(
    `select distinct f.name from feeds f
     where f.shop_id = :shop and f.node_id = :node and f.type <> 'sale' and f.content in ('xml', 'zip')
       and f.received_at >= ${BEGINNING} and f.exchange_id is distinct from cast(:except as uuid)
       and not exists (select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.state = 'done')
       and not exists (
         select from feeds g join jobs j on j.shop_id = g.shop_id and j.feed_id = g.feed_id and j.state = 'done'
         where g.shop_id = f.shop_id and g.node_id = f.node_id and g.feed_id > f.feed_id
           and (g.name = f.name or (f.content = 'zip' and g.content = 'zip')))
     order by f.name`,
    { shop: run.shopId, node: run.nodeId, ...beginning(run), except: exceptExchangeId },
  );
  return found.rows.map((row: { name: string }) => row.name);
}
