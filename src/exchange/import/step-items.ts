import type { ProductRecord } from '../../records.js';
import type { Applied, WrittenRows } from '../../store/catalogue/fingerprints.js';
import { OFFER_COLUMNS, PRODUCT_COLUMNS } from '../../store/catalogue/item-columns.js';
import { ItemRowsBuilder, transferable } from '../../store/catalogue/item-rows.js';
import { itemOfferRow, offerRow, type PackagedOffer, productRow } from './item-rows.js';

/** A product, and what its catalogue says of itself. */
export type CataloguedProduct = ProductRecord & { readonly full: boolean };

/** The products and offers of a step as they go to the database, in the order in which they are written. */
export interface StepItems extends WrittenRows {
  /** The records that can be recognised when they come again. */
  readonly applied: readonly Applied[];
}

/** Turns the products and offers of a step into rows, some at a time. */
export class StepItemsBuilder {
  readonly #products = new ItemRowsBuilder(PRODUCT_COLUMNS);
  readonly #variants = new ItemRowsBuilder(OFFER_COLUMNS);
  readonly #offers = new ItemRowsBuilder(OFFER_COLUMNS);
  readonly #applied: Applied[] = [];

  add(products: Iterable<CataloguedProduct>, offers: Iterable<PackagedOffer>): void {
    for (const record of products) {
      const product = this.#products.add(productRow(record, record.full));
      const variant = record.characteristicId === '' ? undefined : this.#variants.add(itemOfferRow(record));
      const fingerprint = fingerprintOf(record);
      if (fingerprint) this.#applied.push({ fingerprint, shows: true, product, variant });
    }
    for (const record of offers) {
      const offer = this.#offers.add(offerRow(record));
      const fingerprint = fingerprintOf(record);
      if (fingerprint) this.#applied.push({ fingerprint, shows: !record.changesPackage, offer });
    }
  }

  build(): StepItems {
    return {
      products: this.#products.build(),
      variants: this.#variants.build(),
      offers: this.#offers.build(),
      applied: this.#applied,
    };
  }
}

/** Products and offers as rows. */
export function itemsOf(products: Iterable<CataloguedProduct>, offers: Iterable<PackagedOffer>): StepItems {
  const items = new StepItemsBuilder();
  items.add(products, offers);
  return items.build();
}

/** What says that something is gone, or told of a value that could not be read, is read anew each time. */
function fingerprintOf({ fingerprint, deleted, warnings }: CataloguedProduct | PackagedOffer): string | undefined {
  return deleted || warnings.length > 0 ? undefined : fingerprint?.toString('hex');
}

/** The memory of a step's rows, for the thread that takes them over. */
export const memoryOf = ({ products, variants, offers }: StepItems): ArrayBuffer[] =>
  [products, variants, offers].flatMap(transferable);
