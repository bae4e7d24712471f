import { z } from 'zod';
import { partKey } from './order-parts.js';
import { filledText, Id, MomentInput, MoneyInput, maybeText, orNull, QuantityInput, text } from './primitives.js';

/** What is done with an order, one thing at a time. */

export const OrderCancellation = z
  .strictObject({ by: z.enum(['customer', 'shop']).optional().describe('Absent: the shop.') })
  .meta({ id: 'OrderCancellation' });

export const OrderComment = z
  .strictObject({ comment: text(3000).nullable().describe('Null takes it away.') })
  .meta({ id: 'OrderComment' });

export const PaymentAction = z
  .strictObject({
    key: partKey,
    amount: MoneyInput,
    name: text(255).optional().describe('How it was paid: see `GET /v1/payment-methods`.'),
    paidAt: MomentInput.optional().describe('Absent: now.'),
    number: text(50).optional(),
  })
  .meta({ id: 'PaymentAction' });

const lines = z
  .array(
    z
      .strictObject({ lineNo: z.int().min(1, 'Lines are numbered from 1.'), quantity: QuantityInput })
      .meta({ id: 'LinePartInput' }),
  )
  .min(1, 'Name a line at least, or leave this out.')
  .max(5000, 'An order has at most 5,000 lines.')
  .refine((all) => new Set(all.map(({ lineNo }) => lineNo)).size === all.length, 'Name each line once.');

export const ShipmentAction = z
  .strictObject({
    key: partKey,
    lines: lines.optional().describe('Absent: all that is left.'),
    shippedAt: MomentInput.optional().describe('Absent: now.'),
    trackingNumber: text(100).optional().describe('Becomes that of the delivery, which 1C gets.'),
    comment: text(1000).optional(),
  })
  .meta({ id: 'ShipmentAction' });

export const ReturnAction = z
  .strictObject({
    key: partKey,
    lines: lines.optional().describe('Absent: all that was shipped and has not come back.'),
    returnedAt: MomentInput.optional().describe('Absent: now.'),
    amount: MoneyInput.optional().describe('What was paid back.'),
    reason: text(1000).optional(),
  })
  .meta({ id: 'ReturnAction' });

export const PartParams = z.object({ id: z.uuid().describe('Our id of the order.'), key: partKey });

export const BulkStatus = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          order: filledText(50).describe('Our id of the order, or its number.'),
          status: text(255).nullable(),
          ifVersion: z.int().min(1, 'Versions are numbered from 1.').optional().describe('Another one → UZ1506.'),
        }),
      )
      .min(1, 'Name an order at least.')
      .max(500, 'At most 500 orders at a time.'),
  })
  .meta({ id: 'BulkStatus' });

export const BulkStatusAnswer = z
  .object({
    items: z.array(
      z.object({
        order: z.string().describe('As the request names it.'),
        id: orNull(Id).describe('Null = there is no such order.'),
        version: z.int().nullable().describe('Of the order as it is now; null = nothing was changed, see `problem`.'),
        problem: orNull(z.object({ code: z.string(), title: z.string(), detail: maybeText('What to do.') })),
      }),
    ),
  })
  .meta({ id: 'BulkStatusAnswer' });
