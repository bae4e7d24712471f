import type { Tx } from '../../db/open.js';
import type { Change } from '../changes.js';
import { retireBareOffers } from './bare-offers.js';
import { updateKeeping } from './before-images.js';
import { mergedColumn, OFFER_COLUMNS, orEmpty } from './item-columns.js';
import { stageItems } from './item-copy.js';
import { FLAG, type ItemRows } from './item-rows.js';
import { copyNewOffers, isShown, madeItem } from './new-items.js';
import { offersLeft } from './offers-left.js';
import { afterShown, firstShown, isOnSale } from './presence.js';
import { noteStaged, type StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

const NAMES = OFFER_COLUMNS.map((column) => column.name);
const STOCK_BIT = 1 << NAMES.indexOf('stock');
const TOTAL_BIT = 1 << NAMES.indexOf('stock_total');

/**
 * Where an offer's row comes from. `offer`: a Предложение, which owns every column that it says. `item`: a Товар row `a#b`
 * of the catalogue, which fills only the columns that no Предложение has said; so the two never overwrite each other by turns.
 */
export type OfferSource = 'offer' | 'item';

interface WrittenOffer {
  readonly id: string;
  readonly product_external_id: string;
  readonly characteristic_id: string;
  readonly catalogue_no: number;
  /** Not only which catalogues have it. */
  readonly told: boolean;
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
  rows: ItemRows,
): Promise<Change[]> {
  if (rows.count === 0) return [];
  const { copied, others } = await copyNewOffers(tx, scope, presence, source, rows);
  const { inserted, updated } = await writeStaged(tx, scope, presence, source, rows, others);
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
  const written = [...told, ...retired.map(({ id }) => ({ id, how: 'retired' as const }))];
  return [
    ...copied.map((index) => madeItem('offer', rows, index)),
    ...written.map(({ id, how }) => ({ entity: 'offer', entityId: id, action: 'written', how }) as const),
    ...left,
  ];
}

async function writeStaged(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  source: OfferSource,
  rows: ItemRows,
  which: readonly number[],
): Promise<{ inserted: WrittenOffer[]; updated: WrittenOffer[] }> {
  if (which.length === 0) return { inserted: [], updated: [] };
  const keys = ['product_external_id', 'characteristic_id'] as const;
  await stageItems(tx, 'stage_offers', keys, OFFER_COLUMNS, rows, which, presence.catalogues);
  const inserted = await insert(tx, scope, source);
  const updated = await update(tx, scope, source);
  await noteStaged(tx, scope, presence, 'offer');
  return { inserted, updated };
}

const SAME_OFFER = `o.shop_id = :shop and o.id_space = :space
  and o.product_external_id = s.product_external_id and o.characteristic_id = s.characteristic_id`;
const DELETED = `s.flags & ${FLAG.deleted} <> 0`;
const UNREAD = `s.flags & ${FLAG.unread} <> 0`;
const SHOWN = `(${DELETED} or s.flags & ${FLAG.showsNothing} = 0)`;

async function insert(tx: Tx, scope: WriteScope, source: OfferSource): Promise<WrittenOffer[]> {
  const value = (name: string) => (name === 'deleted' ? '(s.deleted and not k.present)' : orEmpty(`s.${name}`, name));
  const inserted = await tx.raw(
    `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id, own_mask,
       ${NAMES.join(', ')}, present_in, active, exchange_id, made_by)
     select :shop, new_id, :space, product_external_id, characteristic_id, ${source === 'offer' ? 'said' : '0'},
       ${NAMES.map(value).join(', ')}, i.present_in, k.present, cast(:exchange as uuid), cast(:exchange as uuid)
     from stage_offers s cross join lateral (select exists (select from offers o where ${SAME_OFFER}) as known offset 0) e
     cross join lateral (select ${firstShown('s.catalogue_no', `${SHOWN} and not ${DELETED}`)} as present_in offset 0) i
     cross join lateral (select ${isOnSale('i.present_in')} as present offset 0) k
     where not e.known and not ${UNREAD} order by 4, 5
     on conflict do nothing
     returning offer_id as id, product_external_id, characteristic_id, active as woke, true as told, 'new' as how`,
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
  // The total of an offer that names warehouses and no total is their sum, also of those that this feed does not name.
  const mayTotal = scope.kept.has('stock_total') ? 'o.stock_total is null' : 'true';
  const total = `case when k.said & ${STOCK_BIT} <> 0 and k.said & ${TOTAL_BIT} = 0 and ${mayTotal}
    then (select sum(value::numeric) from jsonb_each_text(m.stock)) else m.stock_total end`;
  const others = NAMES.filter((name) => name !== 'stock_total');
  const compared = [...others, 'stock_total', 'active', 'own_mask'];
  const shown = `not (s.flags & ${FLAG.onlyNumbers} <> 0 and not o.active) and ${SHOWN}`;
  // OFFSET 0: the join begins at the stage, and nothing is computed once for every column.
  const statement = `update offers t
     set ${compared.map((name) => `${name} = n.${name}`).join(', ')}, present_in = n.present_in,
       exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from (select o.shop_id, o.offer_id, s.catalogue_no, ${others.map((name) => `m.${name}`).join(', ')}, w.stock_total, m.active, m.own_mask,
             i.present_in, not o.active and m.active as woke,
             s.catalogue_no <> all(i.present_in) and (o.present_in <> i.present_in or (o.active and not k.present)) as went,
             case when o.active and not m.active then 'removed' else 'changed' end as how,
             (${compared.map((name) => `o.${name}`).join(', ')}) is distinct from
               (${others.map((name) => `m.${name}`).join(', ')}, w.stock_total, m.active, m.own_mask) as told,
             o.present_in <> i.present_in as moved
           from stage_offers s cross join lateral (select * from offers o where ${SAME_OFFER} offset 0) o
           cross join lateral (select ${afterShown('o.present_in', 's.catalogue_no', `case when ${shown} then not ${DELETED} end`)}
             as present_in offset 0) i
           cross join lateral (select ${isOnSale('i.present_in')} as present, case when ${UNREAD} then 0 else s.said end as said offset 0) k
           cross join lateral (select ${merged.join(', ')}, case when ${UNREAD} then o.active else k.present end as active,
             o.own_mask | ${source === 'offer' ? 'k.said' : '0'} as own_mask offset 0) m
           cross join lateral (select ${total} as stock_total offset 0) w) n
     where t.shop_id = n.shop_id and t.offer_id = n.offer_id and (n.told or n.moved)
     returning t.offer_id, t.offer_id as id, t.product_external_id, t.characteristic_id, n.catalogue_no, n.told, n.woke, n.went, n.how`;
  const updated = await tx.raw(updateKeeping('offers', statement), keysOf(scope));
  return updated.rows;
}

function mergedValue(name: string, source: OfferSource): string {
  // 3.x tells of one offer in files of its own for prices and stock: what each has beside them stays.
  if (name === 'extra' && source === 'offer') return 'o.extra || s.extra';
  if (name !== 'prices' && name !== 'stock') return `s.${name}`;
  const replaces = name === 'prices' ? FLAG.replacesPrices : FLAG.replacesStock;
  return `case when s.flags & ${replaces} <> 0 then s.${name} else o.${name} || s.${name} end`;
}

const keysOf = (scope: WriteScope) => ({ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId });
