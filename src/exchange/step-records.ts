import type {
  CatalogueRecord,
  ClassifierRecord,
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
} from '../records.js';
import type { FeedContext } from './feed-context.js';

/** A head of the feed, with the context that it made: what it does to the full runs happens in the step's transaction. */
export interface HeadInStep {
  readonly record: CatalogueRecord | OfferPackageRecord | ClassifierRecord;
  readonly context: FeedContext;
}

/**
 * The records of one step: what is committed together with its checkpoint. Records of one id are merged (a field that the later
 * one does not mention keeps the earlier one's value), so that a step writes each row once.
 */
export class StepRecords {
  readonly heads: HeadInStep[] = [];
  readonly groups = new Map<string, GroupRecord>();
  readonly properties = new Map<string, PropertyRecord>();
  readonly priceTypes = new Map<string, PriceTypeRecord>();
  readonly warehouses = new Map<string, WarehouseRecord>();
  readonly units = new Map<string, UnitRecord>();
  readonly products = new Map<string, ProductRecord & { readonly full: boolean }>();
  readonly offers = new Map<string, OfferRecord & { readonly full: boolean; readonly changesPackage: boolean }>();
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
        merge(this.products, record.id, { ...record, full: context.catalogueFull });
        break;
      case 'offer':
        merge(this.offers, `${record.productId}#${record.characteristicId}`, {
          ...record,
          full: context.packageFull,
          changesPackage: context.changesPackage,
        });
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

/** Later fields win; `undefined` says nothing and wins over nothing. */
function merge<T extends object>(rows: Map<string, T>, key: string, row: T): void {
  const earlier = rows.get(key);
  rows.set(key, earlier === undefined ? row : { ...earlier, ...definedOf(row) });
}

const definedOf = <T extends object>(row: T): Partial<T> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Partial<T>;
