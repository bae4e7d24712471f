import { z } from 'zod';
import { Active, pageOf } from './list.js';
import { filledText, Id, Moment, orNull, text } from './primitives.js';

/** Words that orders carry: statuses, ways to pay, ways to deliver. */

export const Word = z
  .object({
    key: z.string().describe('What an order carries, letter by letter.'),
    name: z.string().describe('For people.'),
    active: z.boolean().describe('False: taken out of use; it stays to be seen.'),
    content: z.record(z.string(), z.unknown()).describe('What else is known of it: name → value.'),
    source: z
      .enum(['ours', '1c', 'orders'])
      .describe('`ours`: the shop gave it by REST; `1c`: a 1C keeps it; `orders`: it only stands in orders.'),
    node: orNull(z.object({ id: Id, name: z.string() })).describe('The 1C that keeps it.'),
    updatedAt: Moment.nullable().describe('When it was written last; null = it only stands in orders.'),
  })
  .meta({ id: 'Word' });

export const WordPage = pageOf(Word).meta({ id: 'WordPage' });

export const WordQuery = z.strictObject({
  active: Active.describe('`true`: what is in use; `false`: what was taken out of use; `all`: both.'),
});

export const WordParams = z.object({ key: filledText(250).describe('The word as orders carry it.') });

export const WordInput = z
  .strictObject({
    name: text(255).optional().describe('For people. Absent: the key.'),
    active: z.boolean().optional().describe('Absent: true.'),
    content: z
      .record(filledText(100), text(1000))
      .optional()
      .describe('What else is known of it: name → text. Absent: nothing.'),
  })
  .meta({ id: 'WordInput', description: 'The whole entry: what is left out is empty afterwards.' });
