import type { OrderLine } from '../orders.js';
import { ELEMENT } from './order-names.js';
import { Decimal, moneyText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';

/** What of a line is tax. Amounts of lines hold their tax always, so it is always «учтено в сумме». */
export interface LineTax {
  /** What this 1C calls the tax. */
  readonly name: string;
  readonly rate: string;
  readonly amount: string;
}

/**
 * The VAT of each line, or null when any line has no numeric rate: BAS carries the rate of one line over to the next
 * that has none, and stops at a rate that is not a number (one-c-client.md §5: on every line or on none).
 * A delivery for which the order says nothing of VAT takes the node's `deliveryTaxRate`, else the rate that all other lines share.
 */
export function lineTaxes(
  lines: readonly OrderLine[],
  shape: Pick<OrdersShape, 'taxName' | 'deliveryTaxRate'>,
): readonly LineTax[] | null {
  const ofDelivery = shape.deliveryTaxRate === undefined ? sharedRate(lines) : numericRate(shape.deliveryTaxRate);
  const taxes = lines.flatMap((line) => {
    const rate = line.kind === 'delivery' && !line.tax ? ofDelivery : numericRate(line.tax?.rate);
    if (rate === undefined) return [];
    return [{ name: shape.taxName, rate, amount: moneyText(line.tax?.amount ?? taxWithin(line.amount, rate)) }];
  });
  return taxes.length > 0 && taxes.length === lines.length ? taxes : null;
}

/** The one rate of all lines but the delivery. */
function sharedRate(lines: readonly OrderLine[]): string | undefined {
  const rates = new Set(lines.filter((line) => line.kind !== 'delivery').map((line) => numericRate(line.tax?.rate)));
  return rates.size === 1 ? [...rates][0] : undefined;
}

/** `СтавкиНалогов` of a line. */
export function rateFields(tax: LineTax | undefined): XmlFields {
  return { [ELEMENT.taxRate]: tax && { [ELEMENT.name]: tax.name, [ELEMENT.rate]: tax.rate } };
}

/** `Налоги` of a line. */
export function lineTaxFields(tax: LineTax | undefined): XmlFields {
  return { [ELEMENT.tax]: tax && taxFields(tax.name, tax.amount, tax.rate) };
}

/** `Налоги` of the document: the sum, with the rate when all lines share it. */
export function documentTaxFields(taxes: readonly LineTax[] | null): XmlFields {
  const [first] = taxes ?? [];
  if (!taxes || !first) return {};
  const sum = taxes.reduce((total, tax) => total.plus(tax.amount), new Decimal(0));
  const rates = new Set(taxes.map((tax) => tax.rate));
  return { [ELEMENT.tax]: taxFields(first.name, moneyText(sum), rates.size === 1 ? first.rate : undefined) };
}

function taxFields(name: string, amount: string, rate: string | undefined): XmlFields {
  return { [ELEMENT.name]: name, [ELEMENT.included]: 'true', [ELEMENT.amount]: amount, [ELEMENT.rate]: rate };
}

/** `20`, `20.00`, `20%`, `20/120` → `20`; anything else (`none`) is no number. */
function numericRate(rate: string | undefined): string | undefined {
  const text = rate?.split('/')[0]?.replace('%', '').trim() ?? '';
  return /^\d{1,2}(\.\d+)?$/.test(text) ? new Decimal(text).toFixed() : undefined;
}

function taxWithin(amount: string, rate: string): string {
  return new Decimal(amount).times(rate).div(new Decimal(rate).plus(100)).toFixed();
}
