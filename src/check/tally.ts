import { NAME } from '../commerceml/names.js';
import type { Extra, FeedRecord, OfferRecord } from '../records.js';
import { extentOf } from './export-set.js';
import type { CountName, Counts, DocumentCounts, Extent, FileKind, Operation } from './report.js';

const COUNTED: Readonly<Partial<Record<string, CountName>>> = {
  group: 'groups',
  property: 'properties',
  priceType: 'priceTypes',
  warehouse: 'warehouses',
  unit: 'units',
  product: 'products',
  offer: 'offers',
  counterparty: 'counterparties',
  dictionary: 'dictionaries',
  dictionaryItem: 'dictionaryItems',
  other: 'others',
};

/** Counts what one file holds. */
export class Tally {
  readonly #counts: Partial<Record<CountName, number>> = {};
  readonly #documents: Partial<Record<Operation, number>> = {};
  readonly #extents = new Set<Extent>();
  #hasCatalogue = false;
  #hasPackage = false;
  #described = 0;
  hasClassifier = false;
  owner: string | null = null;

  add(record: FeedRecord): void {
    const name = COUNTED[record.kind];
    if (name) this.#count(name, 1);
    switch (record.kind) {
      case 'classifier':
        this.hasClassifier = true;
        this.owner ??= ownerIn(record.extra);
        break;
      case 'catalogue':
        this.#hasCatalogue = true;
        this.#extents.add(extentOf(record.onlyChanges));
        this.owner ??= ownerIn(record.extra);
        break;
      case 'offerPackage':
        this.#hasPackage = true;
        this.#extents.add(record.changesPackage ? 'changes' : extentOf(record.onlyChanges));
        this.owner ??= ownerIn(record.extra);
        break;
      case 'offer':
        this.#offer(record);
        break;
      case 'document':
        this.#documents[record.operation] = (this.#documents[record.operation] ?? 0) + 1;
        break;
      default:
    }
  }

  get counts(): Counts {
    return this.#counts;
  }

  get documents(): DocumentCounts {
    return this.#documents;
  }

  get extent(): Extent | null {
    if (this.#extents.size > 1) return 'mixed';
    const [only = null] = this.#extents;
    return only;
  }

  get kinds(): FileKind[] {
    const {
      groups,
      properties,
      priceTypes,
      warehouses,
      units,
      products,
      offers,
      others,
      counterparties,
      dictionaries,
    } = this.#counts;
    const classified = [groups, properties, priceTypes, warehouses, units].some((count) => count !== undefined);
    const kinds: FileKind[] = [];
    if (products !== undefined || (this.#hasCatalogue && !classified)) kinds.push('catalogue');
    const describes = classified && products === undefined && offers === undefined;
    if (describes) kinds.push('classifier');
    if (this.#hasPackage && !describes) kinds.push(this.#packageKind());
    if (Object.keys(this.#documents).length > 0) kinds.push('documents');
    if (kinds.length > 0) return kinds;
    if (this.hasClassifier) return ['classifier'];
    return others === undefined && counterparties === undefined && dictionaries === undefined ? ['empty'] : ['other'];
  }

  #packageKind(): FileKind {
    const { prices, stockRows } = this.#counts;
    if (this.#described > 0 || (prices === undefined && stockRows === undefined)) return 'offers';
    if (stockRows === undefined) return 'prices';
    return prices === undefined ? 'stock' : 'prices-and-stock';
  }

  #offer(offer: OfferRecord): void {
    this.#count('prices', offer.prices?.length ?? 0);
    const rows = Object.keys(offer.stock?.warehouses ?? {}).length;
    this.#count('stockRows', rows > 0 ? rows : offer.stock?.total === undefined ? 0 : 1);
    const { properties, characteristics, barcode, pictures, requisites, unit } = offer;
    if ([properties, characteristics, barcode, pictures, requisites, unit?.name].some((said) => said !== undefined))
      this.#described += 1;
  }

  #count(name: CountName, more: number): void {
    if (more > 0) this.#counts[name] = (this.#counts[name] ?? 0) + more;
  }
}

/** `Владелец/Наименование` of a head. */
function ownerIn(extra: Extra): string | null {
  const owner = extra[NAME.owner];
  if (typeof owner !== 'object' || owner === null || Array.isArray(owner)) return null;
  const name = owner[NAME.name] ?? owner[NAME.officialName];
  return typeof name === 'string' && name !== '' ? name : null;
}
