import type { Requisite } from '../../records.js';
import { NAME } from '../names.js';
import { fold } from '../names-alike.js';
import type { Fields } from '../xml/fields.js';

/**
 * `ЗначенияРеквизитов/ЗначениеРеквизита{Наименование, Значение*}`, all of them, in their order; values are trimmed (1C pads codes)
 * and blank ones left out, so that an empty requisite is one without values.
 * @returns undefined = not mentioned
 */
export function readRequisites(item: Fields, ...lists: string[]): Requisite[] | undefined {
  let found: Requisite[] | undefined;
  for (const list of lists) {
    const requisites = item.listOf(list, NAME.requisite, readRequisite);
    if (requisites) found = found ? found.concat(requisites) : requisites;
  }
  return found;
}

function readRequisite(requisite: Fields): Requisite | undefined {
  const name = requisite.text(NAME.name);
  if (!name) {
    requisite.unread();
    return undefined;
  }
  return { name, values: requisite.texts(NAME.value) };
}

/** Requisites by their folded names; one that is repeated gives all its values. */
export type RequisiteIndex = ReadonlyMap<string, readonly string[]>;

const NOTHING_SAID: RequisiteIndex = new Map();
const NO_VALUES: readonly string[] = [];

export function indexRequisites(requisites: readonly Requisite[] | undefined): RequisiteIndex {
  if (!requisites?.length) return NOTHING_SAID;
  const index = new Map<string, readonly string[]>();
  let repeated: Map<string, string[]> | undefined;
  for (const { name: written, values } of requisites) {
    const name = fold(written);
    const before = index.get(name);
    if (before) {
      repeated ??= new Map();
      const all = repeated.get(name) ?? [...before];
      for (const value of values) all.push(value);
      repeated.set(name, all);
      index.set(name, all);
    } else index.set(name, values);
  }
  return index;
}

/**
 * The value of the first requisite of one of these names, compared tolerantly.
 * @returns null = said, but empty; undefined = not said
 */
export function requisiteValue(index: RequisiteIndex, names: readonly string[]): string | null | undefined {
  if (index.size === 0) return undefined;
  let empty = false;
  for (const name of names) {
    const values = index.get(fold(name));
    if (values?.[0] !== undefined) return values[0];
    if (values) empty = true;
  }
  return empty ? null : undefined;
}

/** All values of the requisites of these names. */
export function requisiteValues(index: RequisiteIndex, names: readonly string[]): readonly string[] {
  if (index.size === 0) return NO_VALUES;
  let found: readonly string[] = NO_VALUES;
  for (const name of names) {
    const values = index.get(fold(name));
    if (values) found = found.length === 0 ? values : found.concat(values);
  }
  return found;
}
