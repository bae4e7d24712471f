import type { Tax } from '../../records.js';
import type { Draft } from '../defined.js';
import { NAME } from '../names.js';
import { readTaxRate } from '../values.js';
import type { Fields } from '../xml/fields.js';

/** One `СтавкаНалога` or `Налог`. */
export function readTax(tax: Fields): Tax {
  const read: Draft<Tax> = { name: tax.textOr('', NAME.name) };
  const rate = readRate(tax);
  if (rate !== undefined) read.rate = rate;
  const included = tax.boolean(NAME.included);
  if (typeof included === 'boolean') read.included = included;
  const excise = tax.boolean(NAME.excise);
  if (typeof excise === 'boolean') read.excise = excise;
  const amount = tax.amount(NAME.amount);
  if (amount) read.amount = amount;
  return read;
}

/** `СтавкиНалогов/СтавкаНалога`; undefined = not mentioned. */
export function readTaxRates(item: Fields): Tax[] | undefined {
  return item.listOf(NAME.taxRates, NAME.taxRate, readTax);
}

/** `Налоги/Налог`. */
export function readTaxes(document: Fields): Tax[] {
  return document.listOf(NAME.taxes, NAME.tax, readTax) ?? [];
}

/** The taxes of a line: `Налоги` tells the sums, and where it names no rate, `СтавкиНалогов` does. */
export function readLineTaxes(line: Fields): Tax[] {
  const taxes = readTaxes(line);
  const rates = readTaxRates(line) ?? [];
  const rateOf = new Map(rates.map((tax) => [tax.name, tax.rate]));
  const completed = taxes.map((tax) => {
    const rate = tax.rate ?? rateOf.get(tax.name);
    return rate === undefined ? tax : { ...tax, rate };
  });
  const named = new Set(taxes.map((tax) => tax.name));
  return [...completed, ...rates.filter((tax) => !named.has(tax.name))];
}

function readRate(tax: Fields): string | null | undefined {
  const text = tax.text(NAME.taxPercent);
  if (!text) return text;
  const rate = readTaxRate(text);
  if (rate === undefined) tax.warn('number', text, NAME.taxPercent);
  return rate;
}
