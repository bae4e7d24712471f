import type { Tx } from '../../db/open.js';
import { knownOffers, knownProducts } from '../../store/catalogue/known-items.js';
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import { itemsOf, type StepItems } from '../import/step-items.js';
import type { DecidedItems } from './catalogue-hooks.js';

/** The rows of a step's products and offers as the node's kind decided about them. */
export async function itemsOfDecided(tx: Tx, scope: WriteScope, decided: DecidedItems): Promise<StepItems> {
  const refused = await rowsOfRefused(tx, scope, decided);
  const { products, offers } = decided;
  return itemsOf([...products.written.values(), ...refused.products], [...offers.written.values(), ...refused.offers]);
}

/**
 * What is written of items that a kind refused: they go as if 1C had marked them for deletion. One that was never here is not written
 * at all, and of the others nothing that the refused record says is taken.
 */
async function rowsOfRefused(
  tx: Tx,
  scope: WriteScope,
  { products, offers }: DecidedItems,
): Promise<{
  readonly products: DecidedItems['products']['refused'];
  readonly offers: DecidedItems['offers']['refused'];
}> {
  const keyOf = (item: { productId: string; characteristicId: string }) => `${item.productId}#${item.characteristicId}`;
  const known = await knownProducts(
    tx,
    scope,
    products.refused.map((item) => item.productId),
  );
  const knownKeys = await knownOffers(tx, scope, offers.refused.map(keyOf));
  return {
    products: products.refused
      .filter((item) => known.has(item.productId))
      .map(({ kind, id, productId, characteristicId, catalogueId, line, extra, full }) => ({
        ...{ kind, id, productId, characteristicId, catalogueId, line, extra, full },
        warnings: [],
        deleted: true,
      })),
    offers: offers.refused
      .filter((item) => knownKeys.has(keyOf(item)))
      .map(({ kind, id, productId, characteristicId, catalogueId, packageId, line, full, changesPackage }) => ({
        ...{ kind, id, productId, characteristicId, catalogueId, packageId, line, full, changesPackage },
        extra: {},
        warnings: [],
        deleted: true,
      })),
  };
}
