import { z } from 'zod';
import { filledText, MoneyInput, text } from './primitives.js';

/** Parts that an order has both as it is given and as it is shown. Lengths are what 1C keeps (commerceml.md §4.6). */

export const addressFields = {
  text: text(500).optional().describe('The whole address in one line.'),
  postalCode: text(20).optional(),
  country: text(100).optional(),
  region: text(255).optional(),
  city: text(255).optional(),
  street: text(255).optional(),
  house: text(50).optional(),
  apartment: text(50).optional(),
};

export const customerFields = {
  id: text(80).optional().describe('Id of the customer in the shop: 1C tells customers apart by it.'),
  type: z.enum(['person', 'company']),
  name: filledText(255),
  firstName: text(100).optional(),
  lastName: text(100).optional(),
  middleName: text(100).optional(),
  phone: text(50).optional(),
  email: text(255).optional(),
  taxId: text(20).optional().describe('ИНН, ЄДРПОУ.'),
  taxRegistrationReason: text(20).optional().describe('КПП.'),
};

export const deliveryFields = {
  name: text(255).optional(),
  price: MoneyInput.describe('What the delivery costs: it becomes a line of the order.').optional(),
  trackingNumber: text(100).optional(),
};

export const lineUnit = z.strictObject({
  code: text(20).optional(),
  name: text(50).optional(),
  fullName: text(100).optional(),
});

export const TaxRate = z
  .string()
  .regex(
    /^(none|\d{1,3}(\.\d{1,4})?(\/\d{1,3})?)$/,
    'This must be a rate like "20", a fraction like "20/120", or "none".',
  )
  .meta({ id: 'TaxRate', description: 'A rate in percent (`20`), a fraction (`20/120`), or `none`.', example: '20' });

/** Where an order belongs, and who sees to it. */
export const placeFields = {
  site: text(250).trim().nullable().optional().describe('Which of the shop’s sites it was placed at.'),
  warehouse: text(250).trim().nullable().optional().describe('The shop’s word for the warehouse, or its 1C id.'),
  organisation: text(250).trim().nullable().optional().describe('The shop’s word for the organisation.'),
  responsible: text(50)
    .trim()
    .nullable()
    .optional()
    .describe('Personnel number of the person who is responsible, the same in the shop and in 1C.'),
};

/** What the shop calls a payment, a shipment, or a return. */
export const partKey = filledText(50)
  .trim()
  .describe('Yours, unique in the order: a request that is repeated with the same key does nothing twice.');

/** Own fields of a customer. */
export const ownFieldName = filledText(100);
