import { z } from 'zod';

/** Characters that neither PostgreSQL nor XML can hold, and halves of a surrogate pair. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/u;

/** Text that a client gives: any letters, of at most `max` characters, that can be stored and written into XML. */
export const text = (max: number) =>
  z
    .string()
    .max(max, `This text is too long: at most ${max} characters.`)
    .refine((value) => !UNWRITABLE.test(value), 'This text holds control characters. Leave them out.');

/** As `text`, with something in it. */
export const filledText = (max: number) => text(max).regex(/\S/, 'This text must not be blank.');

const SEND_STRING = 'Send this number as a string, like "100.50": a JSON number may lose digits.';

const decimalText = z
  .string({ error: (issue) => (typeof issue.input === 'number' ? SEND_STRING : undefined) })
  .regex(
    /^\d{1,15}(\.\d{1,6})?$/,
    'This must be a decimal number with a dot, like "100.50": at most 15 digits before the dot and 6 after it, no sign.',
  )
  .overwrite((value) => value.replace(/^0+(?=\d)/, ''));

/** Money that a client gives: zero or more. */
export const MoneyInput = decimalText.meta({
  id: 'MoneyInput',
  description:
    'Money, exact: a string with a dot, at most 15 digits before it and 6 after it. JSON numbers are refused.',
  example: '100.50',
});

/** Money of a condition. Without an example, which /docs would put into the condition's field and ask with. */
export const MoneyLimit = decimalText;

/** A quantity that a client gives: more than zero. */
export const QuantityInput = decimalText
  .refine((value) => /[1-9]/.test(value), 'The quantity must be more than zero.')
  .meta({ id: 'QuantityInput', description: 'A quantity above zero, exact: a string with a dot.', example: '2' });

/** Money and quantities that Uzel gives. */
export const Decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({
    id: 'Decimal',
    description: 'An exact decimal number as a string; never a JSON number.',
    example: '1199.90',
  });

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'This must be a currency code of ISO 4217: three capital letters, like "RUB".')
  .meta({ id: 'Currency', description: 'ISO 4217.', example: 'RUB' });

export const Id = z.uuid().describe('Our id.');

export const ExternalId = z.string().describe('The id in 1C: text, unique in its id space.');

export const IdSpace = z
  .string()
  .describe('Where ids of 1C are unique: nodes whose databases share their ids have one id space, by default `main`.');

/** A moment that Uzel gives. */
export const Moment = z.iso.datetime({ offset: true }).meta({ example: '2026-01-31T10:00:00.123456Z' });

const WRONG_MOMENT = 'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z.';

/** A moment that a client gives, in the years 1 to 9999 also in UTC: others have no form that Uzel could give back. */
export const MomentInput = z.iso.datetime({ offset: true, error: WRONG_MOMENT }).refine((value) => {
  const at = Date.parse(value);
  return !Number.isNaN(at) && /^(?!0000)\d{4}-/.test(new Date(at).toISOString());
}, WRONG_MOMENT);

/** As `Moment`, with what it is the moment of. */
export const moment = (description: string) => Moment.describe(description);

/** Null when 1C said nothing or said that it is empty. */
export const maybeText = (description: string) => z.string().nullable().describe(description);

/** `schema` or null. `.nullable()` of a named schema would be written to OpenAPI as one that refuses null. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

/** What of a record Uzel has no field for. */
export const Extra = z
  .record(z.string(), z.unknown())
  .describe(
    'What Uzel has no field for, as 1C wrote it: names of elements → their content, names of attributes with a leading `@`. Empty = nothing.',
  );

/** An element that is kept whole. */
export const Content = z
  .record(z.string(), z.unknown())
  .describe(
    'The element as 1C wrote it: names of elements → their content, names of attributes with a leading `@`, a repeated element as a list.',
  );
