import type { Knex } from 'knex';
import type { Database, Tx } from './open.js';

/**
 * `db` as one transaction: its `knex` reads and writes in that transaction, and its `transaction` is a savepoint. One thing at a time:
 * two savepoints side by side wait for each other. The rows that are written stay locked until the transaction ends.
 * @param begun called with each savepoint
 */
export function within(db: Database, outer: Tx, begun: (tx: Tx) => void = () => undefined): Database {
  return {
    knex: outer,
    url: db.url,
    kind: db.kind,
    location: db.location,
    transaction: async <R>(inner: (tx: Tx) => Promise<R>): Promise<R> =>
      await outer.transaction(async (tx: Knex.Transaction) => {
        begun(tx);
        return await inner(tx);
      }),
    close: async () => undefined, // it ends with the work
    isClosed: () => db.isClosed(),
  };
}

/**
 * Runs `work`, whatever transactions of its own it has, in one transaction: all of it is kept when it resolves, nothing when it rejects.
 * @returns what `work` returns
 */
export async function inOneTransaction<T>(db: Database, work: (inner: Database, tx: Tx) => Promise<T>): Promise<T> {
  return await db.transaction(async (tx) => await work(within(db, tx), tx));
}
