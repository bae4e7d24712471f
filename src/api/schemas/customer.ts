import { z } from 'zod';
import { pageOf, pageQuery, UpdatedAfter } from './list.js';
import { filledText, Id, maybeText, moment, orNull } from './primitives.js';

const fields = {
  id: Id,
  externalId: maybeText('The id that the shop, or 1C, knows the customer by.'),
  type: z.enum(['person', 'company']),
  name: z.string(),
  taxId: maybeText('ИНН, ЄДРПОУ: without blanks.'),
  phone: maybeText('As it was written first.'),
  email: maybeText('As it was written first.'),
  node: orNull(z.object({ id: Id, name: z.string() })).describe(
    'The 1C whose document made the customer; null = an order of the shop.',
  ),
  createdAt: moment('When the first order came.'),
  updatedAt: moment('When something that was missing was filled in last.'),
};

export const CustomerHead = z.object(fields).meta({ id: 'CustomerHead' });

export const Customer = z
  .object({
    ...fields,
    orders: z.int().describe('All orders: `GET /v1/orders?customer=`.'),
    openOrders: z.int().describe('Of these, neither shipped nor cancelled nor deleted.'),
    links: z
      .array(
        z.object({
          id: Id,
          name: z.string(),
          matchedBy: z.enum(['id', 'taxId', 'phone', 'email']),
          at: moment('When the likeness was seen.'),
        }),
      )
      .describe('Customers that may be the same: they are linked, never merged.'),
  })
  .meta({ id: 'Customer' });

export const CustomerPage = pageOf(CustomerHead).meta({ id: 'CustomerPage' });

export const CustomerQuery = z.strictObject({
  ...pageQuery,
  updatedAfter: UpdatedAfter.optional(),
  phone: filledText(50)
    .optional()
    .describe('Only customers with this telephone, however it is written (the + is written %2B).'),
  email: filledText(255).optional().describe('Only customers with this e-mail, in any case.'),
  taxId: filledText(20).optional().describe('Only customers with this tax id.'),
});
