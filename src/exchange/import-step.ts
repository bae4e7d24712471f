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

/** A head with what the heads up to it, itself included, have said. */
export interface HeadInStep {
  readonly record: ClassifierRecord | CatalogueRecord | OfferPackageRecord;
  readonly context: FeedContext;
}

/** `full`: it stands in a full catalogue. */
export type ProductInStep = ProductRecord & { readonly full: boolean };

/** `full`: it stands in a full package; `changesPackage`: prices and stock alone. */
export type OfferInStep = OfferRecord & { readonly full: boolean; readonly changesPackage: boolean };

/**
 * The records of one import step, one for each key: a statement can write a row only once. A key that a step holds twice ends up
 * as if its records had been written one after the other.
 */
export class ImportStepRecords {
  readonly heads: HeadInStep[] = [];
  readonly groups = new Map<string, GroupRecord>();
  readonly properties = new Map<string, PropertyRecord>();
  readonly priceTypes = new Map<string, PriceTypeRecord>();
  readonly warehouses = new Map<string, WarehouseRecord>();
  readonly units = new Map<string, UnitRecord>();
  readonly products = new Map<string, ProductInStep>();
  readonly offers = new Map<string, OfferInStep>();
  readonly documents: DocumentRecord[] = [];
  readonly others: OtherRecord[] = [];
  readonly warnings: ValueWarning[] = [];
  /** Records of each kind, duplicates counted. */
  readonly counts: Record<string, number> = {};
  size = 0;

  /** Whether it holds what belongs to the head before it. */
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
        put(this.groups, record.id, record);
        break;
      case 'property':
        put(this.properties, record.id, record);
        break;
      case 'priceType':
        put(this.priceTypes, record.id, record);
        break;
      case 'warehouse':
        put(this.warehouses, record.id, record);
        break;
      case 'unit':
        put(this.units, record.id, record);
        break;
      case 'product':
        put(this.products, record.id, { ...record, full: context.catalogueFull });
        break;
      case 'offer': {
        const { packageFull: full, changesPackage } = context;
        const earlier = this.offers.get(record.id);
        put(this.offers, record.id, { ...record, ...pricesAndStock(earlier, record), full, changesPackage });
        break;
      }
      case 'document':
        this.documents.push(record);
        break;
      case 'other':
        this.others.push(record);
        break;
    }
  }
}

/** The later record over the earlier one of the same key: what it does not mention stays as the earlier said. */
function put<R extends object>(map: Map<string, R>, key: string, record: R): void {
  const earlier = map.get(key);
  const said = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as R;
  map.set(key, earlier ? { ...earlier, ...said } : record);
}

/** Prices and stock touch only the keys they name. */
function pricesAndStock(earlier: OfferRecord | undefined, later: OfferRecord): Pick<OfferRecord, 'prices' | 'stock'> {
  if (!earlier) return {};
  const named = new Set(later.prices?.map((price) => price.priceTypeId));
  const kept = earlier.prices?.filter((price) => !named.has(price.priceTypeId)) ?? [];
  return {
    ...(later.prices ? { prices: [...kept, ...later.prices] } : {}),
    ...(later.stock
      ? {
          stock: {
            ...earlier.stock,
            ...later.stock,
            ...(later.stock.warehouses
              ? { warehouses: { ...earlier.stock?.warehouses, ...later.stock.warehouses } }
              : {}),
          },
        }
      : {}),
  };
}
