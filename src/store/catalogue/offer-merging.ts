import { type Change, partsOf } from '../changes/record-changes.js';
import { mergedColumn, NUMBER_COLUMNS } from './item-columns.js';
import { FLAG } from './item-rows.js';

/**
 * How what a record says of an offer's numbers is merged with those that it has: the same wherever they are written. In these expressions
 * `s` is the stage, `o` the offer as it was.
 */

const NAMES = NUMBER_COLUMNS.map((column) => column.name);
const bitOf = (name: (typeof NAMES)[number]): number => 1 << NAMES.indexOf(name);

/**
 * SQL of the columns of the numbers after the write, the total left out of account.
 * @param said SQL: a bit for each number that counts as said; @param kept columns that are only filled
 */
export const mergedNumbers = (said: string, kept: ReadonlySet<string>): string =>
  NAMES.map((name) => {
    const value = mergedColumn(name, `${said} & ${bitOf(name)} <> 0`, mergedValue(name), kept.has(name));
    return `${value} as ${name}`;
  }).join(', ');

/** Prices are merged by price type and stock by warehouse, unless the record replaces them. */
function mergedValue(name: (typeof NAMES)[number]): string {
  if (name === 'stock_total') return 's.stock_total';
  const replaces = name === 'prices' ? FLAG.replacesPrices : FLAG.replacesStock;
  return `case when s.flags & ${replaces} <> 0 then s.${name} else o.${name} || s.${name} end`;
}

/**
 * SQL of the total after the write. That of an offer that names warehouses and no total is their sum, also of those that this feed does
 * not name; of those that it does, the stage has it.
 * @param said as above; `m` = the merged numbers
 */
export const mergedTotal = (said: string, kept: ReadonlySet<string>): string => {
  const mayTotal = kept.has('stock_total') ? 'o.stock_total is null' : 'true';
  return `case when ${said} & ${bitOf('stock')} <> 0 and ${said} & ${bitOf('stock_total')} = 0 and ${mayTotal}
    then case when m.stock = s.stock then s.stock_total else (select sum(value::numeric) from jsonb_each_text(m.stock)) end
    else m.stock_total end`;
};

/** SQL: the merged prices `m` are not those of the offer. */
export const PRICES_DIFFER = 'o.prices is distinct from m.prices';
/** SQL: the merged stock `m` with the total `w` is not that of the offer. */
export const STOCK_DIFFERS = '(o.stock, o.stock_total) is distinct from (m.stock, w.stock_total)';

/** SQL: the row `s` of the stage says prices; the same of stock. */
export const PRICES_SAID = `s.numbers_said & ${bitOf('prices')} <> 0`;
export const STOCK_SAID = `s.numbers_said & ${bitOf('stock') | bitOf('stock_total')} <> 0`;

/** What of a new offer the log tells, by the bits of what its row says of its numbers. */
export const partsSaid = (numbersSaid: number): Change['of'] =>
  partsOf({
    itself: true,
    prices: (numbersSaid & bitOf('prices')) !== 0,
    stock: (numbersSaid & (bitOf('stock') | bitOf('stock_total'))) !== 0,
  });
