import type { Database, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { itemsOf, lockMatchSet } from '../../store/matching/match-set.js';
import { deleteRefs, type RefInput, refsOfProducts, takenRefs, writeRefs } from '../../store/matching/product-refs.js';
import { claimProducts, matchByRefs, reopenByRefs } from '../../store/matching/ref-matches.js';

/**
 * Writes what a system calls products, in a transaction of its own: all of it or, when a ref is another product's, nothing. Items of the
 * system with these refs are matched by that, and those whose refs are replaced are matched by runs again.
 * @param given each product and each ref once
 * @throws UzelError UZ1526 another product has a ref
 */
export async function putRefs(db: Database, shopId: string, system: string, given: readonly RefInput[]): Promise<void> {
  await db.transaction(async (tx) => {
    await lockMatchSet(tx, itemsOf(shopId, system));
    const productOf = new Map(given.map(({ ref, productId }) => [ref, productId]));
    const named = new Set(given.map(({ productId }) => productId));
    const taken = await takenRefs(tx, shopId, system, [...productOf.keys()]);
    const other = taken.find(({ ref, productId }) => productId !== productOf.get(ref) && !named.has(productId));
    if (other) throw refTaken(system, other);
    await linkRefs(tx, shopId, system, given);
  });
}

/** @param other that has the ref */
const refTaken = (system: string, other: RefInput): UzelError =>
  new UzelError(
    'UZ1526',
    `The product ${other.productId} has the reference ${JSON.stringify(other.ref.slice(0, 100))} in ${system} already. Take it from that one first: DELETE /v1/products/${other.productId}/refs/${system}.`,
  );

/** As `putRefs`, in a transaction that has locked the system and knows that no other product has the refs. */
export async function linkRefs(tx: Tx, shopId: string, system: string, given: readonly RefInput[]): Promise<void> {
  const refOf = new Map(given.map(({ productId, ref }) => [productId, ref]));
  const former = await refsOfProducts(tx, shopId, system, [...refOf.keys()]);
  const replaced = former.filter(({ productId, ref }) => refOf.get(productId) !== ref).map(({ ref }) => ref);
  await writeRefs(tx, shopId, system, given);
  await reopenByRefs(tx, shopId, system, replaced);
  await claimProducts(tx, shopId, system, given);
  await matchByRefs(tx, shopId, system, given);
}

/**
 * Takes away what a system calls a product; an item of the system with this ref is matched by runs again.
 * @returns false when it called it nothing
 */
export async function removeRef(db: Database, shopId: string, system: string, productId: string): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await lockMatchSet(tx, itemsOf(shopId, system));
    const refs = (await refsOfProducts(tx, shopId, system, [productId])).map(({ ref }) => ref);
    await reopenByRefs(tx, shopId, system, refs);
    return (await deleteRefs(tx, shopId, system, refs)) > 0;
  });
}
