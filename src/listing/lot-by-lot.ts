import type { Tx } from '../db/open.js';
import { checkAnswering, endTroubles, noteTroubles, type Trouble } from '../store/listing/troubles.js';
import { cutLots } from './lots.js';

/** What became of some products. */
export interface Made {
  /** Rows that were written. */
  readonly written: number;
  readonly troubles: readonly Trouble[];
}

type Make = (tx: Tx, lot: readonly string[]) => Promise<number>;

/**
 * Makes the rows of products lot by lot. Where it is the rows that a lot fails of, it is halved until the product is found that cannot be
 * made: that one is noted, all others are made. Any other failure is thrown.
 */
export async function lotByLot(tx: Tx, shopId: string, productIds: readonly string[], make: Make): Promise<Made> {
  let written = 0;
  const troubles: Trouble[] = [];
  const lots = (await cutLots(tx, shopId, productIds)).reverse();
  for (let lot = lots.pop(); lot; lot = lots.pop()) {
    try {
      const some = lot;
      written += await tx.transaction(async (inner) => await make(inner, some));
      await endTroubles(tx, shopId, lot);
    } catch (error) {
      if (!isOfRows(error)) throw error;
      await checkAnswering(tx);
      const [first] = lot;
      if (first !== undefined && lot.length === 1) troubles.push({ productId: first, code: codeOf(error) });
      else lots.push(lot.slice(lot.length / 2), lot.slice(0, lot.length / 2));
    }
  }
  await noteTroubles(tx, shopId, troubles);
  return { written, troubles };
}

/** Data that cannot be, a limit or constraint that a row breaks, rows that cannot be read (SQLSTATE); not: who is quicker, no such table, no memory. */
const OF_ROWS = /^(21|22|23|54|XX)...$/;
const SOMEBODY_WAS_QUICKER = '23505';

/** Whether it may be one product that it fails of. Our own errors have no code. */
function isOfRows(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === undefined || (typeof code === 'string' && OF_ROWS.test(code) && code !== SOMEBODY_WAS_QUICKER);
}

/** What tells one failure from another, without what the rows say. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
