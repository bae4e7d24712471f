import type { Tx } from '../db/open.js';
import { countOffers } from '../store/listing/product-facts.js';

/** Products whose rows are made at once, and how many offers they have together: what is in memory at a time. */
export const LOT = { products: 400, offers: 1200 } as const;

/** Products in lots of which none has too many products or offers; a product with more offers than that is a lot of its own. */
export async function cutLots(tx: Tx, shopId: string, productIds: readonly string[]): Promise<string[][]> {
  if (productIds.length === 0) return [];
  const offers = await countOffers(tx, shopId, productIds);
  const lots: string[][] = [];
  let lot: string[] = [];
  let together = 0;
  for (const id of productIds) {
    const its = offers.get(id) ?? 0;
    if (lot.length > 0 && (lot.length === LOT.products || together + its > LOT.offers)) {
      lots.push(lot);
      lot = [];
      together = 0;
    }
    lot.push(id);
    together += its;
  }
  return [...lots, lot];
}
