import { NO_TAX, TAX_WORDS } from '../names.js';
import { fold, inCyrillic } from '../names-alike.js';
import { remembered } from '../remembered.js';
import { readDecimal } from './decimal.js';
import type { Read } from './read.js';

const NONE: ReadonlySet<string> = new Set(NO_TAX.map(fold));
const WORDS = new RegExp(`(${TAX_WORDS.map(inCyrillic).join('|')})[\\s:-]*`, 'gu');

/**
 * A tax rate (`20`, `18%`, `НДС20`, `20/120`, `НДС18_118`, `Без НДС`; commerceml.md §4.4) → a decimal (`20`), `20/120`, or `none`.
 * @returns null for blank, undefined for other words and for a rate below 0
 */
export const readTaxRate = remembered((text: string): Read<string> => {
  if (text.trim() === '') return null;
  if (NONE.has(fold(text))) return 'none';
  const bare = inCyrillic(text).replace(WORDS, '').replaceAll('%', '');
  // In the names of 1C's own enumeration (`НДС18_118`) the stroke is a low line.
  const [above, below, more] = bare.replace(/(?<=\d)_(?=\d)/, '/').split('/');
  const rate = readDecimal(above ?? '');
  if (typeof rate !== 'string' || rate.startsWith('-') || more !== undefined) return undefined;
  if (below === undefined) return exact(rate);
  const base = readDecimal(below);
  return typeof base === 'string' && !base.startsWith('-') ? `${exact(rate)}/${exact(base)}` : undefined;
});

const exact = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);
