import type { Tx } from '../../db/open.js';
import { NO_ITEMS, rangesOf } from './item-numbers.js';

/**
 * What was written of an item:
 *   product   anything of a product's row
 *   standing  of a product: which catalogues have it, whether it is on sale, which characteristic leads it, or whether that one is there
 *   offer     anything of an offer
 */
export type Written = 'product' | 'standing' | 'offer';

interface Space {
  readonly shopId: string;
  readonly idSpace: string;
}

/**
 * Notes which products or offers this transaction has written or deleted. Whoever does must say so, under the id space's lock: what is
 * recognised by its bytes relies on it. The numbers of writes grow in the order of their commits. What is made with a new number needs no
 * note: nobody can have known it.
 * @param numbers `item_no` of each, in any order; none = nothing to note
 */
export async function noteWritten(tx: Tx, of: Space, entity: Written, numbers: Iterable<number>): Promise<void> {
  const items = rangesOf(numbers);
  if (items !== NO_ITEMS) await note(tx, of, entity, items);
}

/** As `noteWritten`, of any item of the id space, for whoever writes seldom and much. */
export async function noteAnyWritten(tx: Tx, of: Space): Promise<void> {
  for (const entity of ['product', 'standing', 'offer'] as const) await note(tx, of, entity, '{(,)}');
}

async function note(tx: Tx, of: Space, entity: Written, items: string): Promise<void> {
  await tx.raw(
    `insert into item_writes (shop_id, id_space, write_no, entity, items)
     values (?, ?, nextval('item_write_numbers'), ?, cast(? as int8multirange))`,
    [of.shopId, of.idSpace, entity, items],
  );
}
