import type { Tx } from '../db/open.js';
import type { Change } from './changes.js';
import { mergedColumn, OFFER_COLUMNS, orEmpty } from './item-columns.js';
import { fillStage, type StagedRow } from './stage.js';
import type { WriteScope } from './write-scope.js';

const NAMES = OFFER_COLUMNS.map((column) => column.name);

/**
 * Where an offer's row comes from. `offer`: a Предложение, which owns every column that it says. `item`: a Товар row `a#b`
 * of the catalogue, which fills only the columns that no Предложение has said; so the two never overwrite each other by turns.
 */
export type OfferSource = 'offer' | 'item';

/**
 * Writes offers by product id and characteristic; presence must have been noted before. Prices are merged by price type and
 * stock by warehouse: keys that the feed does not name stay, unless the row says `replace` (a whole offer of a full package).
 * @param rows keys = [product_external_id, characteristic_id, new uuid, replace ('t' or 'f')], one per key
 */
export async function writeOffers(
  tx: Tx,
  scope: WriteScope,
  source: OfferSource,
  rows: readonly StagedRow[],
): Promise<Change[]> {
  if (rows.length === 0) return [];
  const stageKeys = ['product_external_id', 'characteristic_id', 'new_id', 'replace'];
  await fillStage(tx, 'stage_offers', stageKeys, OFFER_COLUMNS, rows);
  const keys = { shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId };
  const same = `o.shop_id = :shop and o.id_space = :space
    and o.product_external_id = s.product_external_id and o.characteristic_id = s.characteristic_id`;
  const present = `exists (select from presence p where p.shop_id = :shop and p.id_space = :space
    and p.entity = 'offer' and p.external_id = s.product_external_id || '#' || s.characteristic_id)`;
  const inserted = await tx.raw(
    `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id, own_mask,
       ${NAMES.join(', ')}, active, exchange_id)
     select :shop, new_id::uuid, :space, product_external_id, characteristic_id, ${source === 'offer' ? 'said' : '0'},
       ${NAMES.map((name) => orEmpty(insertedValue(name), name)).join(', ')}, ${present}, cast(:exchange as uuid)
     from stage_offers s where not exists (select from offers o where ${same}) order by 4, 5
     on conflict do nothing returning offer_id as id, product_external_id, characteristic_id`,
    keys,
  );
  const said = source === 'offer' ? 's.said' : '(s.said & ~o.own_mask)';
  const merged = NAMES.map((name, index) =>
    mergedColumn(name, `${said} & ${1 << index} <> 0`, mergedValue(name), scope.kept.has(name)),
  );
  const stockBit = 1 << NAMES.indexOf('stock');
  const totalBit = 1 << NAMES.indexOf('stock_total');
  // The total of an offer that names warehouses and no total is their sum, also of those that this feed does not name.
  const summed = `case when n.said & ${stockBit} <> 0 and n.said & ${totalBit} = 0
    then (select sum(value::numeric) from jsonb_each_text(n.stock)) else n.stock_total end`;
  const compared = [...NAMES.filter((name) => name !== 'stock_total'), 'active', 'own_mask'];
  const updated = await tx.raw(
    `update offers t
     set ${compared.map((name) => `${name} = n.${name}`).join(', ')}, stock_total = ${summed},
       exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from (select o.offer_id, s.said, ${merged.join(', ')}, ${present} as active,
             o.own_mask | ${source === 'offer' ? 's.said' : '0'} as own_mask
           from stage_offers s join offers o on ${same}) n
     where t.shop_id = :shop and t.offer_id = n.offer_id
       and (${compared.map((name) => `t.${name}`).join(', ')}, t.stock_total)
         is distinct from (${compared.map((name) => `n.${name}`).join(', ')}, ${summed})
     returning t.offer_id as id`,
    keys,
  );
  const retired = await retireBareOffers(tx, scope, inserted.rows);
  return [...inserted.rows, ...updated.rows, ...retired].map((row: { id: string }) => ({
    entity: 'offer',
    entityId: row.id,
    action: 'written',
  }));
}

const insertedValue = (name: string): string =>
  name === 'stock_total'
    ? `coalesce(s.stock_total, (select sum(value::numeric) from jsonb_each_text(s.stock)))`
    : `s.${name}`;

function mergedValue(name: string): string {
  if (name !== 'prices' && name !== 'stock') return `s.${name}`;
  return `case when s.replace = 't' then s.${name} else o.${name} || s.${name} end`;
}

/** An offer without a characteristic is retired when characteristics of its product first arrive in a later exchange. */
async function retireBareOffers(
  tx: Tx,
  scope: WriteScope,
  inserted: readonly { product_external_id: string; characteristic_id: string }[],
): Promise<{ id: string }[]> {
  const products = inserted.filter((row) => row.characteristic_id !== '').map((row) => row.product_external_id);
  if (products.length === 0) return [];
  const retired = await tx.raw(
    `update offers set active = false, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     where shop_id = :shop and id_space = :space and product_external_id = any(:products) and characteristic_id = ''
       and active and exchange_id is distinct from cast(:exchange as uuid)
     returning offer_id as id`,
    { shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId, products: [...new Set(products)] },
  );
  return retired.rows;
}
