import type { PropertyRecord } from '../../records.js';
import { defined } from '../defined.js';
import { NAME, VALUE_TYPES } from '../names.js';
import { byFoldedWord, fold } from '../names-alike.js';
import { readBoolean } from '../values.js';
import type { Fields } from '../xml/fields.js';

const TYPE_BY_WORD = byFoldedWord(VALUE_TYPES);

/** What a `Свойство` says of itself, without its id. */
export function readPropertyFields(property: Fields) {
  return defined({
    name: property.text(NAME.name),
    description: property.text(NAME.description),
    valueType: readValueType(property),
    multiple: property.boolean(NAME.multiple) ?? undefined,
    required: readRequired(property),
    forProducts: property.boolean(NAME.forProducts) ?? undefined,
    forOffers: property.boolean(NAME.forOffers) ?? undefined,
    forDocuments: property.boolean(NAME.forDocuments) ?? undefined,
    variants: readVariants(property),
  });
}

/** `ТипЗначений`; a word that is not known stays for `extra`. */
function readValueType(property: Fields): PropertyRecord['valueType'] {
  const written = property.node.child(NAME.valueType);
  if (!written) return undefined;
  const word = fold(written.text);
  if (word !== '' && !TYPE_BY_WORD.has(word)) return undefined;
  property.text(NAME.valueType);
  return TYPE_BY_WORD.get(word) ?? null;
}

/** `Обязательное` is a boolean or says for what (`Для каталога`); the latter stays for `extra`, too. */
function readRequired(property: Fields): boolean | undefined {
  const written = property.node.child(NAME.required)?.text;
  if (written === undefined) return undefined;
  const value = readBoolean(written);
  if (value === undefined) return true;
  property.text(NAME.required);
  return value ?? undefined;
}

/**
 * `ВариантыЗначений` → id → value: `Справочник{ИдЗначения, Значение}`, or bare `Значение`, which is its own id.
 * @returns undefined = not mentioned
 */
function readVariants(property: Fields): Record<string, string> | undefined {
  const lists = property.all(NAME.variants);
  if (lists.length === 0) return undefined;
  const variants = new Map<string, string>();
  for (const list of lists) {
    for (const text of list.texts(NAME.value)) variants.set(text, text);
    for (const variant of [...list.all(NAME.dictionary), ...list.all(NAME.variant)]) {
      const value = variant.text(NAME.value);
      const id = variant.text(NAME.valueId, NAME.id) ?? value;
      if (id) variants.set(id, value ?? '');
      else variant.unread();
    }
  }
  return Object.fromEntries(variants);
}
