import type { OfferRecord, ProductRecord } from '../records.js';
import type { Draft } from './defined.js';
import { readDeleted } from './fields/deletion.js';
import { readPictures } from './fields/pictures.js';
import { readCharacteristics, readProperties } from './fields/properties.js';
import { indexRequisites, type RequisiteIndex, readRequisites, requisiteValue } from './fields/requisites.js';
import { readUnit } from './fields/unit.js';
import { NAME, PRODUCT_REQUISITES } from './names.js';
import type { Begun } from './record-base.js';
import type { Fields } from './xml/fields.js';

/** A product or an offer of which no more is known than its ids. */
export type BegunItem<Item extends ProductRecord | OfferRecord> = Omit<Begun<Item>, 'deleted'> &
  Partial<Draft<Pick<Item, 'deleted'>>>;

/**
 * What a `Товар` and a `Предложение` have in common (an offer of 2.x extends a product).
 * @param record gets these fields
 * @returns the requisites, by name
 */
export function readItem(item: Fields, record: BegunItem<ProductRecord> | BegunItem<OfferRecord>): RequisiteIndex {
  const requisites = readRequisites(item, NAME.requisites);
  const index = indexRequisites(requisites);
  const name = item.text(NAME.name);
  if (name !== undefined) record.name = name;
  const sku = elementOr(item, NAME.sku, index, PRODUCT_REQUISITES.sku);
  if (sku !== undefined) record.sku = sku;
  const barcode = elementOr(item, NAME.barcode, index, PRODUCT_REQUISITES.barcode);
  if (barcode !== undefined) record.barcode = barcode;
  const code = elementOr(item, NAME.code, index, PRODUCT_REQUISITES.code);
  if (code !== undefined) record.code = code;
  const unit = readUnit(item, NAME.baseUnit);
  if (unit !== undefined) record.unit = unit;
  const pictures = readPictures(item, index);
  if (pictures) record.pictures = pictures;
  const properties = readProperties(item);
  if (properties) record.properties = properties;
  const characteristics = readCharacteristics(item);
  if (characteristics) record.characteristics = characteristics;
  if (requisites) record.requisites = requisites;
  const weight = readWeight(item, index);
  if (weight !== undefined) record.weight = weight;
  record.deleted = readDeleted(item);
  return index;
}

/** The element, or the requisite that says the same; every requisite stays in the list of requisites, too. */
export function elementOr(
  item: Fields,
  element: string,
  requisites: RequisiteIndex,
  names: readonly string[],
): string | null | undefined {
  const said = item.text(element);
  return said ?? requisiteValue(requisites, names) ?? said;
}

function readWeight(item: Fields, requisites: RequisiteIndex): string | null | undefined {
  const said = item.quantity(NAME.weight);
  if (said) return said;
  const written = requisiteValue(requisites, PRODUCT_REQUISITES.weight);
  return (written ? item.readQuantity(written, `${NAME.requisites}/${PRODUCT_REQUISITES.weight[0]}`) : written) ?? said;
}
