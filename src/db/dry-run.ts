import type { Knex } from 'knex';
import type { Database, Tx } from './open.js';

const dry = new WeakSet<object>();

/**
 * Whether what this transaction does will be taken back in the end: then it gives no change numbers away (that would keep orders
 * waiting), and nothing may leave the database because of it.
 */
export const isDryRun = (tx: object): boolean => dry.has(tx);

/**
 * Runs `work` on a database that is one transaction, which is rolled back in the end whatever comes: its `knex` reads and writes in
 * that transaction, and its `transaction` is a savepoint. One thing at a time: two savepoints side by side wait for each other.
 * The rows that it writes stay locked until its end.
 * @returns what `work` returns
 */
export async function inDryRun<T>(db: Database, work: (dryDb: Database) => Promise<T>): Promise<T> {
  const outer = await db.knex.transaction();
  dry.add(outer);
  try {
    return await work({
      knex: outer,
      url: db.url,
      kind: db.kind,
      location: db.location,
      transaction: async <R>(inner: (tx: Tx) => Promise<R>): Promise<R> =>
        await outer.transaction(async (tx: Knex.Transaction) => {
          dry.add(tx);
          return await inner(tx);
        }),
      close: async () => undefined, // it ends with the work
      isClosed: () => db.isClosed(),
    });
  } finally {
    await outer.rollback();
  }
}
