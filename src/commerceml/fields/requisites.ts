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
  const found = lists.map((list) => item.list(list, NAME.requisite)).filter((list) => list !== undefined);
  return found.length === 0 ? undefined : found.flat().flatMap(readRequisite);
}

function readRequisite(requisite: Fields): Requisite[] {
  const name = requisite.text(NAME.name);
  if (!name) {
    requisite.unread();
    return [];
  }
  return [{ name, values: requisite.texts(NAME.value) }];
}

/** Requisites by their folded names; one that is repeated gives all its values. */
export type RequisiteIndex = ReadonlyMap<string, readonly string[]>;

export function indexRequisites(requisites: readonly Requisite[] | undefined): RequisiteIndex {
  const index = new Map<string, string[]>();
  for (const requisite of requisites ?? []) {
    const name = fold(requisite.name);
    const known = index.get(name);
    if (known) known.push(...requisite.values);
    else index.set(name, [...requisite.values]);
  }
  return index;
}

/**
 * The value of the first requisite of one of these names, compared tolerantly.
 * @returns null = said, but empty; undefined = not said
 */
export function requisiteValue(index: RequisiteIndex, names: readonly string[]): string | null | undefined {
  let empty = false;
  for (const name of names) {
    const values = index.get(fold(name));
    if (values?.[0] !== undefined) return values[0];
    if (values) empty = true;
  }
  return empty ? null : undefined;
}

/** All values of the requisites of these names. */
export function requisiteValues(index: RequisiteIndex, names: readonly string[]): string[] {
  return names.flatMap((name) => index.get(fold(name)) ?? []);
}
