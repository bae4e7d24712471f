import type { Tx } from '../db/open.js';

/**
 * Ends statements of this transaction that run longer than `ms`: what a hook of a node kind asks may not hold the others up. Ends with
 * the savepoint when it is rolled back, else by `liftStatementLimit`.
 */
export async function limitStatements(tx: Tx, ms: number): Promise<void> {
  await tx.raw(`set local statement_timeout = ${Math.max(1, Math.round(ms))}`);
}

/** Statements run as long as they need again, as in every session of ours. */
export async function liftStatementLimit(tx: Tx): Promise<void> {
  await tx.raw('set local statement_timeout = 0');
}
