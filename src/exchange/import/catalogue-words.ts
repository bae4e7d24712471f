import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { FeedRecord, PriceRecord, StockRecord, Unit } from '../../records.js';

/** What stands for itself on the other side. */
type Words = (word: string) => string;

/** The words of a catalogue, in one direction. */
export interface CatalogueWords {
  readonly priceType: Words;
  readonly warehouse: Words;
  readonly unit: Words;
}

/** 1C's ids and words → the shop's (settings `priceTypes`, `warehouses`, `units`); null when the node has none of them. */
export const wordsOfShop = (settings: NodeSettings): CatalogueWords | null => wordsOf(settings, backwards);

/** The shop's words → 1C's, for what is given to it; null when the node has none. */
export const wordsOfOneC = (settings: NodeSettings): CatalogueWords | null => wordsOf(settings, forwards);

function wordsOf(
  { priceTypes, warehouses, units }: NodeSettings,
  direction: (setting: Readonly<Record<string, string>>) => Words,
): CatalogueWords | null {
  if (!priceTypes && !warehouses && !units) return null;
  return {
    priceType: direction(priceTypes ?? {}),
    warehouse: direction(warehouses ?? {}),
    unit: direction(units ?? {}),
  };
}

const forwards = (setting: Readonly<Record<string, string>>): Words => {
  const words = new Map(Object.entries(setting));
  return (word) => words.get(word) ?? word;
};

/** Of two words of the shop for one of 1C the first counts. */
const backwards = (setting: Readonly<Record<string, string>>): Words => {
  const words = new Map(
    Object.entries(setting)
      .map(([ours, theirs]) => [theirs, ours] as const)
      .reverse(),
  );
  return (word) => words.get(word) ?? word;
};

/**
 * A record of a feed in the words of the shop: ids of price types and warehouses, codes and short names of units. All else stays. What
 * refers to a record of the feed says the same word as that record.
 */
export function inShopsWords<R extends FeedRecord>(record: R, words: CatalogueWords | null): R {
  return words === null ? record : (translated(record, words) as R);
}

function translated(record: FeedRecord, words: CatalogueWords): FeedRecord {
  switch (record.kind) {
    case 'priceType':
      return { ...record, id: words.priceType(record.id) };
    case 'warehouse':
      return { ...record, id: words.warehouse(record.id) };
    case 'unit':
      return {
        ...record,
        id: words.unit(record.id),
        ...(record.code ? { code: words.unit(record.code) } : {}),
        ...(record.shortName ? { shortName: words.unit(record.shortName) } : {}),
      };
    case 'product':
      return { ...record, ...unitOf(record, words) };
    case 'offer':
      return {
        ...record,
        ...unitOf(record, words),
        ...(record.prices ? { prices: record.prices.map((price) => priceOf(price, words)) } : {}),
        ...(record.stock ? { stock: stockOf(record.stock, words) } : {}),
      };
    default:
      return record;
  }
}

const unitOf = ({ unit }: { readonly unit?: Unit | null }, words: CatalogueWords): { unit?: Unit } =>
  unit
    ? {
        unit: {
          ...unit,
          ...(unit.code === undefined ? {} : { code: words.unit(unit.code) }),
          ...(unit.name === undefined ? {} : { name: words.unit(unit.name) }),
        },
      }
    : {};

const priceOf = (price: PriceRecord, words: CatalogueWords): PriceRecord => ({
  ...price,
  priceTypeId: words.priceType(price.priceTypeId),
  ...(price.unit === undefined ? {} : { unit: words.unit(price.unit) }),
});

const stockOf = (stock: StockRecord, words: CatalogueWords): StockRecord =>
  stock.warehouses === undefined
    ? stock
    : {
        ...stock,
        warehouses: Object.fromEntries(
          Object.entries(stock.warehouses).map(([warehouse, quantity]) => [words.warehouse(warehouse), quantity]),
        ),
      };
