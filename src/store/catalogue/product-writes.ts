import type { Tx } from '../../db/open.js';
import type { Change } from '../changes/record-changes.js';
import { updateKeeping } from './before-images.js';
import { mergedColumn, orEmpty, PRODUCT_COLUMNS } from './item-columns.js';
import { stageItems } from './item-copy.js';
import { FLAG, type ItemRows } from './item-rows.js';
import { noteWritten } from './item-writes.js';
import { copyNewProducts, madeItem } from './new-items.js';
import { afterShown, firstShown, isOnSale } from './presence.js';
import { noteStaged, type StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

const NAMES = PRODUCT_COLUMNS.map((column) => column.name);

interface WrittenProduct {
  readonly id: string;
  readonly how: 'new' | 'changed' | 'removed';
  /** Not only which catalogues have it. */
  readonly told: boolean;
  /** `item_no`. */
  readonly no: number;
  /** Which catalogues have it, whether it is on sale or what leads it is not what it was. */
  readonly moved: boolean;
}

/** The deletion of one characteristic says nothing of its product. */
const ONLY_A_CHARACTERISTIC_GOES = `(s.characteristic <> '' and s.flags & ${FLAG.deleted} <> 0)`;
const UNREAD = `s.flags & ${FLAG.unread} <> 0`;

/** The stage; of several rows that show one product the last one says whether the catalogue has it (`shown`). */
const STAGED = `(select staged.*, last_value(case when staged.flags & ${FLAG.deleted} = 0 then true
      when staged.characteristic = '' then false end) over (partition by staged.external_id
    order by staged.flags & ${FLAG.deleted} = 0 or staged.characteristic = '', staged.ord
    rows between unbounded preceding and unbounded following) as shown
  from stage_products staged)`;

/**
 * Writes products by their 1C id, and which catalogues have them: behind the step's offers. A product is active while any node's
 * catalogue has it, and is deleted only when none has. Rows that already say the same are not touched.
 *
 * A Товар row `a#b` (one row for each characteristic: УТ10, УТП, BAS) speaks for product `a` only while it is its lead: the
 * first that came, or the first that came after the lead had gone. A plain row `a` always speaks for it. So several rows of one
 * product never overwrite each other by turns. Every row brings `active` up to date.
 * @param rows one per id and characteristic; of unread ones only that the feed has them is noted
 */
export async function writeProducts(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  rows: ItemRows,
): Promise<Change[]> {
  if (rows.count === 0) return [];
  const { copied, others } = await copyNewProducts(tx, scope, presence, rows);
  const made = copied.map((index) => madeItem('product', rows, index));
  return others.length === 0 ? made : [...made, ...(await writeStaged(tx, scope, presence, rows, others))];
}

async function writeStaged(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  rows: ItemRows,
  which: readonly number[],
): Promise<Change[]> {
  const keys = ['external_id', 'characteristic'] as const;
  await stageItems(tx, 'stage_products', keys, PRODUCT_COLUMNS, rows, which, presence.catalogues);
  const inserted = await insert(tx, scope);
  const updated = await update(tx, scope);
  await noteWritten(tx, scope, 'product', numbersOf(updated));
  await noteWritten(tx, scope, 'standing', numbersOf(updated.filter((row) => row.moved)));
  await noteStaged(tx, scope, presence, 'product', rows);
  const told = [...inserted, ...updated].filter((row) => row.told);
  return told.map(({ id, how }) => ({ entity: 'product', entityId: id, action: 'written', how }));
}

async function insert(tx: Tx, scope: WriteScope): Promise<WrittenProduct[]> {
  const value = (name: string) => (name === 'deleted' ? '(s.deleted and not k.present)' : orEmpty(`s.${name}`, name));
  const inserted = await tx.raw(
    `insert into products (shop_id, product_id, id_space, external_id, lead_characteristic, ${NAMES.join(', ')}, present_in, active,
       exchange_id, made_by)
     select distinct on (s.external_id) :shop as shop, new_id, :space, s.external_id, characteristic,
       ${NAMES.map(value).join(', ')}, i.present_in, k.present, cast(:exchange as uuid) as exchange, cast(:exchange as uuid)
     from ${STAGED} s
     cross join lateral (select ${firstShown('s.catalogue_no', 's.shown')} as present_in offset 0) i
     cross join lateral (select ${isOnSale('i.present_in')} as present, exists (select from products o
       where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id) as known offset 0) k
     where not ${ONLY_A_CHARACTERISTIC_GOES} and not ${UNREAD} and not k.known
     order by s.external_id, (characteristic <> ''), ord
     on conflict do nothing returning product_id as id, 'new' as how, true as told, cast(item_no as float8) as no, true as moved`,
    keysOf(scope),
  );
  return inserted.rows;
}

async function update(tx: Tx, scope: WriteScope): Promise<WrittenProduct[]> {
  const merged = NAMES.map((name, index) => {
    const value = mergedColumn(name, `k.speaks and s.said & ${1 << index} <> 0`, `s.${name}`, scope.kept.has(name));
    return `${name === 'deleted' ? `(${value}) and (not k.present or ${UNREAD})` : value} as ${name}`;
  });
  const compared = ['lead_characteristic', ...NAMES, 'active'];
  const leadIsPresent = `exists (select from offers l where l.shop_id = :shop and l.id_space = :space
    and l.product_external_id = o.external_id and l.characteristic_id = o.lead_characteristic and ${isOnSale('l.present_in')})`;
  // OFFSET 0: the join begins at the stage, and nothing is computed once for every column.
  const statement = `update products t
     set ${compared.map((name) => `${name} = n.${name}`).join(', ')}, present_in = n.present_in,
       exchange_id = cast(:exchange as uuid), updated_at = case when n.told then clock_timestamp() else t.updated_at end
     from (select distinct on (o.product_id) o.shop_id, o.product_id, m.*, i.present_in, o.active as was_active,
             (${compared.map((name) => `o.${name}`).join(', ')})
               is distinct from (${compared.map((name) => `m.${name}`).join(', ')}) as told,
             (o.present_in, o.lead_characteristic, o.active) is distinct from (i.present_in, m.lead_characteristic, m.active) as moved
           from ${STAGED} s
           cross join lateral (select * from products o
             where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id offset 0) o
           cross join lateral (select ${afterShown('o.present_in', 's.catalogue_no', 's.shown')} as present_in offset 0) i
           cross join lateral (select ${isOnSale('i.present_in')} as present,
             not ${UNREAD} and (s.characteristic = '' or (not ${ONLY_A_CHARACTERISTIC_GOES} and (s.characteristic = o.lead_characteristic
               or (o.lead_characteristic <> '' and not ${leadIsPresent})))) as speaks offset 0) k
           cross join lateral (select ${merged.join(', ')}, case when ${UNREAD} then o.active else k.present end as active,
             case when k.speaks then s.characteristic else o.lead_characteristic end as lead_characteristic offset 0) m
           order by o.product_id, k.speaks desc, (s.characteristic <> ''), (s.characteristic <> o.lead_characteristic), s.ord) n
     where t.shop_id = n.shop_id and t.product_id = n.product_id and (n.told or n.moved)
     returning t.product_id, t.product_id as id, cast(t.item_no as float8) as no, n.told, n.moved, case when n.was_active and not n.active then 'removed' else 'changed' end as how`;
  const updated = await tx.raw(updateKeeping('products', statement), keysOf(scope));
  return updated.rows;
}

const numbersOf = (written: readonly WrittenProduct[]): number[] => written.map((row) => row.no);

const keysOf = (scope: WriteScope) => ({ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId });
