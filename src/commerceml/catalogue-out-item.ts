import type { Characteristic, FileReference, PropertyValue, Requisite, Unit } from '../records.js';
import { type CatalogueOutShape, isFrom, isThird, wholeText } from './catalogue-out-shape.js';
import { indexRequisites, requisiteValue, requisiteValues } from './fields/requisites.js';
import { NAME, PRODUCT_REQUISITES } from './names.js';
import { quantityText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import { normalisePath } from './paths.js';

/** What a `Товар` and a `Предложение` have in common. */
export interface ItemOut {
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly unit: Unit | null;
  readonly weight: string | null;
  readonly properties: readonly PropertyValue[];
  readonly characteristics: readonly Characteristic[];
  readonly requisites: readonly Requisite[];
  readonly pictures: readonly FileReference[];
}

/** Ids, name and unit: what both begin with. */
export function itemHead(id: string, item: ItemOut, shape: CatalogueOutShape): XmlFields {
  return {
    [NAME.id]: wholeText(id),
    [NAME.barcode]: wholeText(item.barcode),
    [NAME.sku]: wholeText(item.sku),
    [NAME.name]: wholeText(item.name),
    [NAME.baseUnit]: unitFields(item.unit, shape),
  };
}

/** `БазоваяЕдиница`: the name with the code as attribute; of a unit that is only a reference (3.x) the reference alone. */
function unitFields(unit: Unit | null, shape: CatalogueOutShape): XmlFields | undefined {
  if (unit === null) return undefined;
  const { code, name, fullName, international, conversions = [] } = unit;
  if (isThird(shape) && !name && !fullName && !international) return { '#': wholeText(code) };
  return {
    [`@${NAME.code}`]: wholeText(code),
    [`@${NAME.unitFullName}`]: wholeText(fullName),
    [`@${NAME.unitInternational}`]: wholeText(international),
    '#': wholeText(name),
    [NAME.conversion]: conversions.map(({ unit: other, coefficient }) => ({
      [NAME.unit]: wholeText(other),
      [NAME.coefficient]: coefficient,
    })),
  };
}

/** `Картинка`, each path once; what the requisite `Файл` names stands there. */
export function pictureFields(item: ItemOut): XmlFields {
  const files = requisiteValues(indexRequisites(item.requisites), PRODUCT_REQUISITES.file).map(normalisePath);
  const paths = item.pictures.map(({ path }) => path).filter((path) => !files.includes(path));
  return { [NAME.picture]: paths.map((path) => ({ '#': wholeText(path) })) };
}

/** `ЗначенияСвойств`; a property without a value is left out. */
export function propertyFields(item: ItemOut): XmlFields {
  const said = item.properties.map(({ id, name, values }) => ({ id, name, values: texts(values) }));
  return {
    [NAME.propertyValues]: {
      [NAME.propertyValue]: said
        .filter(({ values }) => values.length > 0)
        .map(({ id, name, values }) => ({
          [NAME.id]: wholeText(id),
          [NAME.name]: wholeText(name),
          [NAME.value]: values,
        })),
    },
  };
}

/** `ХарактеристикиТовара`; their ids are known from 2.06 on. */
export function characteristicFields(item: ItemOut, shape: CatalogueOutShape): XmlFields {
  return {
    [NAME.characteristics]: {
      [NAME.characteristic]: item.characteristics.map(({ id, name, value }) => ({
        [NAME.id]: isFrom(shape, '2.06') ? wholeText(id) : undefined,
        [NAME.name]: wholeText(name),
        [NAME.value]: wholeText(value),
      })),
    },
  };
}

/** A field that has no element in the schemas, and the names of the requisite that carries it (the first is written). */
type Carried = readonly [names: readonly string[], value: string | null | undefined];

/**
 * `ЗначенияРеквизитов`: those that 1C gave, and what else is known of the item and has a requisite of its own (commerceml.md §2.5).
 */
export function requisiteFields(item: ItemOut, carried: readonly Carried[] = []): XmlFields {
  const index = indexRequisites(item.requisites);
  const all: Carried[] = [
    [PRODUCT_REQUISITES.code, item.code],
    [PRODUCT_REQUISITES.weight, item.weight === null ? null : quantityText(item.weight)],
    ...carried,
  ];
  const more = all
    .filter(([names]) => !requisiteValue(index, names))
    .map(([[name = ''], value]) => ({ name, values: value ? [value] : [] }));
  return {
    [NAME.requisites]: {
      [NAME.requisite]: [...item.requisites, ...more]
        .map(({ name, values }) => ({ name, values: texts(values) }))
        .filter(({ values }) => values.length > 0)
        .map(({ name, values }) => ({ [NAME.name]: wholeText(name), [NAME.value]: values })),
    },
  };
}

const texts = (values: readonly string[]): XmlFields[] =>
  values.flatMap((value) => {
    const text = wholeText(value);
    return text === undefined ? [] : [{ '#': text }];
  });
