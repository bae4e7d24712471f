import assert from 'node:assert/strict';
import { pino } from 'pino';
import { migrate } from '../db/migrate.js';
import { openServer, type Tx } from '../db/open.js';
import type { KindTestOptions } from './options.js';

const NO_DATABASE =
  'This hook uses context.tx. Give the suite an empty PostgreSQL database: describeNodeKind(kind, { databaseUrl: "postgresql://…" }).';

class RolledBack extends Error {}

/** Runs hooks with a transaction that is rolled back, and sees that they leave it open. */
export async function inTransaction(options: KindTestOptions, work: (tx: Tx) => Promise<void>): Promise<void> {
  if (options.databaseUrl === undefined) return await work(withoutDatabase());
  const db = await openServer(options.databaseUrl, 2, pino({ level: 'silent' }));
  try {
    await migrate(db);
    await db.transaction(async (tx) => {
      const before = await currentTransaction(tx);
      await work(tx);
      assert.equal(await currentTransaction(tx), before, 'a hook has ended the transaction that it was given');
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  } finally {
    await db.close();
  }
}

async function currentTransaction(tx: Tx): Promise<string> {
  const found = await tx.raw<{ rows: { id: string }[] }>('select pg_current_xact_id()::text as id');
  return found.rows[0]?.id ?? '';
}

/** Stands for the transaction where there is none: whatever is done with it says what is missing. */
function withoutDatabase(): Tx {
  const refuse = (): never => {
    throw new Error(NO_DATABASE);
  };
  return new Proxy(refuse as unknown as Tx, { get: refuse, apply: refuse });
}
