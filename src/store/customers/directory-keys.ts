/** Directories of the shop that have a REST resource of their own; those of node kinds are called `<kind>/<name>`. */
export const EMPLOYEES = 'employees';
export const PROMO_CODES = 'promo-codes';

/** Lists of words that orders carry: the key of an entry is the word itself. */
export const STATUSES = 'statuses';
export const PAYMENT_METHODS = 'payment-methods';
export const DELIVERIES = 'deliveries';
export type WordDirectory = typeof STATUSES | typeof PAYMENT_METHODS | typeof DELIVERIES;

/** The form in which promo codes are compared: without outer blanks and case. Only for comparing: a code is kept as it was written. */
export const promoKey = (code: string): string => code.trim().normalize('NFC').toLowerCase();

/**
 * The form in which keys of a directory are compared. Personnel numbers and keys of node kinds keep their case: 1C tells `a1` from `A1`
 * where it wants to.
 */
export const entryKey = (directory: string, key: string): string =>
  directory === PROMO_CODES ? promoKey(key) : key.trim().normalize('NFC');
