import { z } from 'zod';
import { Id, maybeText, moment } from './primitives.js';

/** What stands on an order of the way between the shop and its 1C. */

export const OrderNotice = z
  .object({
    code: z.string().describe('Stable: programs may rely on it.'),
    text: z.string().describe('What to do, in the language of the shop.'),
  })
  .meta({ id: 'OrderNotice' });

export const OrderRouting = z
  .object({
    by: z
      .enum(['only', 'priority', 'wanted', 'load', 'given', 'born', 'moved', 'none'])
      .describe(
        '`only`: no other node wanted it; `priority`, `wanted`, `load`: how it was chosen of several; `given`: by the request; `born`: it was made in that 1C; `moved`: a person moved it; `none`: nobody wants it.',
      ),
    reason: z.string().describe('In words, in the language of the shop.'),
    at: moment('When it was decided.'),
    candidates: z.array(
      z.object({
        node: z.object({ id: Id, name: z.string() }),
        wants: z.boolean().nullable().describe('Null = it did not mind.'),
        reason: maybeText('As its kind said it.'),
      }),
    ),
  })
  .meta({ id: 'OrderRouting' });
