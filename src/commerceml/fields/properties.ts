import type { Characteristic, PropertyValue } from '../../records.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';

/**
 * `ЗначенияСвойств/ЗначенияСвойства{Ид, Наименование?, Значение*}`: texts or ids of the dictionary, as written; the values of a
 * property that is named twice are joined. One without an id stays for `extra`, with a warning.
 * @returns undefined = not mentioned
 */
export function readProperties(item: Fields): PropertyValue[] | undefined {
  const written = item.list(NAME.propertyValues, NAME.propertyValue);
  if (!written) return undefined;
  const byId = new Map<string, { id: string; name?: string; values: string[] }>();
  for (const property of written) {
    const id = property.text(NAME.id);
    if (!id) {
      property.warn('empty-id', property.textOr('', NAME.name), NAME.id);
      property.unread();
      continue;
    }
    const name = property.text(NAME.name);
    const values = readPropertyValues(property);
    const known = byId.get(id);
    if (known) for (const value of values) known.values.push(value);
    else byId.set(id, name ? { id, name, values } : { id, values });
  }
  return [...byId.values()];
}

function readPropertyValues(property: Fields): string[] {
  const values = property.texts(NAME.value);
  for (const one of property.all(NAME.onePropertyValue)) values.push(...one.texts(NAME.value));
  return values.length > 0 ? values : property.texts(NAME.valueId);
}

/** `ХарактеристикиТовара/ХарактеристикаТовара{Ид?, Наименование, Значение}`; an empty value is ''. */
export function readCharacteristics(item: Fields): Characteristic[] | undefined {
  return item.listOf(NAME.characteristics, NAME.characteristic, (one) => {
    const name = one.text(NAME.name);
    if (!name) {
      one.unread();
      return undefined;
    }
    const id = one.text(NAME.id);
    const value = one.textOr('', NAME.value);
    return id ? { id, name, value } : { name, value };
  });
}
