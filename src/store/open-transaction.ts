import type { Tx } from '../db/open.js';

/** In SQL that is no transaction block. */
const NO_TRANSACTION = '25P01';

/** Whether a transaction is still open: a statement that somebody sent as text may have ended it, and knex does not see that. */
export async function isOpen(tx: Tx): Promise<boolean> {
  try {
    await tx.raw('savepoint uzel_open');
    await tx.raw('release savepoint uzel_open');
    return true;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === NO_TRANSACTION) return false;
    throw error;
  }
}
