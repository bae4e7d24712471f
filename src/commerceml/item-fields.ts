import { defined } from './defined.js';
import { readDeleted } from './fields/deletion.js';
import { readPictures } from './fields/pictures.js';
import { readCharacteristics, readProperties } from './fields/properties.js';
import { indexRequisites, type RequisiteIndex, readRequisites, requisiteValue } from './fields/requisites.js';
import { readUnit } from './fields/unit.js';
import type { ItemId } from './item-id.js';
import { NAME, PRODUCT_REQUISITES } from './names.js';
import type { Fields } from './xml/fields.js';

/** What a `Товар` and a `Предложение` have in common (an offer of 2.x extends a product). */
export function readItem(item: Fields, ids: ItemId) {
  const requisites = readRequisites(item, NAME.requisites);
  const index = indexRequisites(requisites);
  const fields = defined({
    ...ids,
    name: item.text(NAME.name),
    sku: elementOr(item, NAME.sku, index, PRODUCT_REQUISITES.sku),
    barcode: elementOr(item, NAME.barcode, index, PRODUCT_REQUISITES.barcode),
    code: elementOr(item, NAME.code, index, PRODUCT_REQUISITES.code),
    unit: readUnit(item, NAME.baseUnit),
    pictures: readPictures(item, index),
    properties: readProperties(item),
    characteristics: readCharacteristics(item),
    requisites,
    weight: readWeight(item, index),
    deleted: readDeleted(item),
  });
  return { fields, index };
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
