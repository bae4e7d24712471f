import type { Tx } from '../../db/open.js';
import { knownAfterStep } from '../../store/catalogue/applied-records.js';
import { boundsOf, type StepNumbers } from '../../store/catalogue/item-numbers.js';
import { addBlock } from '../../store/catalogue/known-blocks.js';
import { countKnown, type KnownInStep, type KnownItems, writtenSince } from '../../store/catalogue/known-check.js';
import type { Distrusted } from '../../store/catalogue/known-table.js';
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import type { StepItems } from './step-items.js';

/** Records that a step took for known are not: nothing of it is committed, and they must be read. */
export class NoLongerKnown extends Error {
  /** @param written the items of those records; none = nothing is known any more */
  constructor(readonly written: Distrusted) {
    super(`recognised records of ${written.products.length + written.offers.length} items are known no more`);
  }
}

/**
 * Asks once more, when the step has written: another node may have written what the recognised records are about, or another record of the
 * step, of which only reading both tells what becomes of it, or a head of the step that ended a full run.
 * @throws NoLongerKnown
 */
export async function requireKnown(tx: Tx, scope: WriteScope, known: readonly KnownInStep[]): Promise<void> {
  const written = await writtenSince(tx, scope, known);
  if (written) throw new NoLongerKnown(written);
}

/** Remembers the records that the step has applied, behind all that it writes. */
export async function rememberApplied(
  tx: Tx,
  scope: WriteScope,
  items: StepItems,
  numbers: StepNumbers,
): Promise<void> {
  for (const [key, records] of knownAfterStep(items, items.applied, numbers)) {
    await addBlock(tx, scope, key, records);
  }
}

/** How many items only recognised records of the step are about: a product of which one row was read and another recognised is one. */
export function knownBesideRead(
  known: readonly KnownInStep[],
  { products }: StepItems,
  numbers: StepNumbers,
): KnownItems {
  const items = countKnown(known);
  if (items.products === 0 || products.count === 0) return items;
  const read = new Set(Array.from({ length: products.count }, (_, index) => numbers.of(products, index)));
  const bounds = known.map(({ items: { product } }) => boundsOf(product));
  const both = [...read].filter((number) => bounds.some((ranges) => isIn(number, ranges)));
  return { ...items, products: items.products - both.length };
}

function isIn(number: number, bounds: readonly number[]): boolean {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}
