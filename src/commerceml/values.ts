/** The values of CommerceML in text form, read tolerantly and written strictly (commerceml.md §4). */

export { readBoolean, writeBoolean } from './values/boolean.js';
export { readCurrency } from './values/currency.js';
export { readDate, readDateTime, readTime } from './values/dates.js';
export { decimalSeparatorOf, readDecimal, writeDecimal } from './values/decimal.js';
export type { Read } from './values/read.js';
export { readTaxRate } from './values/tax-rate.js';
export { type KnownUnit, unitByCode } from './values/units.js';
export { writeDate, writeDateTime, writeTime } from './values/wall-clock.js';
