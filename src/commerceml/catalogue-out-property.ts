import type { PropertyRecord } from '../records.js';
import { type CatalogueOutShape, flagText, isFrom, isThird, wholeText } from './catalogue-out-shape.js';
import { CATALOGUE_WORD } from './catalogue-out-words.js';
import { NAME, VALUE_TYPES } from './names.js';
import { elementXml, type XmlFields } from './order-xml.js';

interface PropertyOut {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly valueType?: PropertyRecord['valueType'];
  readonly multiple: boolean | null;
  readonly required: boolean | null;
  readonly forProducts: boolean | null;
  readonly forOffers: boolean | null;
  readonly forDocuments: boolean | null;
  readonly variants: Readonly<Record<string, string>>;
}

/** `ТипЗначений` that 2.x knows; a boolean and a date are plain text there. */
const SECOND = new Set(['string', 'number', 'time', 'dictionary']);

/** One `Свойство`. */
export function propertyXml(property: PropertyOut, shape: CatalogueOutShape): string {
  return elementXml(NAME.property, {
    [NAME.id]: wholeText(property.id),
    [NAME.name]: wholeText(property.name),
    [NAME.description]: wholeText(property.description),
    [NAME.required]: required(property, shape),
    [NAME.multiple]: flagText(property.multiple),
    [NAME.valueType]: valueType(property, shape),
    [NAME.variants]: variants(property.variants, shape),
    ...uses(property, shape),
  });
}

function required({ required: is }: PropertyOut, shape: CatalogueOutShape): string | undefined {
  if (isThird(shape)) return flagText(is);
  return is ? CATALOGUE_WORD.requiredInCatalogue : undefined;
}

function valueType({ valueType: type }: PropertyOut, shape: CatalogueOutShape): string | undefined {
  if (type === null || type === undefined) return undefined;
  return VALUE_TYPES[isThird(shape) || SECOND.has(type) ? type : 'string'][0];
}

/** What the property is for. 2.x, from 2.05 on, has room for one use and says it by being there; a second one is written all the same. */
function uses({ forProducts, forOffers, forDocuments }: PropertyOut, shape: CatalogueOutShape): XmlFields {
  if (!isFrom(shape, '2.05')) return {};
  const said = (flag: boolean | null) => (isThird(shape) || flag ? flagText(flag) : undefined);
  return {
    [NAME.forProducts]: said(forProducts),
    [NAME.forOffers]: said(forOffers),
    [NAME.forDocuments]: said(forDocuments),
  };
}

/** A dictionary of ids and values, or, where each value is its own id (and in 2.04, which knows no other), of values alone. */
function variants(of: Readonly<Record<string, string>>, shape: CatalogueOutShape): XmlFields {
  const all = Object.entries(of).filter(([, value]) => value !== '');
  const bare = !isFrom(shape, '2.05') || all.every(([id, value]) => id === value);
  if (bare) return { [NAME.value]: all.map(([, value]) => ({ '#': wholeText(value) })) };
  return {
    [NAME.dictionary]: all.map(([id, value]) => ({ [NAME.valueId]: wholeText(id), [NAME.value]: wholeText(value) })),
  };
}
