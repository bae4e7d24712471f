import type { Knex } from 'knex';
import type { Tx } from '../../db/open.js';

/** Rows that are in memory at once: with their values and characteristics about a kilobyte each. */
const PAGE = 500;

/**
 * The rows of a query, some at a time: of a product with 50,000 offers never more than a page is held. One such reading at a time in a
 * transaction.
 */
export async function* fetchPages<Row>(tx: Tx, query: string, bindings: readonly unknown[]): AsyncGenerator<Row[]> {
  await tx.raw(`declare listing_pages no scroll cursor for ${query}`, bindings as Knex.RawBinding[]);
  for (let more = true; more; ) {
    const { rows } = await tx.raw<{ rows: Row[] }>(`fetch ${PAGE} from listing_pages`);
    if (rows.length > 0) yield rows;
    more = rows.length === PAGE;
  }
  await tx.raw('close listing_pages'); // after an error the transaction, or its savepoint, closes it
}
