import { z } from 'zod';
import { Decimal, maybeText, moment, orNull } from './primitives.js';

/** What 1C tells of an order beside the order itself. */

export const OrderDocument = z
  .object({
    id: maybeText('Id of the document in 1C.'),
    operation: z
      .enum(['order', 'shipment', 'payment', 'return', 'refund', 'invoice', 'other'])
      .describe('What it is, in whatever language 1C says so.'),
    name: z.string().describe('`ХозОперация` as 1C writes it.'),
    number: z.string().describe('As 1C sends it; empty when it does not.'),
    date: maybeText('`2026-01-31`, without a zone.'),
    time: maybeText('`10:00:00`, without a zone.'),
    amount: orNull(Decimal),
    currency: maybeText('In ISO 4217 where that is known.'),
    oneCNumber: maybeText('Its number in 1C, when it has another one.'),
    oneCDate: maybeText('Its date in 1C.'),
    posted: z.boolean().nullable().describe('Проведён.'),
    cancelled: z.boolean(),
    deleted: z.boolean().describe('Marked as deleted in 1C.'),
    updatedAt: moment('When 1C said something new of it last.'),
  })
  .meta({ id: 'OrderDocument', description: 'A payment, shipment, return … that 1C made for the order.' });

export const OneCPayment = z
  .object({
    number: maybeText('Number of its document.'),
    transaction: maybeText('Number of the transaction.'),
    date: maybeText('`2026-01-31`, with the time when 1C says it; without a zone.'),
    amount: orNull(Decimal),
    method: maybeText('Name of the way of payment.'),
    methodId: maybeText('Its id.'),
    ofShop: z.boolean().describe('Whether it is one of the order’s `payments`, too: then do not count it twice.'),
  })
  .meta({ id: 'OneCPayment' });
