import type { Tax } from '../records.js';
import {
  characteristicFields,
  type ItemOut,
  itemHead,
  pictureFields,
  propertyFields,
  requisiteFields,
} from './catalogue-out-item.js';
import { type CatalogueOutShape, wholeText } from './catalogue-out-shape.js';
import { CATALOGUE_WORD } from './catalogue-out-words.js';
import { NAME, NO_TAX, PRODUCT_REQUISITES } from './names.js';
import { elementXml, type XmlFields } from './order-xml.js';

/** A product of the catalogue as it goes to 1C. */
export interface ProductOut extends ItemOut {
  readonly id: string;
  readonly fullName: string | null;
  readonly description: string | null;
  readonly descriptionHtml: string | null;
  /** 1C ids. */
  readonly groups: readonly string[];
  readonly manufacturer: string | null;
  readonly brand: string | null;
  readonly country: string | null;
  readonly taxes: readonly Tax[] | null;
}

/** One `Товар`, its fields in the order of the official schema (commerceml.md §2.2). */
export function productXml(product: ProductOut, shape: CatalogueOutShape): string {
  const maker = wholeText(product.manufacturer);
  return elementXml(NAME.product, {
    ...itemHead(product.id, product, shape),
    [NAME.groups]: { [NAME.id]: product.groups.map((id) => ({ '#': wholeText(id) })) },
    [NAME.description]: wholeText(product.description),
    ...pictureFields(product),
    [NAME.country]: wholeText(product.country),
    [NAME.brand]: wholeText(product.brand),
    [NAME.maker]: { [NAME.name]: maker, [NAME.officialName]: maker },
    ...propertyFields(product),
    [NAME.taxRates]: { [NAME.taxRate]: (product.taxes ?? []).flatMap(taxFields) },
    ...characteristicFields(product, shape),
    ...requisiteFields(product, [
      [PRODUCT_REQUISITES.fullName, product.fullName],
      [PRODUCT_REQUISITES.descriptionHtml, product.descriptionHtml],
    ]),
  });
}

/** `СтавкаНалога`; one whose rate nobody knows is not written. */
function taxFields({ name, rate }: Tax): XmlFields[] {
  if (!rate) return [];
  return [
    { [NAME.name]: wholeText(name) ?? CATALOGUE_WORD.vat, [NAME.taxPercent]: rate === 'none' ? NO_TAX[0] : rate },
  ];
}
