import type { Tx } from '../../db/open.js';
import { type ChangedPart, partsOf } from '../changes/record-changes.js';
import { keepNumbers, mustBeKept } from './before-images.js';
import { rangesOf } from './item-numbers.js';
import { FLAG } from './item-rows.js';
import { noteWritten } from './item-writes.js';
import { mergedNumbers, mergedTotal, PRICES_DIFFER, STOCK_DIFFERS } from './offer-merging.js';
import { hasKeysAlone, type OfferRows } from './offer-rows.js';
import { NUMBERS_OF_OFFER, SAME_OFFER, stageNumbers, whereFound } from './offer-stage.js';
import { isOnSale } from './presence.js';
import { noteSeenNumbers } from './run-sightings.js';
import type { StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

/** What became of rows that say nothing but numbers. */
export interface WrittenNumbers {
  /** The offers whose numbers are others now, with which of them. */
  readonly changed: readonly { readonly id: string; readonly of: readonly ChangedPart[] }[];
  /** Positions of the rows that must go the way of whole offers: there is no such offer, or the row changes which catalogues have it. */
  readonly others: readonly number[];
}

interface Found {
  readonly ord: number;
  /** `item_no`; null: no such offer. */
  readonly no: number | null;
  readonly id: string | null;
  readonly catalogue_no: number;
  readonly active: boolean | null;
  /** Which catalogues have it, and whether it is on sale, stays as it is. */
  readonly stays: boolean | null;
  /** The row shows that its catalogue has it. */
  readonly seen: boolean | null;
  readonly told: boolean | null;
  readonly of_prices: boolean | null;
  readonly of_stock: boolean | null;
}

/**
 * Writes prices and stock of offers that the feed says nothing else of: nothing but their numbers is rewritten and kept. What would change
 * anything else of an offer is left to the statements for whole offers.
 */
export async function writeNumbers(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  rows: OfferRows,
): Promise<WrittenNumbers> {
  const which: number[] = [];
  const others: number[] = [];
  for (let index = 0; index < rows.count; index += 1) (saysNumbersAlone(rows, index) ? which : others).push(index);
  if (which.length === 0) return { changed: [], others };
  await stageNumbers(tx, rows, which, presence.catalogues);
  const found = await tx.raw<{ rows: Found[] }>(statement(scope), {
    ...{ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId },
  });
  const changed = found.rows.filter((row) => row.told);
  await noteWritten(
    tx,
    scope,
    'offer',
    changed.map((row) => row.no ?? 0),
  );
  others.push(...(await noteFound(tx, presence, rows, found.rows)));
  return { changed: changed.map(changedOffer), others: others.sort((one, other) => one - other) };
}

const changedOffer = ({ id, of_prices, of_stock }: Found) => ({
  id: id ?? '',
  of: partsOf({ itself: false, prices: of_prices === true, stock: of_stock === true }),
});

const saysNumbersAlone = (rows: OfferRows, index: number): boolean =>
  hasKeysAlone(rows, index) && ((rows.flags[index] ?? 0) & (FLAG.deleted | FLAG.unread)) === 0;

/** @returns positions of the rows that were not written */
async function noteFound(
  tx: Tx,
  { catalogues, runs, numbers }: StepPresence,
  rows: OfferRows,
  found: readonly Found[],
): Promise<number[]> {
  const others: number[] = [];
  const seen = new Map<number, number[]>([...catalogues.values()].map((catalogueNo) => [catalogueNo, []]));
  for (const row of found) {
    if (row.no === null || !row.stays) {
      others.push(row.ord);
      continue;
    }
    numbers.note(rows, row.ord, row.no, row.active === true);
    if (row.seen) seen.get(row.catalogue_no)?.push(row.no);
  }
  for (const [catalogueNo, items] of seen) {
    await noteSeenNumbers(tx, runs, { catalogueNo, entity: 'offer', items: rangesOf(items) });
  }
  return others;
}

const SHOWS = `s.flags & ${FLAG.showsNothing} = 0`;
const IN_CATALOGUE = 's.catalogue_no = any(o.present_in)';

/**
 * An offer stays when it is what its catalogues make it (a node may have been removed, or moved to another id space, since it was written),
 * and its catalogue has it already or the row does not show it. What is shown by numbers alone stays off sale.
 */
const STAYS = `o.active = ${isOnSale('o.present_in')} and not (o.active and o.deleted)
  and (not ${SHOWS} or ${IN_CATALOGUE} or (s.flags & ${FLAG.onlyNumbers} <> 0 and not o.active))`;

/** OFFSET 0: the join begins at the stage, and nothing is computed twice. */
const statement = ({ kept }: WriteScope): string => `
  with found as materialized (
    select ord, catalogue_no, offer_id, item_no, active, stays, seen, made_by, told, of_prices, of_stock,
      case when told then 1 end as is_written,
      case when told then prices end as prices, case when told then stock end as stock, stock_total,
      told and kept as kept, case when told then prices_before end as prices_before, case when told then stock_before end as stock_before,
      stock_total_before
    from (
      select s.ord, s.catalogue_no, o.offer_id, o.item_no, o.active, o.stays, ${SHOWS} and ${IN_CATALOGUE} as seen, o.made_by,
        d.of_prices or d.of_stock as told, d.of_prices, d.of_stock, m.prices, m.stock, w.stock_total, ${mustBeKept('o')} as kept,
        o.prices as prices_before, o.stock as stock_before, o.stock_total as stock_total_before
      from stage_numbers s
      left join lateral (
        select o.offer_id, o.item_no, o.active, o.present_in, ${STAYS} as stays, n.*
        from offers o cross join lateral (${NUMBERS_OF_OFFER}) n where ${SAME_OFFER} offset 0) o on true
      cross join lateral (select ${mergedNumbers('s.numbers_said', kept)} offset 0) m
      cross join lateral (select ${mergedTotal('s.numbers_said', kept)} as stock_total offset 0) w
      cross join lateral (select o.stays and ${PRICES_DIFFER} as of_prices, o.stays and ${STOCK_DIFFERS} as of_stock offset 0) d
      offset 0) r),
  written as (
    update offer_numbers t set prices = f.prices, stock = f.stock, stock_total = f.stock_total,
      exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
    from found f where ${whereFound('is_written')}),
  kept as (${keepNumbers(`select offer_id, prices_before as prices, stock_before as stock, stock_total_before as stock_total, made_by
    from found where kept`)})
  select f.ord, cast(f.item_no as float8) as no, f.offer_id as id, f.catalogue_no, f.active, f.stays, f.seen, f.told, f.of_prices, f.of_stock
  from found f`;
