import type { Tax } from '../records.js';
import { type CatalogueOutShape, flagText, isThird, wholeText } from './catalogue-out-shape.js';
import { NAME } from './names.js';
import { elementXml, type XmlFields } from './order-xml.js';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** `ТипЦены`: currency in the spelling of this 1C. */
export function priceTypeFields(
  type: Named & { readonly currency: string | null; readonly taxes: readonly Tax[] | null },
  shape: CatalogueOutShape,
): XmlFields {
  return {
    [NAME.id]: wholeText(type.id),
    [NAME.name]: wholeText(type.name),
    [NAME.currency]: type.currency === null ? undefined : shape.currency(type.currency),
    [NAME.tax]: (type.taxes ?? [])
      .filter(({ name }) => name !== '')
      .map((tax) => ({
        [NAME.name]: wholeText(tax.name),
        [NAME.included]: flagText(tax.included),
        [NAME.excise]: flagText(tax.excise),
      })),
  };
}

/** `Склад`. */
export function warehouseFields(
  warehouse: Named & { readonly comment: string | null; readonly address: string | null },
): XmlFields {
  return {
    [NAME.id]: wholeText(warehouse.id),
    [NAME.name]: wholeText(warehouse.name),
    [NAME.comment]: wholeText(warehouse.comment),
    [NAME.address]: { [NAME.presentation]: wholeText(warehouse.address) },
  };
}

interface UnitOut {
  readonly id: string;
  readonly code: string | null;
  readonly shortName: string | null;
  readonly fullName: string | null;
  readonly international: string | null;
}

/** The dictionaries that CommerceML 3 keeps in its classifier, each list whole; '' for 2.x, whose offers name them. */
export function classifierReferences(
  shape: CatalogueOutShape,
  of: {
    readonly priceTypes: readonly Parameters<typeof priceTypeFields>[0][];
    readonly warehouses: readonly Parameters<typeof warehouseFields>[0][];
    readonly units: readonly UnitOut[];
  },
): string {
  if (!isThird(shape)) return '';
  return [
    list(
      NAME.priceTypes,
      NAME.priceType,
      of.priceTypes.map((type) => priceTypeFields(type, shape)),
    ),
    list(NAME.warehouses, NAME.warehouse, of.warehouses.map(warehouseFields)),
    list(NAME.units, NAME.unitOfMeasure, of.units.map(unitFields)),
  ].join('');
}

const list = (name: string, child: string, fields: readonly XmlFields[]): string =>
  fields.length === 0 ? '' : `${elementXml(name, { [child]: fields })}\n`;

const unitFields = (unit: UnitOut): XmlFields => ({
  [NAME.id]: wholeText(unit.id),
  [NAME.unitShortName]: wholeText(unit.shortName),
  [NAME.code]: wholeText(unit.code),
  [NAME.unitFullName]: wholeText(unit.fullName),
  [NAME.unitInternational]: wholeText(unit.international),
});
