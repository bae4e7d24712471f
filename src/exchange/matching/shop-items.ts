import type { Database } from '../../db/open.js';
import { itemsOf, lockMatchSet } from '../../store/matching/match-set.js';
import { insertMatches } from '../../store/matching/matches.js';
import { deleteShopItems, type ShopItemInput, writeShopItems } from '../../store/matching/shop-items.js';

/** Writes items of a system, each named once. A new one is unmatched, unless a product is called so already. */
export async function putShopItems(
  db: Database,
  shopId: string,
  system: string,
  items: readonly ShopItemInput[],
): Promise<void> {
  const set = itemsOf(shopId, system);
  await db.transaction(async (tx) => {
    await lockMatchSet(tx, set);
    await writeShopItems(tx, shopId, system, items);
    await insertMatches(
      tx,
      set,
      items.map(({ ref }) => ref),
    );
  });
}

/** Removes items of a system with their matches; what products are called stays. @param ref absent = all; @returns how many there were */
export async function removeShopItems(db: Database, shopId: string, system: string, ref?: string): Promise<number> {
  return await db.transaction(async (tx) => {
    await lockMatchSet(tx, itemsOf(shopId, system));
    return await deleteShopItems(tx, shopId, system, ref);
  });
}
