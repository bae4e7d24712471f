import type { Tx } from '../../db/open.js';
import { updateKeeping } from './before-images.js';
import { lockIdSpace } from './id-space-lock.js';
import { noteAnyWritten } from './item-writes.js';
import type { WriteScope } from './write-scope.js';

/**
 * The number of one of the node's catalogues, by which rows of goods say that it has them (`present_in`); made when it is new. Call it
 * under the id space's lock.
 *
 * A node may have been given another id space since: then its catalogue stands there, and the goods of the former one are not in it
 * any more. They stay active until something writes them.
 * @param catalogueId 1C id
 */
export async function catalogueNumber(tx: Tx, scope: WriteScope, catalogueId: string): Promise<number> {
  const keys = { shop: scope.shopId, node: scope.nodeId, catalogue: catalogueId, space: scope.idSpace };
  const found = await tx.raw<{ rows: NodeCatalogue[] }>(
    `select catalogue_no, id_space from node_catalogues
     where shop_id = :shop and node_id = :node and catalogue_id = :catalogue`,
    keys,
  );
  const [known] = found.rows;
  if (known === undefined) return await number(tx, keys);
  if (known.id_space !== scope.idSpace) await move(tx, scope, known);
  return known.catalogue_no;
}

/** Under the id space's lock the answer stays: whoever removes a node takes it too. */
export async function isNodeRemoved(tx: Tx, scope: WriteScope): Promise<boolean> {
  const found = await tx.raw<{ rows: unknown[] }>(
    'select from nodes where shop_id = ? and node_id = ? and removed_at is not null',
    [scope.shopId, scope.nodeId],
  );
  return found.rows.length > 0;
}

interface NodeCatalogue {
  readonly catalogue_no: number;
  readonly id_space: string;
}

/** Numbers are the shop's, and another id space may give one at the same time: its lock is not ours. */
async function number(
  tx: Tx,
  keys: { readonly shop: string; readonly node: string; readonly catalogue: string; readonly space: string },
): Promise<number> {
  await tx.raw(`select pg_advisory_xact_lock(hashtextextended('uzel:node-catalogues:' || ?, 0))`, [keys.shop]);
  const made = await tx.raw<{ rows: NodeCatalogue[] }>(
    `insert into node_catalogues (shop_id, catalogue_no, node_id, catalogue_id, id_space)
     select :shop, coalesce((select max(catalogue_no) from node_catalogues where shop_id = :shop), 0) + 1, :node, :catalogue, :space
     returning catalogue_no, id_space`,
    keys,
  );
  const [row] = made.rows;
  if (row === undefined) throw new Error('insert into node_catalogues returned no row');
  return row.catalogue_no;
}

/** Nobody may be writing the goods there: he would write back what he has read of them. */
async function move(tx: Tx, scope: WriteScope, from: NodeCatalogue): Promise<void> {
  await lockIdSpace(tx, { shopId: scope.shopId, idSpace: from.id_space });
  const keys = { shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId, no: from.catalogue_no };
  for (const [table, id] of [
    ['products', 'product_id'],
    ['offers', 'offer_id'],
  ] as const) {
    await tx.raw(
      updateKeeping(
        table,
        `update ${table} set present_in = array_remove(present_in, cast(:no as int)), exchange_id = cast(:exchange as uuid)
         where shop_id = :shop and id_space <> :space and cast(:no as int) = any(present_in) returning ${id}`,
      ),
      keys,
    );
  }
  await noteAnyWritten(tx, { shopId: scope.shopId, idSpace: from.id_space });
  await tx.raw('update node_catalogues set id_space = :space where shop_id = :shop and catalogue_no = :no', keys);
}
