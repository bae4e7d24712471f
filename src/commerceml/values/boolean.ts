import { FALSE_WORDS, TRUE_WORDS } from '../names.js';
import { inCyrillic } from '../names-alike.js';
import type { Read } from './read.js';

const TRUE: ReadonlySet<string> = new Set(TRUE_WORDS.map(inCyrillic));
const FALSE: ReadonlySet<string> = new Set(FALSE_WORDS.map(inCyrillic));

/**
 * A boolean as XML, 1C (Russian, Ukrainian) and shops write it (commerceml.md §4.5), also with Latin look-alikes; blank = null.
 * @returns undefined for any other word
 */
export function readBoolean(text: string): Read<boolean> {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const word = inCyrillic(text.trim());
  if (word === '') return null;
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : undefined;
}

/** As XML wants it. */
export function writeBoolean(value: boolean): 'true' | 'false' {
  return value ? 'true' : 'false';
}
