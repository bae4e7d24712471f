import type { Tx } from '../../db/open.js';

const ENDS: ReadonlySet<PropertyKey> = new Set(['commit', 'rollback']);
/** In SQL that is no transaction block. */
const NO_TRANSACTION = '25P01';

/** The transaction as a hook gets it: `commit` and `rollback` of it throw, for what a hook ends would be the records of everybody. */
export const hookTx = (tx: Tx): Tx =>
  new Proxy(tx, {
    get: (target, member) => {
      if (ENDS.has(member)) return refuse;
      return Reflect.get(target, member, target);
    },
  });

function refuse(): never {
  throw new Error('a hook must not end the transaction: throw, and what it wrote is taken back');
}

/**
 * Sees that a hook which failed has left the transaction open. One that sent `commit` or `rollback` as SQL has ended it; what came after
 * that would be written piece by piece.
 * @throws when it is ended: the whole of it must fail
 */
export async function checkOpen(tx: Tx, by: string): Promise<void> {
  try {
    await tx.raw('savepoint uzel_hook');
    await tx.raw('release savepoint uzel_hook');
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== NO_TRANSACTION) throw error;
    throw new Error(`${by} has ended the transaction that it was given`, { cause: error });
  }
}
