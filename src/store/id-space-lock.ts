import type { Tx } from '../db/open.js';

/**
 * Waits for the turn to write the catalogue of an id space, until the commit: FIRST in the transaction, before any row is locked.
 *
 * Whether a product is active follows from the presences of all nodes. Two transactions that change presences of the same
 * product do not see each other's uncommitted rows: each could leave the flag as the other needs it. One at a time they see
 * all; steps are short, so nodes take turns.
 */
export async function lockIdSpace(tx: Tx, of: { readonly shopId: string; readonly idSpace: string }): Promise<void> {
  await tx.raw(`select pg_advisory_xact_lock(hashtextextended('uzel:id-space:' || ? || ':' || ?, 0))`, [
    of.shopId,
    of.idSpace,
  ]);
}
