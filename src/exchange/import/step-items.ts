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

/** Turns the products and offers of a step into rows. */
export function itemsOf(products: Iterable<CataloguedProduct>, offers: Iterable<PackagedOffer>): StepItems {
  const rows = {
    products: new ItemRowsBuilder(PRODUCT_COLUMNS),
    variants: new ItemRowsBuilder(OFFER_COLUMNS),
    offers: new ItemRowsBuilder(OFFER_COLUMNS),
  };
  const applied: Applied[] = [];
  for (const record of products) {
    const product = rows.products.add(productRow(record, record.full));
    const variant = record.characteristicId === '' ? undefined : rows.variants.add(itemOfferRow(record));
    const fingerprint = fingerprintOf(record);
    if (fingerprint) applied.push({ fingerprint, shows: true, product, variant });
  }
  for (const record of offers) {
    const offer = rows.offers.add(offerRow(record));
    const fingerprint = fingerprintOf(record);
    if (fingerprint) applied.push({ fingerprint, shows: !record.changesPackage, offer });
  }
  const { products: p, variants: v, offers: o } = rows;
  return { products: p.build(), variants: v.build(), offers: o.build(), applied };
}

/** What says that something is gone, or told of a value that could not be read, is read anew each time. */
function fingerprintOf({ fingerprint, deleted, warnings }: CataloguedProduct | PackagedOffer): string | undefined {
  return deleted || warnings.length > 0 ? undefined : fingerprint?.toString('hex');
}

/** The memory of a step's rows, for the thread that takes them over. */
export const memoryOf = ({ products, variants, offers }: StepItems): ArrayBuffer[] =>
  [products, variants, offers].flatMap(transferable);
