import { z } from 'zod';
import { pageOf } from './list.js';
import { OrderDocument } from './order-documents.js';
import { Id, moment } from './primitives.js';

const { id, operation } = OrderDocument.shape;

export const KeptDocument = z
  .object({
    id,
    isOrder: z
      .boolean()
      .describe('Whether it is the document of the order itself, not one that 1C made for the order.'),
    operation,
    node: z.object({ id: Id, name: z.string() }).describe('Whose 1C sent it.'),
    content: z
      .record(z.string(), z.unknown())
      .describe(
        'All that 1C said, in the words of Uzel: `counterparties`, `lines`, `requisites`, `taxes`, `fate` (what becomes of the order) …; what has no word here is in `extra`, as 1C wrote it. Of the order’s own document each member is as 1C said it last.',
      ),
    updatedAt: moment('When 1C said something new of it last.'),
  })
  .meta({ id: 'KeptDocument', description: 'A document of 1C that is kept with the order, whole.' });

export const KeptDocumentPage = pageOf(KeptDocument).meta({ id: 'KeptDocumentPage' });
