import { z } from 'zod';
import { text } from './primitives.js';

/** The same moment in UTC with microseconds, as rows are compared by; null when it is no such moment. */
function inMicroseconds(value: string): string | null {
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return null;
  const seconds = moment.toISOString().slice(0, -5);
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? '';
  const exact = `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
  return /^(?!0000)\d{4}-/.test(exact) ? exact : null;
}

const WRONG_MOMENT =
  'This must be a moment of ISO 8601 with its zone, like 2026-01-31T10:00:00Z (in an address the + of a zone is written %2B).';

export const UpdatedAfter = z.iso
  .datetime({ offset: true, error: WRONG_MOMENT })
  .transform((value, context) => {
    const exact = inMicroseconds(value);
    if (exact === null) context.addIssue({ code: 'custom', message: WRONG_MOMENT });
    return exact ?? '';
  })
  .describe(
    'Only what was written later. For a copy kept elsewhere: read all pages, then ask again from the largest `updatedAt` met, less a minute (writes appear when they are committed, a moment after their `updatedAt`), with `active=all`.',
  );

export const Active = z
  .enum(['true', 'false', 'all'])
  .default('true')
  .describe('`true`: what is on sale; `false`: what was taken away or marked as deleted in 1C; `all`: both.');

/** A question of yes or no in an address. */
export const YesOrNo = z.enum(['true', 'false']);

const LIMIT = 'This must be a whole number from 1 to 500.';

/** `limit` and `cursor` of every list. */
export const pageQuery = {
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(500, LIMIT)
    .default(100)
    .describe('The most items of a page.'),
  cursor: text(1000).optional().describe('`next` of the page before; with the same other parameters.'),
};

/** What the lists of the catalogue have in common. */
export const catalogueQuery = { ...pageQuery, active: Active, updatedAfter: UpdatedAfter.optional() };

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The `cursor` of the following page; null = this was the last.'),
  });
