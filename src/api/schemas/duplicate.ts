import { z } from 'zod';
import { pageOf, pageQuery } from './list.js';
import { filledText, Id, moment } from './primitives.js';

const State = z
  .enum(['ignored', 'linked', 'open', 'same', 'different'])
  .describe(
    '`ignored`, `linked`: by the shop’s setting `duplicates`; `open`: somebody must decide; `same`, `different`: somebody has decided.',
  );

const node = (what: string) => z.object({ id: Id, name: z.string() }).describe(what);

export const Duplicate = z
  .object({
    id: Id,
    order: z
      .object({ id: Id, number: z.string(), owner: node('Whose order it is.').nullable() })
      .describe('The order that the document was taken for.'),
    node: node('Whose 1C sent the document as well.'),
    recognisedBy: z
      .enum(['id', 'facts', 'number'])
      .describe(
        '`id`: by its id; `facts`: by number, date, sum and customer; `number`: by the number and what goes with it.',
      ),
    state: State,
    content: z
      .record(z.string(), z.unknown())
      .describe('The document as it came last, in the words of Uzel, like those of `GET /v1/orders/{id}/documents`.'),
    at: moment('When it came first.'),
    decidedAt: moment('When it was decided; null = nobody has.').nullable(),
  })
  .meta({
    id: 'Duplicate',
    description: 'A document of 1C that was taken for one of an order that belongs to another node.',
  });

export const DuplicatePage = pageOf(Duplicate).meta({ id: 'DuplicatePage' });

export const DuplicateQuery = z.strictObject({
  state: State.optional(),
  node: filledText(100).optional().describe('Only those of this node: its id or name.'),
  ...pageQuery,
});

export const DecisionInput = z
  .strictObject({
    decision: z
      .enum(['same', 'different'])
      .describe('`same`: it stays linked to the order; `different`: an order of its own is made of it at once.'),
  })
  .meta({ id: 'DecisionInput', description: 'Whether a document is the order that it was taken for.' });
