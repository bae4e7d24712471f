import type { Tx } from '../../db/open.js';
import { deleteKeeping, updateKeeping } from './before-images.js';
import { isPresent, SIGHTINGS_STAGE } from './presence.js';
import type { WriteScope } from './write-scope.js';

/**
 * When characteristics of a product arrive, the offer without one that stood for it is retired (commerceml.md §5 no. 4): this
 * node's catalogues have it no more. Not when this step, this exchange or the open full run shows it as well. Prices that come for
 * it later do not bring it back; an offer package that names it does.
 * @param products 1C ids of the products whose characteristics became active in this step
 */
export async function retireBareOffers(
  tx: Tx,
  scope: WriteScope,
  products: readonly string[],
): Promise<{ id: string }[]> {
  if (products.length === 0) return [];
  const keys = { shop: scope.shopId, node: scope.nodeId, space: scope.idSpace, exchange: scope.exchangeId, products };
  await tx.raw(SIGHTINGS_STAGE);
  const forgotten = `delete from presence where ctid = any(array(
       select q.at from unnest(cast(:products as text[])) as b(product)
       cross join lateral (select o.exchange_id from offers o where o.shop_id = :shop and o.id_space = :space
         and o.product_external_id = b.product and o.characteristic_id = '' offset 0) o
       cross join lateral (select p.ctid as at, p.external_id, exists (
           select from full_runs r join run_seen w on w.shop_id = r.shop_id and w.run_id = r.run_id
             and w.entity = 'offer' and w.external_id = p.external_id
           where r.shop_id = p.shop_id and r.node_id = p.node_id and r.catalogue_id = p.catalogue_id
             and r.state = 'open') as seen
         from presence p where p.shop_id = :shop and p.id_space = :space and p.entity = 'offer'
           and p.external_id = b.product || '#' and p.node_id = :node offset 0) q
       where o.exchange_id is distinct from cast(:exchange as uuid) and not q.seen
         and q.external_id not in (select s.external_id from stage_sightings s where s.present and s.entity = 'offer'))) returning *`;
  await tx.raw(deleteKeeping('presence', forgotten), keys);
  const statement = `update offers t set active = false, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from unnest(cast(:products as text[])) as b(product)
     cross join lateral (select o.shop_id, o.offer_id from offers o where o.shop_id = :shop and o.id_space = :space
       and o.product_external_id = b.product and o.characteristic_id = '' and o.active offset 0) o
     cross join lateral (select ${isPresent('offer', `b.product || '#'`)} as present offset 0) k
     where t.shop_id = o.shop_id and t.offer_id = o.offer_id and not k.present
     returning t.offer_id, t.offer_id as id`;
  const retired = await tx.raw(updateKeeping('offers', statement), keys);
  return retired.rows;
}
