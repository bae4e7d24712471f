import { v7 as uuid } from 'uuid';
import type { FileReference, OfferRecord, PriceRecord, ProductRecord } from '../../records.js';
import type { Replaced } from '../../store/catalogue/offer-writes.js';
import { json, type StagedRow, type StagedValue, textArray } from '../../store/catalogue/stage.js';

type Value = StagedValue | undefined;

/**
 * A product's row. In a full catalogue a field that is absent is cleared (commerceml.md §5 no. 5), but never the name, the
 * pictures and the groups: УТП sends pictures only when they changed.
 */
export function productRow(record: ProductRecord, fullCatalogue: boolean): StagedRow {
  const clears = fullCatalogue && !record.deleted;
  const field = (value: string | null | undefined): Value => (value === undefined && clears ? null : value);
  const list = (value: unknown): Value => (value === undefined && clears ? null : json(value));
  return {
    keys: [record.productId, record.characteristicId, uuid()],
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
      ...pictureValues(record.pictures),
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
export function itemOfferRow(record: ProductRecord): StagedRow {
  return {
    keys: [record.productId, record.characteristicId, uuid(), '' satisfies Replaced],
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
      ...pictureValues(record.pictures),
      record.deleted ? 't' : 'f',
      Object.keys(record.extra).length > 0 ? json(record.extra) : undefined,
      undefined,
      undefined,
      undefined,
    ],
  };
}

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
export function offerRow(record: PackagedOffer): StagedRow {
  const { stock } = record;
  return {
    keys: [record.productId, record.characteristicId, uuid(), replacedBy(record)],
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
      ...pictureValues(record.pictures),
      record.deleted ? 't' : record.changesPackage || hasOnlyNumbers(record) ? undefined : 'f',
      Object.keys(record.extra).length > 0 ? json(record.extra) : undefined,
      record.prices === undefined ? undefined : json(pricesByType(record.prices)),
      json(stock?.warehouses),
      stock?.total,
    ],
  };
}

/**
 * A whole offer (it has a name) of a full package replaces all its prices and stock, and `<Цены/>` of a whole offer says that it
 * has none. But not when a value of it could not be read: then the old values must stay, and those it did read are merged.
 */
function replacedBy(record: PackagedOffer): Replaced {
  if (!record.name || record.warnings.length > 0) return '';
  if (record.full) return 'prices,stock';
  return record.prices?.length === 0 ? 'prices' : '';
}

const pictureValues = (pictures: readonly FileReference[] | undefined): [Value, Value] =>
  pictures === undefined
    ? [undefined, undefined]
    : [json(pictures), textArray(pictures.map((picture) => picture.path))];

function pricesByType(prices: readonly PriceRecord[]): Record<string, Omit<PriceRecord, 'priceTypeId'>[]> {
  const byType: Record<string, Omit<PriceRecord, 'priceTypeId'>[]> = {};
  for (const { priceTypeId, ...price } of prices) {
    byType[priceTypeId] ??= [];
    byType[priceTypeId].push(price);
  }
  return byType;
}
