import type { Tx } from '../../db/open.js';
import type { Change } from '../changes.js';
import { retireBareOffers } from './bare-offers.js';
import { updateKeeping } from './before-images.js';
import { mergedColumn, OFFER_COLUMNS, orEmpty } from './item-columns.js';
import { isPresent } from './presence.js';
import { fillStage, type StagedRow } from './stage.js';
import type { WriteScope } from './write-scope.js';

const NAMES = OFFER_COLUMNS.map((column) => column.name);
const STOCK_BIT = 1 << NAMES.indexOf('stock');
const TOTAL_BIT = 1 << NAMES.indexOf('stock_total');

/**
 * Where an offer's row comes from. `offer`: a Предложение, which owns every column that it says. `item`: a Товар row `a#b`
 * of the catalogue, which fills only the columns that no Предложение has said; so the two never overwrite each other by turns.
 */
export type OfferSource = 'offer' | 'item';

/** Which dictionaries of an offer a row replaces whole; in the others the keys that it does not name stay. */
export type Replaced = '' | 'prices' | 'prices,stock';

interface WrittenOffer {
  readonly id: string;
  readonly product_external_id: string;
  readonly characteristic_id: string;
  /** It became active by this write. */
  readonly woke: boolean;
  readonly how: 'new' | 'changed' | 'removed';
}

/**
 * Writes offers by product id and characteristic; presence must have been noted before. Prices are merged by price type and
 * stock by warehouse, unless the row replaces them; `extra` of several offers is merged by element. An offer is deleted only when no node's catalogue has it.
 * @param rows keys = [product_external_id, characteristic_id, new uuid, `Replaced`], one per key
 */
export async function writeOffers(
  tx: Tx,
  scope: WriteScope,
  source: OfferSource,
  rows: readonly StagedRow[],
): Promise<Change[]> {
  if (rows.length === 0) return [];
  const stageKeys = ['product_external_id', 'characteristic_id', 'new_id', 'replaced'];
  await fillStage(tx, 'stage_offers', stageKeys, OFFER_COLUMNS, rows);
  const inserted = await insert(tx, scope, source);
  const updated = await update(tx, scope, source);
  const woken = [...inserted, ...updated].filter((row) => row.woke && row.characteristic_id !== '');
  const retired = await retireBareOffers(tx, scope, [...new Set(woken.map((row) => row.product_external_id))]);
  const written = [...inserted, ...updated, ...retired.map(({ id }) => ({ id, how: 'retired' as const }))];
  return written.map(({ id, how }) => ({ entity: 'offer', entityId: id, action: 'written', how }));
}

const SAME_OFFER = `o.shop_id = :shop and o.id_space = :space
  and o.product_external_id = s.product_external_id and o.characteristic_id = s.characteristic_id`;
const PRESENT = `cross join lateral (
  select ${isPresent('offer', `s.product_external_id || '#' || s.characteristic_id`)} as present offset 0) k`;

async function insert(tx: Tx, scope: WriteScope, source: OfferSource): Promise<WrittenOffer[]> {
  const inserted = await tx.raw(
    `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id, own_mask,
       ${NAMES.join(', ')}, active, exchange_id, made_by)
     select :shop, new_id::uuid, :space, product_external_id, characteristic_id, ${source === 'offer' ? 'said' : '0'},
       ${NAMES.map((name) => orEmpty(insertedValue(name), name)).join(', ')}, k.present, cast(:exchange as uuid),
       cast(:exchange as uuid)
     from stage_offers s cross join lateral (select exists (select from offers o where ${SAME_OFFER}) as known offset 0) e
       ${PRESENT} where not e.known order by 4, 5
     on conflict do nothing
     returning offer_id as id, product_external_id, characteristic_id, active as woke, 'new' as how`,
    keysOf(scope),
  );
  return inserted.rows;
}

function insertedValue(name: string): string {
  if (name === 'deleted') return '(s.deleted and not k.present)';
  if (name !== 'stock_total') return `s.${name}`;
  return `coalesce(s.stock_total, (select sum(value::numeric) from jsonb_each_text(s.stock)))`;
}

async function update(tx: Tx, scope: WriteScope, source: OfferSource): Promise<WrittenOffer[]> {
  const said = source === 'offer' ? 's.said' : '(s.said & ~o.own_mask)';
  const merged = NAMES.map((name, index) => {
    const value = mergedColumn(name, `${said} & ${1 << index} <> 0`, mergedValue(name, source), scope.kept.has(name));
    return `${name === 'deleted' ? `(${value}) and not k.present` : value} as ${name}`;
  });
  // The total of an offer that names warehouses and no total is their sum, also of those that this feed does not name.
  const mayTotal = scope.kept.has('stock_total') ? 't.stock_total is null' : 'true';
  const total = `case when n.said & ${STOCK_BIT} <> 0 and n.said & ${TOTAL_BIT} = 0 and ${mayTotal}
    then (select sum(value::numeric) from jsonb_each_text(n.stock)) else n.stock_total end`;
  const compared = [...NAMES.filter((name) => name !== 'stock_total'), 'active', 'own_mask'];
  const statement = `update offers t
     set ${compared.map((name) => `${name} = n.${name}`).join(', ')}, stock_total = ${total},
       exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from (select o.shop_id, o.offer_id, s.said, ${merged.join(', ')}, k.present as active, k.present and not o.active as woke,
             case when o.active and not k.present then 'removed' else 'changed' end as how,
             o.own_mask | ${source === 'offer' ? 's.said' : '0'} as own_mask
           from stage_offers s cross join lateral (select * from offers o where ${SAME_OFFER} offset 0) o ${PRESENT}) n
     where t.shop_id = n.shop_id and t.offer_id = n.offer_id
       and (${compared.map((name) => `t.${name}`).join(', ')}, t.stock_total)
         is distinct from (${compared.map((name) => `n.${name}`).join(', ')}, ${total})
     returning t.offer_id, t.offer_id as id, t.product_external_id, t.characteristic_id, n.woke, n.how`;
  const updated = await tx.raw(updateKeeping('offers', statement), keysOf(scope));
  return updated.rows;
}

function mergedValue(name: string, source: OfferSource): string {
  // 3.x tells of one offer in files of its own for prices and stock: what each has beside them stays.
  if (name === 'extra' && source === 'offer') return 'o.extra || s.extra';
  if (name !== 'prices' && name !== 'stock') return `s.${name}`;
  return `case when strpos(s.replaced, '${name}') > 0 then s.${name} else o.${name} || s.${name} end`;
}

const keysOf = (scope: WriteScope) => ({ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId });
