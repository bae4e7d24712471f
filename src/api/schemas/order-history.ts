import { z } from 'zod';
import { pageQuery } from './list.js';
import { filledText, Id, maybeText, moment } from './primitives.js';

const LIMIT = 'This must be a whole number of seconds from 1 to 86400.';

export const LockInput = z
  .strictObject({
    seconds: z.int(LIMIT).min(1, LIMIT).max(86_400, LIMIT).describe('How long from now: 1 to 86400.'),
    by: filledText(100)
      .nullable()
      .optional()
      .describe('Who edits the order: the same may prolong the lock, another gets 409. Absent: nobody in particular.'),
  })
  .meta({ id: 'OrderLockInput' });

const HistoryEntry = z
  .object({
    version: z.int().describe('The version that the change made; the first one is the order as it was placed.'),
    at: moment('When it was changed.'),
    source: z.enum(['api', 'cli', 'node']).describe('Who changed it: REST, the command line, or a 1C.'),
    node: maybeText('The name of the node, at that time.'),
    exchange: Id.nullable().describe('The exchange that brought it.'),
    changes: z
      .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
      .describe('Field → what it was and what it became.'),
  })
  .meta({ id: 'OrderHistoryEntry' });

const Conflict = z
  .object({
    id: Id,
    at: moment('When 1C spoke.'),
    node: z.object({ id: Id, name: z.string() }),
    exchange: Id.nullable().describe('The exchange that brought it; null when it is kept no more.'),
    version: z.int().describe('The version of the order when 1C spoke.'),
    group: z.enum(['status', 'payment', 'shipment', 'lines', 'contact']),
    fields: z
      .record(z.string(), z.object({ site: z.unknown(), oneC: z.unknown() }))
      .describe('Field → what the shop had and what 1C said.'),
    rule: z
      .enum(['1c', 'site', 'newest', 'customer-cancelled'])
      .describe('`winners` of the node; `customer-cancelled`: nobody takes back what the customer cancelled.'),
    winner: z.enum(['1c', 'site']),
  })
  .meta({ id: 'OrderConflict', description: 'Fields that the shop and 1C both changed.' });

export const OrderHistory = z
  .object({
    items: z.array(HistoryEntry).describe('Versions, oldest first.'),
    conflicts: z.array(Conflict).describe('What was contested in the versions of this page, oldest first.'),
    next: z.string().nullable().describe('The `cursor` of the following page; null = this was the last.'),
  })
  .meta({ id: 'OrderHistory' });

export const HistoryQuery = z.strictObject({
  limit: pageQuery.limit,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'This cursor does not belong to this list. Begin again without `cursor`.')
    .optional()
    .describe('`next` of the page before.'),
});
