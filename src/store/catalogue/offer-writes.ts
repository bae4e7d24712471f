import type { Tx } from '../../db/open.js';
import { type Change, partsOf } from '../changes/record-changes.js';
import { retireBareOffers } from './bare-offers.js';
import { keepRows } from './before-images.js';
import { mergedColumn, NUMBER_COLUMNS, OFFER_COLUMNS, orEmpty } from './item-columns.js';
import { FLAG } from './item-rows.js';
import { noteWritten } from './item-writes.js';
import { copyNewOffers, isShown, madeOffer } from './new-items.js';
import { writeNumbers } from './number-writes.js';
import { mergedNumbers, mergedTotal, PRICES_DIFFER, PRICES_SAID, STOCK_DIFFERS, STOCK_SAID } from './offer-merging.js';
import type { OfferRows } from './offer-rows.js';
import { NUMBERS_OF_OFFER, SAME_OFFER, stageOffers, whereFound } from './offer-stage.js';
import { offersLeft } from './offers-left.js';
import { afterShown, firstShown, isOnSale } from './presence.js';
import { noteStaged, type StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

const NAMES = OFFER_COLUMNS.map((column) => column.name);
const NUMBER_NAMES = NUMBER_COLUMNS.map((column) => column.name);

/**
 * Where an offer's row comes from. `offer`: a Предложение, which owns every column that it says. `item`: a Товар row `a#b`
 * of the catalogue, which fills only the columns that no Предложение has said; so the two never overwrite each other by turns.
 */
export type OfferSource = 'offer' | 'item';

interface WrittenOffer {
  readonly id: string;
  /** `item_no`. */
  readonly no: number;
  readonly product_external_id: string;
  readonly characteristic_id: string;
  readonly catalogue_no: number;
  /** Not only which catalogues have it. */
  readonly told: boolean;
  /** What is told: its row, its prices, its stock. */
  readonly of_row: boolean;
  readonly of_prices: boolean;
  readonly of_stock: boolean;
  /** It became active by this write. */
  readonly woke: boolean;
  /** Its catalogue has it no more; others may. */
  readonly went: boolean;
  readonly how: 'new' | 'changed' | 'removed';
}

/**
 * Writes offers by product id and characteristic, and which catalogues have them: before the step's products. Prices are merged by
 * price type and stock by warehouse, unless the row replaces them; `extra` of several offers is merged by element. An offer is deleted
 * only when no node's catalogue has it. What is shown by numbers alone stays as it was when it is not on sale.
 * @param rows one per product and characteristic; of unread ones only that the feed has them is noted
 */
export async function writeOffers(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  source: OfferSource,
  rows: OfferRows,
): Promise<Change[]> {
  if (rows.count === 0) return [];
  const numbers = await writeNumbers(tx, scope, presence, rows);
  const { copied, others, mayBeNew } = await copyNewOffers(tx, scope, presence, source, rows, numbers.others);
  const { inserted, updated } = await writeStaged(tx, scope, presence, source, rows, others, mayBeNew);
  const woken = [...inserted, ...updated].filter((row) => row.woke && row.characteristic_id !== '');
  const retired = await retireBareOffers(tx, scope, presence, [
    ...new Set([
      ...copied
        .filter((index) => !presence.isRemoved && rows.characteristics[index] !== '' && isShown(rows, index))
        .map((index) => rows.products[index] ?? ''),
      ...woken.map((row) => row.product_external_id),
    ]),
  ]);
  const gone = updated.filter((row) => row.went && row.characteristic_id !== '');
  const left = await offersLeft(tx, scope, presence, gone);
  const told = [...inserted, ...updated].filter((row) => row.told);
  return [
    ...copied.map((index) => madeOffer(rows, index)),
    ...told.map(({ id, how, of_row, of_prices, of_stock }) =>
      offerChange(id, how, partsOf({ itself: of_row, prices: of_prices, stock: of_stock })),
    ),
    ...numbers.changed.map(({ id, of }) => offerChange(id, 'changed', of)),
    ...retired.map(({ id }) => offerChange(id, 'retired')),
    ...left,
  ];
}

const offerChange = (entityId: string, how: NonNullable<Change['how']>, of?: Change['of']): Change => ({
  entity: 'offer',
  entityId,
  action: 'written',
  how,
  of,
});

async function writeStaged(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  source: OfferSource,
  rows: OfferRows,
  which: readonly number[],
  mayBeNew: boolean,
): Promise<{ inserted: WrittenOffer[]; updated: WrittenOffer[] }> {
  if (which.length === 0) return { inserted: [], updated: [] };
  await stageOffers(tx, rows, which, presence.catalogues);
  const inserted = mayBeNew ? await insert(tx, scope, source) : [];
  const updated = await update(tx, scope, source);
  await noteWritten(
    tx,
    scope,
    'offer',
    updated.map((row) => row.no),
  );
  await noteStaged(tx, scope, presence, 'offer', rows);
  return { inserted, updated };
}

const DELETED = `s.flags & ${FLAG.deleted} <> 0`;
const UNREAD = `s.flags & ${FLAG.unread} <> 0`;
const SHOWN = `(${DELETED} or s.flags & ${FLAG.showsNothing} = 0)`;

async function insert(tx: Tx, scope: WriteScope, source: OfferSource): Promise<WrittenOffer[]> {
  const value = (name: string) =>
    name === 'deleted' ? '(coalesce(s.deleted, false) and not k.present)' : orEmpty(`s.${name}`, name);
  const inserted = await tx.raw(
    `with made as (
       insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id, own_mask,
         ${NAMES.join(', ')}, present_in, active, exchange_id, made_by)
       select :shop, new_id, :space, product_external_id, characteristic_id, ${source === 'offer' ? 'said' : '0'},
         ${NAMES.map(value).join(', ')}, i.present_in, k.present, cast(:exchange as uuid), cast(:exchange as uuid)
       from stage_offers s cross join lateral (select exists (select from offers o where ${SAME_OFFER}) as known offset 0) e
       cross join lateral (select ${firstShown('s.catalogue_no', `${SHOWN} and not ${DELETED}`)} as present_in offset 0) i
       cross join lateral (select ${isOnSale('i.present_in')} as present offset 0) k
       where not e.known and not ${UNREAD} order by 4, 5
       on conflict do nothing
       returning offer_id, item_no, product_external_id, characteristic_id, active),
     numbered as (
       insert into offer_numbers (shop_id, offer_id, ${NUMBER_NAMES.join(', ')}, exchange_id, made_by)
       select :shop, m.offer_id, ${NUMBER_NAMES.map((name) => orEmpty(`s.${name}`, name)).join(', ')},
         cast(:exchange as uuid), cast(:exchange as uuid)
       from made m join stage_offers s on s.new_id = m.offer_id)
     select m.offer_id as id, cast(m.item_no as float8) as no, m.product_external_id, m.characteristic_id, m.active as woke,
       true as told, true as of_row, ${PRICES_SAID} as of_prices, ${STOCK_SAID} as of_stock, 'new' as how
     from made m join stage_offers s on s.new_id = m.offer_id`,
    keysOf(scope),
  );
  return inserted.rows;
}

async function update(tx: Tx, scope: WriteScope, source: OfferSource): Promise<WrittenOffer[]> {
  const said = source === 'offer' ? 'k.said' : '(k.said & ~o.own_mask)';
  const merged = NAMES.map((name, index) => {
    const value = mergedColumn(name, `${said} & ${1 << index} <> 0`, mergedValue(name, source), scope.kept.has(name));
    return `${name === 'deleted' ? `(${value}) and (not k.present or ${UNREAD})` : value} as ${name}`;
  });
  const compared = [...NAMES, 'active', 'own_mask'];
  const shown = `not (s.flags & ${FLAG.onlyNumbers} <> 0 and not o.active) and ${SHOWN}`;
  // OFFSET 0: the join begins at the stage, and nothing is computed once for every column.
  const updated = await tx.raw(
    `with found as materialized (
       select *, of_prices or of_stock as of_numbers, case when of_row or moved then 1 end as is_written,
         case when of_row or of_prices or of_stock or moved then 1 end as is_touched
       from (
         select o.offer_id, cast(o.item_no as float8) as no, o.product_external_id, o.characteristic_id, s.catalogue_no,
           ${compared.map((name) => `m.${name}`).join(', ')}, m.prices, m.stock, w.stock_total, i.present_in,
           (${compared.map((name) => `o.${name}`).join(', ')}) is distinct from
             (${compared.map((name) => `m.${name}`).join(', ')}) as of_row,
           ${PRICES_DIFFER} as of_prices, ${STOCK_DIFFERS} as of_stock, o.present_in <> i.present_in as moved, not o.active and m.active as woke,
           s.catalogue_no <> all(i.present_in) and (o.present_in <> i.present_in or (o.active and not k.present)) as went,
           case when o.active and not m.active then 'removed' else 'changed' end as how
         from stage_offers s
         cross join lateral (select o.*, n.prices, n.stock, n.stock_total
           from offers o cross join lateral (${NUMBERS_OF_OFFER}) n where ${SAME_OFFER} offset 0) o
         cross join lateral (select ${afterShown('o.present_in', 's.catalogue_no', `case when ${shown} then not ${DELETED} end`)}
           as present_in offset 0) i
         cross join lateral (select ${isOnSale('i.present_in')} as present, case when ${UNREAD} then 0 else s.said end as said,
           case when ${UNREAD} then 0 else s.numbers_said end as numbers_said offset 0) k
         cross join lateral (select ${merged.join(', ')}, case when ${UNREAD} then o.active else k.present end as active,
           o.own_mask | ${source === 'offer' ? 'k.said' : '0'} as own_mask, ${mergedNumbers('k.numbers_said', scope.kept)} offset 0) m
         cross join lateral (select ${mergedTotal('k.numbers_said', scope.kept)} as stock_total offset 0) w
         offset 0) r
       where of_row or of_prices or of_stock or moved),
     written as (
       update offers t set ${compared.map((name) => `${name} = f.${name}`).join(', ')}, present_in = f.present_in,
         exchange_id = cast(:exchange as uuid)
       from found f where ${whereFound('is_written')} returning t.offer_id),
     kept as (${keepRows('offers', 'written')}),
     numbered as (
       update offer_numbers t set prices = f.prices, stock = f.stock, stock_total = f.stock_total, updated_at = clock_timestamp(),
         exchange_id = case when f.of_numbers then cast(:exchange as uuid) else t.exchange_id end
       from found f where ${whereFound('is_touched')}),
     kept_numbers as (${keepRows('offer_numbers', '(select offer_id from found where of_numbers)')})
     select f.offer_id as id, no, product_external_id, characteristic_id, catalogue_no, of_row or of_numbers as told, of_row, of_prices,
       of_stock, woke, went, how
     from found f`,
    keysOf(scope),
  );
  return updated.rows;
}

function mergedValue(name: string, source: OfferSource): string {
  // 3.x tells of one offer in files of its own for prices and stock: what each has beside them stays.
  return name === 'extra' && source === 'offer' ? 'o.extra || s.extra' : `s.${name}`;
}

const keysOf = (scope: WriteScope) => ({ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId });
