import type { Tx } from '../../db/open.js';
import type { Change } from '../changes.js';
import { deleteKeeping, updateKeeping } from './before-images.js';
import type { FullRun } from './full-runs.js';
import { isPresent } from './presence.js';

/** How many of a kind a catalogue had, and how many of them a full run did not see. */
export interface MissingCount {
  readonly entity: 'product' | 'offer';
  readonly total: number;
  readonly missing: number;
}

/**
 * Writes down what the run did not see into `run_missing`. Products only when the catalogue itself was exported in full,
 * offers only when their package was as well, or when their product is missing. Nothing that the run saw is ever missing.
 */
export async function listMissing(tx: Tx, run: FullRun): Promise<MissingCount[]> {
  if (!run.catalogueFull) return [];
  const seen = (entity: string) => `exists (select from run_seen s where s.shop_id = p.shop_id and s.run_id = :run
    and s.entity = ${entity} and s.external_id = p.external_id)`;
  const entities = run.offersFull ? ['product', 'offer'] : ['product'];
  const key = { shop: run.shopId, run: run.runId, node: run.nodeId, catalogue: run.catalogueId, entities };
  const counted = await tx.raw(
    `with missing as (
       insert into run_missing (shop_id, run_id, entity, external_id)
       select p.shop_id, :run, p.entity, p.external_id from presence p
       cross join lateral (select ${seen('p.entity')} as seen offset 0) k
       where p.shop_id = :shop and p.node_id = :node and p.catalogue_id = :catalogue and p.entity = any(:entities)
         and not k.seen
       on conflict do nothing returning entity)
     select p.entity, count(*)::int as total,
       (select count(*)::int from missing m where m.entity = p.entity) as missing
     from presence p
     where p.shop_id = :shop and p.node_id = :node and p.catalogue_id = :catalogue and p.entity = any(:entities)
     group by p.entity`,
    key,
  );
  await tx.raw(
    `insert into run_missing (shop_id, run_id, entity, external_id)
     select p.shop_id, :run, 'offer', p.external_id from presence p
     cross join lateral (select from run_missing w where w.shop_id = p.shop_id and w.run_id = :run and w.entity = 'product'
       and w.external_id = split_part(p.external_id, '#', 1) offset 0) m
     cross join lateral (select ${seen(`'offer'`)} as seen offset 0) k
     where p.shop_id = :shop and p.node_id = :node and p.catalogue_id = :catalogue and p.entity = 'offer'
       and not k.seen
     on conflict do nothing`,
    key,
  );
  return counted.rows;
}

/**
 * Takes what stands in `run_missing` out of the node's catalogue. A product or offer that no catalogue of any node has any
 * more becomes inactive.
 * @returns the changes: action `removed` for each that became inactive
 */
export async function removeMissing(tx: Tx, run: FullRun, idSpace: string, exchangeId: string): Promise<Change[]> {
  const key = { shop: run.shopId, run: run.runId, node: run.nodeId, catalogue: run.catalogueId, exchange: exchangeId };
  const forgotten = `delete from presence where ctid = any(array(
       select q.ctid from run_missing m cross join lateral (
         select p.ctid from presence p where p.shop_id = :shop and p.node_id = :node
           and p.catalogue_id = :catalogue and p.entity = m.entity and p.external_id = m.external_id offset 0) q
       where m.shop_id = :shop and m.run_id = :run)) returning *`;
  await tx.raw(deleteKeeping('presence', forgotten), key);
  const scope = { ...key, space: idSpace };
  const removedOffers = `update offers t set active = false, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from run_missing m cross join lateral (
       select o.shop_id, o.offer_id from offers o where o.shop_id = :shop and o.id_space = :space
         and o.product_external_id = split_part(m.external_id, '#', 1)
         and o.characteristic_id = substr(m.external_id, strpos(m.external_id, '#') + 1) and o.active offset 0) o
     cross join lateral (select ${isPresent('offer', 'm.external_id')} as present offset 0) k
     where m.shop_id = :shop and m.run_id = :run and m.entity = 'offer'
       and t.shop_id = o.shop_id and t.offer_id = o.offer_id and not k.present
     returning t.offer_id, t.offer_id as id`;
  const offers = await tx.raw(updateKeeping('offers', removedOffers), scope);
  const removedProducts = `update products t set active = false, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from run_missing m cross join lateral (
       select o.shop_id, o.product_id from products o where o.shop_id = :shop and o.id_space = :space
         and o.external_id = m.external_id and o.active offset 0) o
     cross join lateral (select ${isPresent('product', 'm.external_id')} as present offset 0) k
     where m.shop_id = :shop and m.run_id = :run and m.entity = 'product'
       and t.shop_id = o.shop_id and t.product_id = o.product_id and not k.present
     returning t.product_id, t.product_id as id`;
  const products = await tx.raw(updateKeeping('products', removedProducts), scope);
  await tx.raw('delete from run_missing where shop_id = :shop and run_id = :run', key);
  return [
    ...offers.rows.map((row: { id: string }) => ({ entity: 'offer', entityId: row.id, action: 'removed' }) as const),
    ...products.rows.map(
      (row: { id: string }) => ({ entity: 'product', entityId: row.id, action: 'removed' }) as const,
    ),
  ];
}
