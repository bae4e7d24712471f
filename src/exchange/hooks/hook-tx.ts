import type { Tx } from '../../db/open.js';

const ENDS: ReadonlySet<PropertyKey> = new Set(['commit', 'rollback']);

/** The transaction as a hook gets it: `commit` and `rollback` of it throw, for what a hook ends would be the records of everybody. */
export const hookTx = (tx: Tx): Tx =>
  new Proxy(tx, {
    get: (target, member) => (ENDS.has(member) ? refuse : Reflect.get(target, member, target)),
  });

function refuse(): never {
  throw new Error('a hook must not end the transaction: throw, and what it wrote is taken back');
}
