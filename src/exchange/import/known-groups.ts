import type { KnownRecord } from '../../commerceml/known-record.js';
import { rangesOf } from '../../store/catalogue/item-numbers.js';
import type { KnownInStep } from '../../store/catalogue/known-check.js';
import type { Found, Snapshot } from '../../store/catalogue/known-table.js';
import { KNOWN } from '../../store/catalogue/packed-records.js';

/** The numbers of items of one catalogue that were recognised under one key. */
class Group {
  readonly product: number[] = [];
  readonly standing: number[] = [];
  readonly offer: number[] = [];
  readonly shownProduct: number[] = [];
  readonly shownOffer: number[] = [];

  constructor(
    readonly catalogueId: string,
    readonly snapshot: Snapshot,
  ) {}

  add({ product, offer, flags }: Found): void {
    if (product !== 0) {
      ((flags & KNOWN.ofStanding) === 0 ? this.product : this.standing).push(product);
      if ((flags & KNOWN.showsProduct) !== 0) this.shownProduct.push(product);
    }
    if (offer !== 0) {
      this.offer.push(offer);
      if ((flags & KNOWN.showsOffer) !== 0) this.shownOffer.push(offer);
    }
  }

  build(): KnownInStep {
    const { catalogueId, snapshot, product, standing, offer } = this;
    const offers = rangesOf(offer);
    return {
      catalogueId,
      snapshot,
      relies: { product: rangesOf(product), standing: rangesOf(standing), offer: offers },
      shows: { product: rangesOf(this.shownProduct), offer: rangesOf(this.shownOffer) },
      items: { product: rangesOf([...product, ...standing]), offer: offers },
    };
  }
}

/** Gathers the recognised records of a step: a few ranges of numbers go to the other thread, however many they are. */
export class KnownGroups {
  readonly #groups = new Map<Buffer, Group>();
  #last: { readonly key: Buffer; readonly group: Group } | undefined;
  count = 0;

  /** @param snapshot what the recognition relies on */
  add({ key, catalogueId, found }: KnownRecord<Found>, snapshot: Snapshot): void {
    if (this.#last?.key !== key) {
      const group = this.#groups.get(key) ?? new Group(catalogueId, snapshot);
      this.#groups.set(key, group);
      this.#last = { key, group };
    }
    this.#last.group.add(found);
    this.count += 1;
  }

  build(): KnownInStep[] {
    return [...this.#groups.values()].map((group) => group.build());
  }
}
