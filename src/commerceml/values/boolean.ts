import { FALSE_WORDS, TRUE_WORDS } from '../names.js';
import type { Read } from './read.js';

const TRUE: ReadonlySet<string> = new Set(TRUE_WORDS);
const FALSE: ReadonlySet<string> = new Set(FALSE_WORDS);

/** A boolean as XML, 1C (Russian, Ukrainian) and shops write it (commerceml.md §4.5); blank = null. */
export function readBoolean(text: string): Read<boolean> {
  const word = text.trim().toLowerCase();
  if (word === '') return null;
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : undefined;
}

export function writeBoolean(value: boolean): 'true' | 'false' {
  return value ? 'true' : 'false';
}
