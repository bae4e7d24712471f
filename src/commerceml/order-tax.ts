import type { OrderLine } from '../orders.js';
import { ELEMENT, WORD } from './order-names.js';
import { Decimal, moneyText } from './order-values.js';
import type { XmlFields } from './order-xml.js';

/** What of a line is tax. Amounts of lines hold their tax always, so it is always «учтено в сумме». */
export interface LineTax {
  readonly rate: string;
  readonly amount: string;
}

/**
 * The VAT of each line, or null when any line has no numeric rate: BAS carries the rate of one line over to the next
 * that has none, and stops at a rate that is not a number (one-c-client.md §5: on every line or on none).
 */
export function lineTaxes(lines: readonly OrderLine[]): readonly LineTax[] | null {
  const taxes = lines.flatMap((line) => {
    const rate = numericRate(line.tax?.rate);
    return rate === undefined ? [] : [{ rate, amount: moneyText(line.tax?.amount ?? taxWithin(line.amount, rate)) }];
  });
  return taxes.length > 0 && taxes.length === lines.length ? taxes : null;
}

/** `СтавкиНалогов` of a line. */
export function rateFields(tax: LineTax | undefined): XmlFields {
  return { [ELEMENT.taxRate]: tax && { [ELEMENT.name]: WORD.vat, [ELEMENT.rate]: tax.rate } };
}

/** `Налоги` of a line. */
export function lineTaxFields(tax: LineTax | undefined): XmlFields {
  return { [ELEMENT.tax]: tax && taxFields(tax.amount, tax.rate) };
}

/** `Налоги` of the document: the sum, with the rate when all lines share it. */
export function documentTaxFields(taxes: readonly LineTax[] | null): XmlFields {
  if (!taxes) return {};
  const sum = taxes.reduce((total, tax) => total.plus(tax.amount), new Decimal(0));
  const rates = new Set(taxes.map((tax) => tax.rate));
  return { [ELEMENT.tax]: taxFields(moneyText(sum), rates.size === 1 ? taxes[0]?.rate : undefined) };
}

function taxFields(amount: string, rate: string | undefined): XmlFields {
  return { [ELEMENT.name]: WORD.vat, [ELEMENT.included]: 'true', [ELEMENT.amount]: amount, [ELEMENT.rate]: rate };
}

/** `20`, `20.00`, `20%`, `20/120` → `20`; anything else (`none`) is no number. */
function numericRate(rate: string | undefined): string | undefined {
  const text = rate?.split('/')[0]?.replace('%', '').trim() ?? '';
  return /^\d{1,2}(\.\d+)?$/.test(text) ? new Decimal(text).toFixed() : undefined;
}

function taxWithin(amount: string, rate: string): string {
  return new Decimal(amount).times(rate).div(new Decimal(rate).plus(100)).toFixed();
}
