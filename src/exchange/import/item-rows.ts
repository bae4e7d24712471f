import Big from 'big.js';
import { v7 as uuid } from 'uuid';
import type { OfferRecord, PriceRecord, ProductRecord } from '../../records.js';
import { FLAG, type ItemRow } from '../../store/catalogue/item-rows.js';
import type { OfferRow } from '../../store/catalogue/offer-rows.js';
import { json, type StagedRow, textArray } from '../../store/catalogue/stage.js';

type Value = StagedRow['values'][number];

/**
 * A product's row. In a full catalogue a field that is absent is cleared (commerceml.md §5 no. 5), but never the name, the
 * pictures and the groups: УТП sends pictures only when they changed.
 */
export function productRow(record: ProductRecord, fullCatalogue: boolean): ItemRow {
  const clears = fullCatalogue && !record.deleted;
  const field = (value: string | null | undefined): Value => (value === undefined && clears ? null : value);
  const list = (value: unknown): Value => (value === undefined && clears ? null : json(value));
  return {
    id: uuid(),
    product: record.productId,
    characteristic: record.characteristicId,
    catalogue: record.catalogueId,
    flags: record.deleted ? FLAG.deleted : 0,
    values: [
      record.name,
      field(record.sku),
      field(record.barcode),
      field(record.code),
      list(record.unit),
      field(record.weight),
      list(record.characteristics),
      list(record.properties),
      list(record.requisites),
      picturesOf(record),
      filePathsOf(record),
      record.deleted ? 't' : 'f',
      json(record.extra),
      field(record.fullName),
      field(record.description),
      field(record.descriptionHtml),
      record.groups === undefined ? undefined : textArray(record.groups),
      field(record.manufacturer),
      field(record.brand),
      field(record.country),
      list(record.taxes),
    ],
  };
}

/** The offer that a Товар row `a#b` of the catalogue stands for: what is the variant's own stands there alone, its picture too. */
export const itemOfferRow = (record: ProductRecord): OfferRow =>
  rowOfOffer(record, record.deleted ? FLAG.deleted : 0, record.deleted ? 't' : 'f');

/** An offer, and what its package says of itself. */
export type PackagedOffer = OfferRecord & { readonly full: boolean; readonly changesPackage: boolean };

/** Whether it says of an offer what it costs, or how much there is of it, and no more (prices.xml, rests.xml: commerceml.md §2.9). */
export function hasOnlyNumbers(record: PackagedOffer): boolean {
  if (record.deleted || record.full || record.name || (record.prices === undefined) === (record.stock === undefined))
    return false;
  const { sku, barcode, code, pictures, properties, characteristics, requisites } = record;
  return [sku, barcode, code, pictures, properties, characteristics, requisites].every((said) => said === undefined);
}

/**
 * An offer's row. What it does not mention stays, in full packages too: prices and stock come in feeds of their own.
 * Prices and stock alone (ИзмененияПакетаПредложений, prices.xml and rests.xml of 3.x) do not take back a deletion.
 */
export function offerRow(record: PackagedOffer): OfferRow {
  const onlyNumbers = hasOnlyNumbers(record);
  const flags =
    (record.deleted ? FLAG.deleted : 0) |
    (onlyNumbers ? FLAG.onlyNumbers : 0) |
    // Prices and stock alone (ИзмененияПакетаПредложений) do not say that the catalogue has the offer, only a deletion counts.
    (record.changesPackage && !record.deleted ? FLAG.showsNothing : 0) |
    replacedBy(record);
  const deleted = record.deleted ? 't' : record.changesPackage || onlyNumbers ? undefined : 'f';
  return rowOfOffer(record, flags, deleted, record);
}

/** @param numbers absent: the record says nothing of prices and stock */
function rowOfOffer(
  record: ProductRecord | OfferRecord,
  flags: number,
  deleted: Value,
  { prices, stock }: Pick<OfferRecord, 'prices' | 'stock'> = {},
): OfferRow {
  return {
    id: uuid(),
    product: record.productId,
    characteristic: record.characteristicId,
    catalogue: record.catalogueId,
    flags,
    values: [
      record.name,
      record.sku,
      record.barcode,
      record.code,
      json(record.unit),
      record.weight,
      json(record.characteristics?.length ? record.characteristics : undefined),
      json(record.properties),
      json(record.requisites),
      picturesOf(record),
      filePathsOf(record),
      deleted,
      Object.keys(record.extra).length > 0 ? json(record.extra) : undefined,
    ],
    numbers: [
      prices === undefined ? undefined : json(pricesByType(prices)),
      json(stock?.warehouses),
      stock?.total ?? sumOf(stock?.warehouses),
    ],
  };
}

/** The total of an offer that nobody knew and that names warehouses alone; exact, with as many decimals as the longest of them. */
function sumOf(warehouses: Readonly<Record<string, string>> | undefined): Value {
  const quantities = Object.values(warehouses ?? {});
  if (quantities.length === 0) return undefined;
  const decimals = Math.max(...quantities.map((quantity) => quantity.length - `${quantity}.`.indexOf('.') - 1), 0);
  const sum = quantities.reduce((total, quantity) => total.plus(quantity), Big(0));
  return { unlessKnown: sum.toFixed(decimals) };
}

/**
 * A whole offer (it has a name) of a full package replaces all its prices and stock, and `<Цены/>` of a whole offer says that it
 * has none. But not when a value of it could not be read: then the old values must stay, and those it did read are merged.
 */
function replacedBy(record: PackagedOffer): number {
  if (!record.name || record.warnings.length > 0) return 0;
  if (record.full) return FLAG.replacesPrices | FLAG.replacesStock;
  return record.prices?.length === 0 ? FLAG.replacesPrices : 0;
}

type WithPictures = Pick<ProductRecord, 'pictures'>;

const picturesOf = ({ pictures }: WithPictures): Value => json(pictures);

const filePathsOf = ({ pictures }: WithPictures): Value =>
  pictures && textArray(pictures.map((picture) => picture.path));

/** The type is the key: as a member it is left out by JSON. (Taking it out by `...rest` costs ten times as much.) */
function pricesByType(prices: readonly PriceRecord[]): Record<string, object[]> {
  // 1C ids are opaque: one may be the name of a member of every object.
  const byType: Record<string, object[]> = Object.create(null);
  for (const price of prices) {
    const { priceTypeId } = price;
    byType[priceTypeId] ??= [];
    byType[priceTypeId].push({ ...price, priceTypeId: undefined });
  }
  return byType;
}
