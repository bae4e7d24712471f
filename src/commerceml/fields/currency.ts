import { NAME } from '../names.js';
import { readCurrency } from '../values.js';
import type { Fields } from '../xml/fields.js';

/** After so many unknown currencies of one feed no further one is warned of. */
const WARNED_MAX = 100;

/**
 * `Валюта` as ISO 4217; one that is not known stays as written, with a warning the first time the feed names it
 * (commerceml.md §4.2).
 */
export function readCurrencyOf(fields: Fields): string | null | undefined {
  const written = fields.text(NAME.currency);
  if (!written) return written;
  const iso = readCurrency(written);
  if (typeof iso === 'string') return iso;
  const { unknownCurrencies } = fields.feed;
  if (!unknownCurrencies.has(written) && unknownCurrencies.size < WARNED_MAX) {
    unknownCurrencies.add(written);
    fields.warn('currency', written, NAME.currency);
  } else fields.feed.isSilenced = true;
  return written;
}
