import { NO_TAX, TAX_WORDS } from '../names.js';
import { fold } from '../names-alike.js';
import { readDecimal } from './decimal.js';
import type { Read } from './read.js';

const NONE: ReadonlySet<string> = new Set(NO_TAX.map(fold));
const WORDS = new RegExp(`(${TAX_WORDS.join('|')})\\s*-?`, 'giu');

/**
 * A tax rate (`20`, `18%`, `НДС20`, `20/120`, `Без НДС`; commerceml.md §4.4) → a decimal (`20`), `20/120`, or `none`.
 * @returns null for blank, undefined for other words
 */
export function readTaxRate(text: string): Read<string> {
  if (text.trim() === '') return null;
  if (NONE.has(fold(text))) return 'none';
  const [above, below, more] = text.replace(WORDS, '').replaceAll('%', '').split('/');
  const rate = readDecimal(above ?? '');
  if (typeof rate !== 'string' || rate.startsWith('-') || more !== undefined) return undefined;
  const exact = (value: string) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);
  if (below === undefined) return exact(rate);
  const base = readDecimal(below);
  return typeof base === 'string' ? `${exact(rate)}/${exact(base)}` : undefined;
}
