import { NAME } from './names.js';
import { remembered } from './remembered.js';

/** Latin letters (lower case) that look like Cyrillic ones. */
const ALIKE: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  b: 'в',
  ë: 'е',
  ё: 'е',
  ï: 'ї',
};

/** A word in lower case, composed (`й` is one letter), with its Latin look-alikes made Cyrillic. Only for comparing, never stored. */
export function inCyrillic(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[aceëhiïkmoptxybё]/g, (letter) => ALIKE[letter] ?? letter);
}

/**
 * The form in which 1C's words are compared: without case, blanks, low lines, hyphens and dashes, with Latin look-alikes made
 * Cyrillic (`CчетНаОплату` of the official schema begins with a Latin C; commerceml.md §3.1). Only for comparing, never stored.
 */
export const fold = remembered((text: string): string => inCyrillic(text).replace(/[\s_\u2010-\u2015-]+/g, ''));

/** A table of words by meaning, turned round: folded word → meaning. */
export function byFoldedWord<Meaning extends string>(
  table: Readonly<Record<Meaning, readonly string[]>>,
): ReadonlyMap<string, Meaning> {
  const entries = Object.entries(table) as [Meaning, readonly string[]][];
  return new Map(entries.flatMap(([meaning, words]) => words.map((word): [string, Meaning] => [fold(word), meaning])));
}

const KNOWN: ReadonlyMap<string, string> = new Map(Object.values(NAME).map((name) => [inCyrillic(name), name]));

/**
 * The name by which an element or attribute is known: its prefix is cut off (namespaces are ignored: commerceml.md §2.1),
 * a known name is recognised in other case (`ШтрихКод`) and with Latin look-alikes; an unknown one stays as written. A low line or
 * a hyphen makes another name: `Ид_` of a customisation must not be taken for the `Ид` beside it.
 */
export const localName = remembered((qualified: string): string => {
  const local = qualified.slice(qualified.lastIndexOf(':') + 1);
  return KNOWN.get(inCyrillic(local)) ?? local;
});
