import { language } from './kept.js';
import en from './texts/en.js';
import ru from './texts/ru.js';
import tr from './texts/tr.js';
import uk from './texts/uk.js';

const TEXTS = { ru, uk, tr, en };

/** The texts in the visitor's language. */
export const words = () => TEXTS[language.get()] ?? ru;
/** A text with what it tells of. */
export const fill = (text, n) => text.replace('{n}', n);
/** How many there are, in the right form of the word. */
export const counted = (forms, n) =>
  fill(forms[new Intl.PluralRules(language.get()).select(n)] ?? forms.other, String(n));

/** An amount, which is text and never becomes a float. */
export function money(amount, currency) {
  const options = currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 };
  try {
    return new Intl.NumberFormat(language.get(), options).format(amount);
  } catch {
    return `${amount} ${currency ?? ''}`; // a currency that 1C calls by a name of its own
  }
}
export const quantity = (amount) => new Intl.NumberFormat(language.get()).format(amount);
export const moment = (at) =>
  new Intl.DateTimeFormat(language.get(), { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
