import type { Tx } from '../../db/open.js';
import type { Change } from '../changes/record-changes.js';
import { updateKeeping } from './before-images.js';
import type { FullRun } from './full-runs.js';
import { lockIdSpacesOfNode } from './id-space-lock.js';
import { noteWritten, type Written } from './item-writes.js';
import { LEAD_IS_GONE } from './offers-left.js';
import { isOnSale } from './presence.js';

/** How many of a kind a catalogue had, and how many of them a full run did not see. */
export interface MissingCount {
  readonly entity: 'product' | 'offer';
  /** Counted only where anything at all is missing, else 0. */
  readonly total: number;
  readonly missing: number;
}

const ITEMS = [
  { entity: 'product', table: 'products', id: 'product_id' },
  { entity: 'offer', table: 'offers', id: 'offer_id' },
] as const;

/** SQL: the run's catalogue has the row `t`. */
const IN_CATALOGUE = `t.shop_id = :shop and (select catalogue_no from node_catalogues
  where shop_id = :shop and node_id = cast(:node as uuid) and catalogue_id = :catalogue) = any(t.present_in)`;

/** SQL of an `int8multirange`: the numbers of what the run has seen of a kind. */
const seenOf = (entity: MissingCount['entity']): string =>
  `(select coalesce(range_agg(seen), cast('{}' as int8multirange)) from run_seen
     where shop_id = :shop and run_id = cast(:run as uuid) and entity = '${entity}')`;

/** The largest `bigint`. */
const AFTER_ALL = '9223372036854775807';

const keysOf = (run: FullRun) => ({ shop: run.shopId, run: run.runId, node: run.nodeId, catalogue: run.catalogueId });

/**
 * Writes down what the run did not see into `run_missing`. Products only when the catalogue itself was exported in full,
 * offers only when their package was as well, or when their product is missing. Nothing that the run saw is ever missing. What it did not see
 * is looked for between the numbers of what it saw: mostly there is nothing, and reading the whole catalogue for that took a tenth of an unchanged import.
 */
export async function listMissing(tx: Tx, run: FullRun): Promise<MissingCount[]> {
  if (!run.catalogueFull) return [];
  const counts: MissingCount[] = [];
  for (const { entity, table, id } of ITEMS) {
    if (entity === 'offer' && !run.offersFull) {
      await listOffersOfMissing(tx, run);
      continue;
    }
    const listed = await tx.raw<{ rowCount: number }>(
      `with gaps as materialized (
         select unnest(cast('{(,)}' as int8multirange) - ${seenOf(entity)}) as gap)
       insert into run_missing (shop_id, run_id, entity, item_id, item_no)
       select :shop, cast(:run as uuid), '${entity}', i.${id}, i.item_no
       from gaps g cross join lateral (
         select t.${id}, t.item_no from ${table} t
         where t.item_no >= coalesce(lower(g.gap), 0) and t.item_no < coalesce(upper(g.gap), ${AFTER_ALL}) and ${IN_CATALOGUE}
         order by t.item_no offset 0) i`,
      keysOf(run),
    );
    counts.push({ entity, total: 0, missing: listed.rowCount });
  }
  return counts.every(({ missing }) => missing === 0) ? counts : await withTotals(tx, run, counts);
}

async function withTotals(tx: Tx, run: FullRun, counts: readonly MissingCount[]): Promise<MissingCount[]> {
  const all: MissingCount[] = [];
  for (const { entity, missing } of counts) {
    const table = ITEMS.find((item) => item.entity === entity)?.table;
    const found = await tx.raw<{ rows: { total: number }[] }>(
      `select count(*)::int as total from ${table} t where ${IN_CATALOGUE}`,
      keysOf(run),
    );
    const total = found.rows[0]?.total ?? 0;
    if (total > 0) all.push({ entity, total, missing });
  }
  return all;
}

async function listOffersOfMissing(tx: Tx, run: FullRun): Promise<void> {
  await tx.raw(
    `insert into run_missing (shop_id, run_id, entity, item_id, item_no)
     select :shop, cast(:run as uuid), 'offer', t.offer_id, t.item_no from run_missing m
     cross join lateral (select * from products p where p.shop_id = :shop and p.product_id = m.item_id offset 0) p
     cross join lateral (select * from offers o
       where o.shop_id = :shop and o.id_space = p.id_space and o.product_external_id = p.external_id offset 0) t
     where m.shop_id = :shop and m.run_id = cast(:run as uuid) and m.entity = 'product' and ${IN_CATALOGUE}
       and not t.item_no <@ ${seenOf('offer')}`,
    keysOf(run),
  );
}

/**
 * Takes what stands in `run_missing` out of the node's catalogue. A product or offer that no catalogue of any node has any
 * more becomes inactive.
 * @returns the changes: action `removed` for each that became inactive
 */
export async function removeMissing(tx: Tx, run: FullRun, exchangeId: string): Promise<Change[]> {
  await lockIdSpacesOfNode(tx, run.shopId, run.nodeId);
  const key = { ...keysOf(run), exchange: exchangeId };
  const gone: Change[][] = [];
  for (const { entity, table, id } of ITEMS) {
    const statement = `update ${table} t set present_in = n.present_in, active = n.active, exchange_id = cast(:exchange as uuid)${entity === 'product' ? ', updated_at = case when n.was_active and not n.active then clock_timestamp() else t.updated_at end' : ''}
       from (select o.shop_id, o.${id}, i.present_in, o.active as was_active, o.active and ${isOnSale('i.present_in')} as active
         from run_missing m
         cross join lateral (select * from ${table} t where t.${id} = m.item_id and ${IN_CATALOGUE} offset 0) o
         cross join lateral (select array_remove(o.present_in, (select catalogue_no from node_catalogues
           where shop_id = :shop and node_id = cast(:node as uuid) and catalogue_id = :catalogue)) as present_in offset 0) i
         where m.shop_id = :shop and m.run_id = cast(:run as uuid) and m.entity = '${entity}') n
       where t.shop_id = n.shop_id and t.${id} = n.${id}
       returning t.${id}, t.${id} as id, t.id_space, cast(t.item_no as float8) as no, n.was_active and not n.active as went`;
    const removed = await tx.raw<{ rows: (NumberedRow & { id: string; went: boolean })[] }>(
      updateKeeping(table, statement),
      key,
    );
    await noteRows(tx, run.shopId, entity, removed.rows);
    if (entity === 'product') await noteRows(tx, run.shopId, 'standing', removed.rows);
    const went = removed.rows.filter((row) => row.went);
    gone.unshift(went.map((row) => ({ entity, entityId: row.id, action: 'removed' })));
  }
  await noteLedProducts(tx, run, key);
  await tx.raw('delete from run_missing where shop_id = :shop and run_id = :run', key);
  return gone.flat();
}

/** Products that stay without their lead: another characteristic may speak for them now (`offersLeft`). */
async function noteLedProducts(tx: Tx, run: FullRun, key: ReturnType<typeof keysOf>): Promise<void> {
  const led = await tx.raw<{ rows: NumberedRow[] }>(
    `select distinct p.id_space, cast(p.item_no as float8) as no from run_missing m
     cross join lateral (select * from offers o where o.shop_id = :shop and o.offer_id = m.item_id offset 0) o
     cross join lateral (select * from products p where p.shop_id = :shop and p.id_space = o.id_space
       and p.external_id = o.product_external_id and p.lead_characteristic = o.characteristic_id offset 0) p
     where m.shop_id = :shop and m.run_id = cast(:run as uuid) and m.entity = 'offer' and ${LEAD_IS_GONE}`,
    key,
  );
  await noteRows(tx, run.shopId, 'standing', led.rows);
}

interface NumberedRow {
  readonly id_space: string;
  /** `item_no`. */
  readonly no: number;
}

async function noteRows(tx: Tx, shopId: string, entity: Written, rows: readonly NumberedRow[]): Promise<void> {
  for (const idSpace of new Set(rows.map((row) => row.id_space))) {
    const own = rows.filter((row) => row.id_space === idSpace);
    await noteWritten(
      tx,
      { shopId, idSpace },
      entity,
      own.map((row) => row.no),
    );
  }
}
