import type { OfferReferences, UnitOutRow } from '../../store/catalogue/catalogue-out-references.js';
import type { OfferOutRow, ProductOutRow } from '../../store/catalogue/catalogue-out-rows.js';
import type { CatalogueWords } from '../import/catalogue-words.js';

/** What is given to a 1C in its own words: the way back of `catalogue-words`. Without words everything stays. */

/** Price types and warehouses with the ids of this 1C. */
export function referencesInWords(references: OfferReferences, words: CatalogueWords | null): OfferReferences {
  if (words === null) return references;
  return {
    priceTypes: references.priceTypes.map((row) => ({ ...row, id: words.priceType(row.id) })),
    warehouses: references.warehouses.map((row) => ({ ...row, id: words.warehouse(row.id) })),
  };
}

/** Units with the codes and names of this 1C. */
export function unitsInWords(units: readonly UnitOutRow[], words: CatalogueWords | null): readonly UnitOutRow[] {
  if (words === null) return units;
  return units.map((row) => ({
    ...row,
    id: words.unit(row.id),
    code: row.code && words.unit(row.code),
    shortName: row.shortName && words.unit(row.shortName),
  }));
}

/** A product with the unit of this 1C. */
export const productInWords = (row: ProductOutRow, words: CatalogueWords | null): ProductOutRow =>
  words === null ? row : { ...row, unit: unitInWords(row.unit, words) };

/** An offer with the unit, the price types and the warehouses of this 1C. */
export function offerInWords(row: OfferOutRow, words: CatalogueWords | null): OfferOutRow {
  if (words === null) return row;
  const { prices, stock } = row;
  return {
    ...row,
    unit: unitInWords(row.unit, words),
    prices: renamed(prices, words.priceType, (list) =>
      list.map((price) => (price.unit === undefined ? price : { ...price, unit: words.unit(price.unit) })),
    ),
    stock: renamed(stock, words.warehouse, (quantity) => quantity),
  };
}

type UnitOut = ProductOutRow['unit'];

const unitInWords = (unit: UnitOut, words: CatalogueWords): UnitOut =>
  unit && {
    ...unit,
    ...(unit.code === undefined ? {} : { code: words.unit(unit.code) }),
    ...(unit.name === undefined ? {} : { name: words.unit(unit.name) }),
  };

const renamed = <T>(
  values: Readonly<Record<string, T>>,
  word: (name: string) => string,
  value: (of: T) => T,
): Record<string, T> => Object.fromEntries(Object.entries(values).map(([name, of]) => [word(name), value(of)]));
