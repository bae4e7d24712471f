import type { ProductRecord } from '../../records.js';
import {
  type AppliedRecords,
  AppliedRecordsBuilder,
  NO_ROW,
  type WrittenRows,
} from '../../store/catalogue/applied-records.js';
import { PRODUCT_COLUMNS } from '../../store/catalogue/item-columns.js';
import { ItemRowsBuilder, type PackedRows, transferable, unpacked } from '../../store/catalogue/item-rows.js';
import {
  type OfferRows,
  OfferRowsBuilder,
  type PackedOfferRows,
  transferableOffers,
} from '../../store/catalogue/offer-rows.js';
import { TextRooms } from '../../store/catalogue/text-rooms.js';
import { itemOfferRow, offerRow, type PackagedOffer, productRow } from './item-rows.js';

/** A product, and what its catalogue says of itself. */
export type CataloguedProduct = ProductRecord & { readonly full: boolean };

/** The products and offers of a step as they go to the database, in the order in which they are written. */
export interface StepItems extends WrittenRows {
  readonly variants: OfferRows;
  readonly offers: OfferRows;
  /** The records that can be recognised when they come again. */
  readonly applied: AppliedRecords;
}

/** As a thread hands them over. */
export type PackedItems = {
  readonly [Name in keyof StepItems]: StepItems[Name] extends PackedOfferRows
    ? PackedOfferRows
    : StepItems[Name] extends PackedRows
      ? PackedRows
      : StepItems[Name];
};

/** Turns the products and offers of steps into rows, some at a time. */
export class StepItemsBuilder {
  readonly #products: ItemRowsBuilder;
  readonly #variants: OfferRowsBuilder;
  readonly #offers: OfferRowsBuilder;
  readonly #applied = new AppliedRecordsBuilder();

  constructor(rooms = new TextRooms()) {
    this.#products = new ItemRowsBuilder(PRODUCT_COLUMNS, rooms);
    this.#variants = new OfferRowsBuilder(rooms);
    this.#offers = new OfferRowsBuilder(rooms);
  }

  add(products: Iterable<CataloguedProduct>, offers: Iterable<PackagedOffer>): void {
    for (const record of products) {
      const product = this.#products.add(productRow(record, record.full));
      const variant = record.characteristicId === '' ? NO_ROW : this.#variants.add(itemOfferRow(record));
      const fingerprint = fingerprintOf(record);
      if (fingerprint) this.#applied.add(fingerprint, true, product, variant, NO_ROW);
    }
    for (const record of offers) {
      const offer = this.#offers.add(offerRow(record));
      const fingerprint = fingerprintOf(record);
      if (fingerprint) this.#applied.add(fingerprint, !record.changesPackage, NO_ROW, NO_ROW, offer);
    }
  }

  /** What was added since the last time. */
  build(): PackedItems {
    return {
      products: this.#products.build(),
      variants: this.#variants.build(),
      offers: this.#offers.build(),
      applied: this.#applied.build(),
    };
  }
}

/** Products and offers as rows. */
export function itemsOf(products: Iterable<CataloguedProduct>, offers: Iterable<PackagedOffer>): StepItems {
  const items = new StepItemsBuilder();
  items.add(products, offers);
  return unpackedItems(items.build());
}

/** What a thread has handed over, with the keys of its rows. */
export const unpackedItems = (items: PackedItems): StepItems => ({
  ...items,
  products: unpacked(items.products),
  variants: unpacked(items.variants),
  offers: unpacked(items.offers),
});

/** What says that something is gone, or told of a value that could not be read, is read anew each time. */
function fingerprintOf({ fingerprint, deleted, warnings }: CataloguedProduct | PackagedOffer): Buffer | undefined {
  return deleted || warnings.length > 0 ? undefined : fingerprint;
}

/** The memory of a step's rows, for the thread that takes them over. */
export const memoryOf = ({ products, variants, offers, applied }: PackedItems): ArrayBuffer[] => [
  ...transferable(products),
  ...transferableOffers(variants),
  ...transferableOffers(offers),
  applied.fingerprints.buffer as ArrayBuffer,
];

/** Of it, what may be used again when the rows are written. */
export const roomsOf = ({ products, variants, offers }: PackedItems): ArrayBuffer[] =>
  [products, variants, variants.numbers, offers, offers.numbers].map(({ text }) => text.buffer as ArrayBuffer);
