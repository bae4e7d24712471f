import type { Tx } from '../../db/open.js';
import type { Change } from '../changes/record-changes.js';
import { updateKeeping } from './before-images.js';
import { noteWritten } from './item-writes.js';
import { isOnSale } from './presence.js';
import type { StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

/** An offer of a characteristic that a catalogue has no more. */
export interface GoneOffer {
  readonly product_external_id: string;
  readonly catalogue_no: number;
}

/** SQL: the characteristic that speaks for product `p` is on sale no more. */
export const LEAD_IS_GONE = `p.lead_characteristic <> '' and not exists (select from offers l
  where l.shop_id = p.shop_id and l.id_space = p.id_space and l.product_external_id = p.external_id
    and l.characteristic_id = p.lead_characteristic and ${isOnSale('l.present_in')})`;

/**
 * What becomes of the products of offers that left a catalogue. One that only its characteristics spoke for goes with the last of them.
 * One whose lead went stands otherwise than before: another characteristic may speak for it now, and its record is to be read.
 */
export async function offersLeft(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  gone: readonly GoneOffer[],
): Promise<Change[]> {
  if (gone.length === 0) return [];
  const keys = {
    ...{ shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId },
    products: gone.map((offer) => offer.product_external_id),
    numbers: gone.map((offer) => offer.catalogue_no),
    shown: [...presence.products],
  };
  const lone = `update products t set present_in = n.present_in, active = n.active, exchange_id = cast(:exchange as uuid),
       updated_at = case when n.was_active and not n.active then clock_timestamp() else t.updated_at end
     from (
       select p.shop_id, p.product_id, p.active as was_active, i.present_in, ${isOnSale('i.present_in')} as active
       from (select product, array_agg(distinct number) as numbers
         from unnest(cast(:products as text[]), cast(:numbers as int[])) as g(product, number)
         where product <> all(cast(:shown as text[])) group by product) g
       cross join lateral (select * from products p where p.shop_id = :shop and p.id_space = :space and p.external_id = g.product
         and p.lead_characteristic <> '' and p.present_in && g.numbers offset 0) p
       cross join lateral (select array(select number from unnest(p.present_in) as number
         where number <> all(g.numbers) or exists (select from offers o where o.shop_id = :shop and o.id_space = :space
           and o.product_external_id = g.product and number = any(o.present_in)) order by number) as present_in offset 0) i
       where p.present_in <> i.present_in) n
     where t.shop_id = n.shop_id and t.product_id = n.product_id
     returning t.product_id, t.product_id as id, cast(t.item_no as float8) as no, n.was_active and not n.active as went`;
  const left = await tx.raw<{ rows: { id: string; no: number; went: boolean }[] }>(
    updateKeeping('products', lone),
    keys as unknown as Record<string, string>,
  );
  const leaderless = await tx.raw<{ rows: { no: number }[] }>(
    `select distinct cast(p.item_no as float8) as no from unnest(cast(:products as text[])) as g(product)
     cross join lateral (select * from products p
       where p.shop_id = :shop and p.id_space = :space and p.external_id = g.product offset 0) p
     where ${LEAD_IS_GONE}`,
    keys as unknown as Record<string, string>,
  );
  const numbers = left.rows.map((row) => row.no);
  await noteWritten(tx, scope, 'product', numbers);
  await noteWritten(tx, scope, 'standing', [...numbers, ...leaderless.rows.map((row) => row.no)]);
  return left.rows
    .filter((row) => row.went)
    .map(({ id }) => ({ entity: 'product', entityId: id, action: 'written', how: 'removed' }));
}
