import type { Tx } from '../../db/open.js';
import { updateKeeping } from './before-images.js';
import { noteWritten } from './item-writes.js';
import { NUMBERS_OF_OFFER } from './offer-stage.js';
import { isOnSale } from './presence.js';
import type { StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

/**
 * When characteristics of a product arrive, the offer without one that stood for it is retired (commerceml.md §5 no. 4): this
 * node's catalogues have it no more. Not when this step, this exchange or the open full run shows it as well. Prices that come for
 * it later do not bring it back; an offer package that names it does. No product is led by it, so none is to be written anew.
 * @param products 1C ids of the products whose characteristics became active in this step
 */
export async function retireBareOffers(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  products: readonly string[],
): Promise<{ id: string }[]> {
  if (products.length === 0) return [];
  const statement = `update offers t set present_in = n.present_in, active = n.active, exchange_id = cast(:exchange as uuid)
     from (
       with mine as materialized (
         select c.catalogue_no, coalesce((select range_agg(w.seen) from full_runs r
             join run_seen w on w.shop_id = r.shop_id and w.run_id = r.run_id and w.entity = 'offer'
             where r.shop_id = c.shop_id and r.node_id = c.node_id and r.catalogue_id = c.catalogue_id and r.state = 'open'),
           cast('{}' as int8multirange)) as seen
         from node_catalogues c where c.shop_id = :shop and c.node_id = cast(:node as uuid))
       select o.shop_id, o.offer_id, i.present_in, o.active as was_active, o.active and ${isOnSale('i.present_in')} as active
       from unnest(cast(:products as text[])) as b(product)
       cross join lateral (select o.*, n.exchange_id = cast(:exchange as uuid) as is_numbered from offers o
         cross join lateral (${NUMBERS_OF_OFFER}) n where o.shop_id = :shop and o.id_space = :space and o.product_external_id = b.product and o.characteristic_id = '' offset 0) o
       cross join lateral (select case
           when o.exchange_id = cast(:exchange as uuid) or o.is_numbered or b.product = any(cast(:shown as text[]))
             or o.item_no <@ any(cast(:known as int8multirange[])) then o.present_in
           else array(select number from unnest(o.present_in) as number
             where not exists (select from mine where mine.catalogue_no = number and not o.item_no <@ mine.seen) order by number) end as present_in offset 0) i
       where o.active or o.present_in <> i.present_in) n
     where t.shop_id = n.shop_id and t.offer_id = n.offer_id
       and (t.present_in, t.active) is distinct from (n.present_in, n.active)
     returning t.offer_id, t.offer_id as id, cast(t.item_no as float8) as no, n.was_active and not n.active as went`;
  const retired = await tx.raw<{ rows: { id: string; no: number; went: boolean }[] }>(
    updateKeeping('offers', statement),
    {
      ...{ shop: scope.shopId, node: scope.nodeId, space: scope.idSpace, exchange: scope.exchangeId },
      ...{ products, shown: [...presence.bareOffers], known: presence.knownOffers },
    } as unknown as Record<string, string>,
  );
  await noteWritten(
    tx,
    scope,
    'offer',
    retired.rows.map((row) => row.no),
  );
  return retired.rows.filter((row) => row.went);
}
