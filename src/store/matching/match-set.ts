import type { Tx } from '../../db/open.js';

/** What products are sought for, and where: the items of a system among all products, or the products of one id space among those of another. */
export interface MatchSet {
  readonly shopId: string;
  readonly kind: 'item' | 'product';
  /** The system, or the id space of the products that others are sought for. */
  readonly source: string;
  /** The id space that they are sought in; '' = all, of items. */
  readonly against: string;
}

/** The items of a system. */
export const itemsOf = (shopId: string, system: string): MatchSet => ({
  ...{ shopId, kind: 'item', source: system, against: '' },
});

/** Rows of `matches` or `matching_runs` of a set, as knex takes them. */
export const setColumns = ({ shopId, kind, source, against }: MatchSet) => ({
  ...{ shop_id: shopId, kind, source, against },
});

/** The text whose hash is the lock of a set. */
export const setLockName = ({ shopId, kind, source, against }: MatchSet): string =>
  `uzel:matching:${JSON.stringify([shopId, kind, source, against])}`;

/**
 * Waits for the turn to write matches of a set, or references of its system, until the commit: FIRST in the transaction. One thing has one
 * product and one product one thing, so each writer must see what the others wrote.
 */
export async function lockMatchSet(tx: Tx, set: MatchSet): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [setLockName(set)]);
}
