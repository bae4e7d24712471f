import type {
  CatalogueRecord,
  ClassifierRecord,
  CounterpartyRecord,
  DictionaryItemRecord,
  DictionaryRecord,
  DocumentRecord,
  FeedRecord,
  GroupRecord,
  OfferPackageRecord,
  OfferRecord,
  OtherRecord,
  PriceTypeRecord,
  ProductRecord,
  PropertyRecord,
  UnitRecord,
  ValueWarning,
  WarehouseRecord,
} from '../../records.js';
import type { FeedContext } from './feed-context.js';
import type { PackagedOffer } from './item-rows.js';
import type { CataloguedProduct } from './step-items.js';

/** A head of the feed, with the context that it made: what it does to the full runs happens in the step's transaction. */
export interface HeadInStep {
  readonly record: CatalogueRecord | OfferPackageRecord | ClassifierRecord;
  readonly context: FeedContext;
}

/** The records of one step: what is committed together with its checkpoint; plain data, so that a thread can hand it over. */
export type StepContent = Pick<
  StepRecords,
  | 'heads'
  | 'groups'
  | 'properties'
  | 'priceTypes'
  | 'warehouses'
  | 'units'
  | 'dictionaries'
  | 'dictionaryItems'
  | 'counterparties'
  | 'documents'
  | 'others'
  | 'warnings'
  | 'counts'
  | 'size'
>;

/** The products and offers of a step as records, by what makes them one. */
export type ItemRecords = Pick<StepRecords, 'products' | 'offers'>;

/** What makes two records in one step the same product or offer. */
export const keyOfItem = (record: ProductRecord | OfferRecord): string =>
  record.kind === 'product' ? `product ${record.id}` : `offer ${record.productId}#${record.characteristicId}`;

/**
 * A number of 32 bits for it, the same for all records of one product or offer. (A string that is kept holds the piece of the file in memory
 * of which it was cut.)
 */
export function hashOfItem({ kind, productId, characteristicId }: ProductRecord | OfferRecord): number {
  return hashOn(hashOn(kind === 'product' ? 1 : 2, productId), characteristicId);
}

function hashOn(start: number, text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return Math.imul(hash, 31);
}

/** Whether there is anything but documents. */
export const hasCatalogue = ({ size, documents }: StepContent): boolean => size > documents.length;

/**
 * Gathers the records of a step. Records of one id are merged (a field that the later one does not mention keeps the earlier one's
 * value), so that a step writes each row once.
 */
export class StepRecords {
  readonly heads: HeadInStep[] = [];
  readonly groups = new Map<string, GroupRecord>();
  readonly properties = new Map<string, PropertyRecord>();
  readonly priceTypes = new Map<string, PriceTypeRecord>();
  readonly warehouses = new Map<string, WarehouseRecord>();
  readonly units = new Map<string, UnitRecord>();
  products = new Map<string, CataloguedProduct>();
  offers = new Map<string, PackagedOffer>();
  readonly dictionaries = new Map<string, DictionaryRecord>();
  readonly dictionaryItems = new Map<string, DictionaryItemRecord>();
  readonly counterparties = new Map<string, CounterpartyRecord>();
  readonly documents: DocumentRecord[] = [];
  readonly others: OtherRecord[] = [];
  readonly warnings: ValueWarning[] = [];
  /** Records of each kind as they came, repeated ids counted. */
  readonly counts: Record<string, number> = {};
  size = 0;

  /** Whether a head that comes now must wait for the next step: this one has records of another catalogue or package. */
  get hasItems(): boolean {
    return this.products.size > 0 || this.offers.size > 0;
  }

  /**
   * The products and offers so far; those that come from now on are gathered anew. (In maps of their own: a map that is cleared keeps its old
   * table's records alive until the next whole garbage collection, which made young generations survive.)
   */
  takeItems(): ItemRecords {
    const { products, offers } = this;
    this.products = new Map();
    this.offers = new Map();
    return { products, offers };
  }

  /** Counts a record that was recognised. */
  countKnown(kind: 'product' | 'offer'): void {
    this.size += 1;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }

  add(record: FeedRecord, context: FeedContext): void {
    this.size += 1;
    this.counts[record.kind] = (this.counts[record.kind] ?? 0) + 1;
    this.warnings.push(...record.warnings);
    switch (record.kind) {
      case 'classifier':
      case 'catalogue':
      case 'offerPackage':
        this.heads.push({ record, context });
        break;
      case 'group':
        merge(this.groups, record.id, record);
        break;
      case 'property':
        merge(this.properties, record.id, record);
        break;
      case 'priceType':
        merge(this.priceTypes, record.id, record);
        break;
      case 'warehouse':
        merge(this.warehouses, record.id, record);
        break;
      case 'unit':
        merge(this.units, record.id, record);
        break;
      case 'product':
        mergeItem(this.products, keyOfItem(record), Object.assign(record, { full: context.catalogueFull }));
        break;
      case 'offer':
        mergeOffer(
          this.offers,
          Object.assign(record, { full: context.packageFull, changesPackage: context.changesPackage }),
        );
        break;
      case 'dictionary':
        merge(this.dictionaries, record.id, record);
        break;
      case 'dictionaryItem':
        merge(this.dictionaryItems, JSON.stringify([record.dictionaryId, record.id]), record);
        break;
      case 'counterparty':
        merge(this.counterparties, record.id, record);
        break;
      case 'document':
        this.documents.push(record);
        break;
      case 'other':
        this.others.push(record);
        break;
    }
  }
}

/** What is told in parts: entries of both stay. */
const DICTIONARIES = ['extra', 'variants'] as const;

/** Later fields win; `undefined` says nothing and wins over nothing. */
function merge<T extends object>(rows: Map<string, T>, key: string, row: T): void {
  const earlier = rows.get(key);
  rows.set(key, earlier === undefined ? row : merged(earlier, row));
}

function merged<T extends object>(earlier: T, later: T): T {
  const both = { ...earlier, ...definedOf(later) };
  for (const name of DICTIONARIES) {
    if (name in earlier && name in later) Object.assign(both, { [name]: spread(earlier, later, name) });
  }
  return both;
}

/** A record that another one has a part in is not told by its own bytes. */
function mergeItem(rows: Map<string, CataloguedProduct>, key: string, row: CataloguedProduct): void {
  const earlier = rows.get(key);
  rows.set(key, earlier === undefined ? row : withoutFingerprint(merged(earlier, row)));
}

function withoutFingerprint<T extends { readonly fingerprint?: Buffer }>(record: T): T {
  const { fingerprint: _, ...rest } = record;
  return rest as T;
}

const spread = (earlier: object, later: object, name: string): object => ({
  ...(earlier as Record<string, object>)[name],
  ...(later as Record<string, object>)[name],
});

/** Of an offer that comes twice prices and stock are merged by their keys, as they would be in two steps. */
function mergeOffer(rows: Map<string, PackagedOffer>, row: PackagedOffer): void {
  const key = keyOfItem(row);
  const earlier = rows.get(key);
  if (earlier === undefined) {
    rows.set(key, row);
    return;
  }
  rows.set(key, {
    ...withoutFingerprint(merged(earlier, row)),
    ...pricesOfBoth(earlier, row),
    ...stockOfBoth(earlier, row),
    warnings: [...earlier.warnings, ...row.warnings],
  });
}

function pricesOfBoth(earlier: PackagedOffer, later: PackagedOffer): Pick<PackagedOffer, 'prices'> {
  if (!earlier.prices || !later.prices) return {};
  const said = new Set(later.prices.map((price) => price.priceTypeId));
  return { prices: [...earlier.prices.filter((price) => !said.has(price.priceTypeId)), ...later.prices] };
}

/** Warehouses that come without a total make the total their sum. */
function stockOfBoth(earlier: PackagedOffer, later: PackagedOffer): Pick<PackagedOffer, 'stock'> {
  if (!earlier.stock || !later.stock) return {};
  const warehouses = { ...earlier.stock.warehouses, ...later.stock.warehouses };
  const total = later.stock.total ?? (later.stock.warehouses ? undefined : earlier.stock.total);
  return {
    stock: {
      ...(Object.keys(warehouses).length > 0 ? { warehouses } : {}),
      ...(total === undefined ? {} : { total }),
    },
  };
}

const definedOf = <T extends object>(row: T): Partial<T> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Partial<T>;
