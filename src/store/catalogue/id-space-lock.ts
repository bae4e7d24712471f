import type { Tx } from '../../db/open.js';

/**
 * Waits for the turn to write the catalogue of an id space, until the commit: FIRST in the transaction, before any row is locked.
 *
 * Whether a product is active follows from the presences of all nodes. Two transactions that change presences of the same
 * product do not see each other's uncommitted rows: each could leave the flag as the other needs it. One at a time they see
 * all; steps are short, so nodes take turns.
 *
 * In such a transaction joins go by index: they begin at the few rows of a step. A planner whose statistics are older than the
 * import would else read the whole catalogue for each step, which makes a first import quadratic. It may still take the large side
 * for the small one; so `lateral (… offset 0)` says which side a statement begins at, and the table that is updated is joined by
 * its whole key and has no constant condition of its own, which would make it look small.
 */
export async function lockIdSpace(tx: Tx, of: { readonly shopId: string; readonly idSpace: string }): Promise<void> {
  await tx.raw(
    `select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       pg_advisory_xact_lock(hashtextextended('uzel:id-space:' || ? || ':' || ?, 0))`,
    [of.shopId, of.idSpace],
  );
}

/**
 * Waits for the turn to write wherever a node has goods: where it writes now, and where it did before it was given another id space.
 * Who has the lock of one of them already may be the victim of a deadlock and begins again.
 */
export async function lockIdSpacesOfNode(tx: Tx, shopId: string, nodeId: string): Promise<void> {
  for (const idSpace of await idSpacesOfNode(tx, shopId, nodeId)) await lockIdSpace(tx, { shopId, idSpace });
}

/** Where a node has goods or writes, in the order in which they are to be locked. */
export async function idSpacesOfNode(tx: Tx, shopId: string, nodeId: string): Promise<string[]> {
  const found = await tx.raw<{ rows: { id_space: string }[] }>(
    `select id_space from node_catalogues where shop_id = :shop and node_id = :node
     union select id_space from nodes where shop_id = :shop and node_id = :node order by 1`,
    { shop: shopId, node: nodeId },
  );
  return found.rows.map((row) => row.id_space);
}
