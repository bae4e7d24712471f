import type { Tx } from '../../db/open.js';
import type { Change } from '../changes.js';
import { updateKeeping } from './before-images.js';
import { mergedColumn, orEmpty, PRODUCT_COLUMNS } from './item-columns.js';
import { isPresent } from './presence.js';
import { fillStage, type StagedRow } from './stage.js';
import type { WriteScope } from './write-scope.js';

const NAMES = PRODUCT_COLUMNS.map((column) => column.name);

interface WrittenProduct {
  readonly id: string;
  readonly how: 'new' | 'changed' | 'removed';
}

/** The deletion of one characteristic says nothing of its product. */
const ONLY_A_CHARACTERISTIC_GOES = `(s.characteristic <> '' and s.deleted)`;

/**
 * Writes products by their 1C id. Presence must have been noted before (`noteSightings`): a product is active while any
 * node's catalogue has it, and is deleted only when none has. Rows that already say the same are not touched.
 *
 * A Товар row `a#b` (one row for each characteristic: УТ10, УТП, BAS) speaks for product `a` only while it is its lead: the
 * first that came, or the first that came after the lead had gone. A plain row `a` always speaks for it. So several rows of one
 * product never overwrite each other by turns. Every row brings `active` up to date.
 * @param rows keys = [external_id, characteristic, new uuid], one row per id and characteristic
 */
export async function writeProducts(tx: Tx, scope: WriteScope, rows: readonly StagedRow[]): Promise<Change[]> {
  if (rows.length === 0) return [];
  await fillStage(tx, 'stage_products', ['external_id', 'characteristic', 'new_id'], PRODUCT_COLUMNS, rows);
  const inserted = await insert(tx, scope);
  const updated = await update(tx, scope);
  return [...inserted, ...updated].map(({ id, how }) => ({ entity: 'product', entityId: id, action: 'written', how }));
}

async function insert(tx: Tx, scope: WriteScope): Promise<WrittenProduct[]> {
  const value = (name: string) => (name === 'deleted' ? '(s.deleted and not k.present)' : orEmpty(`s.${name}`, name));
  const inserted = await tx.raw(
    `insert into products (shop_id, product_id, id_space, external_id, lead_characteristic, ${NAMES.join(', ')}, active, exchange_id,
       made_by)
     select distinct on (s.external_id) :shop as shop, new_id::uuid, :space, s.external_id, characteristic,
       ${NAMES.map(value).join(', ')}, k.present, cast(:exchange as uuid) as exchange, cast(:exchange as uuid)
     from stage_products s
     cross join lateral (select ${isPresent('product', 's.external_id')} as present, exists (select from products o
       where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id) as known offset 0) k
     where not ${ONLY_A_CHARACTERISTIC_GOES} and not k.known
     order by s.external_id, (characteristic <> ''), ord
     on conflict do nothing returning product_id as id, 'new' as how`,
    keysOf(scope),
  );
  return inserted.rows;
}

async function update(tx: Tx, scope: WriteScope): Promise<WrittenProduct[]> {
  const merged = NAMES.map((name, index) => {
    const value = mergedColumn(name, `k.speaks and s.said & ${1 << index} <> 0`, `s.${name}`, scope.kept.has(name));
    return `${name === 'deleted' ? `(${value}) and not k.present` : value} as ${name}`;
  });
  const compared = ['lead_characteristic', ...NAMES, 'active'];
  const leadIsPresent = isPresent('offer', `o.external_id || '#' || o.lead_characteristic`);
  // OFFSET 0: the join begins at the stage, and `k` is not computed once for every column.
  const statement = `update products t
     set ${compared.map((name) => `${name} = n.${name}`).join(', ')}, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from (select distinct on (o.product_id) o.shop_id, o.product_id, ${merged.join(', ')}, k.present as active, o.active as was_active,
             case when k.speaks then s.characteristic else o.lead_characteristic end as lead_characteristic
           from stage_products s
           cross join lateral (select * from products o
             where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id offset 0) o
           cross join lateral (select ${isPresent('product', 's.external_id')} as present,
             s.characteristic = '' or (not ${ONLY_A_CHARACTERISTIC_GOES} and (s.characteristic = o.lead_characteristic
               or (o.lead_characteristic <> '' and not ${leadIsPresent}))) as speaks offset 0) k
           order by o.product_id, k.speaks desc, (s.characteristic <> ''), (s.characteristic <> o.lead_characteristic), s.ord) n
     where t.shop_id = n.shop_id and t.product_id = n.product_id
       and (${compared.map((name) => `t.${name}`).join(', ')})
         is distinct from (${compared.map((name) => `n.${name}`).join(', ')})
     returning t.product_id, t.product_id as id, case when n.was_active and not n.active then 'removed' else 'changed' end as how`;
  const updated = await tx.raw(updateKeeping('products', statement), keysOf(scope));
  return updated.rows;
}

const keysOf = (scope: WriteScope) => ({ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId });
