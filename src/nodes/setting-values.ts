import { z } from 'zod';

/** Kinds of values that settings are made of: each reads the text of a command line, and what is stored. */

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** 1C knows a currency by the first three characters of its name. */
export const LONGEST_CURRENCY = 3;

/** A text of one line without control characters. */
export const text = (longest: number) => z.string().regex(new RegExp(`^[^\\p{Cc}]{1,${longest}}$`, 'u'));

/** An ISO 4217 code, in letters of either case. */
export const currency = z
  .string()
  .toUpperCase()
  .refine((code) => CURRENCIES.has(code));

/** How a 1C spells a currency. */
export const currencySpelling = text(LONGEST_CURRENCY);

/** A day of the calendar, `yyyy-MM-dd`. */
export const day = z.iso.date();

/** `true`, `false`, `yes`, `no`. */
export const yesOrNo = z.preprocess((value) => WORDS.get(String(value)) ?? value, z.boolean());

/** The shop's word → that of a 1C. */
export const words = z.record(text(255), text(255));

/** A name → a path in an order: members with points between, e.g. `customer.fields.cardNumber`. */
export const paths = z.record(text(100), z.string().regex(/^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+){0,5}$/u));

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

/** One value or more, with commas between. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').map((each) => each.trim()) : value),
    z.array(item).min(1),
  );
