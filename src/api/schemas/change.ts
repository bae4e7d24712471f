import { z } from 'zod';
import type { ChangeType } from '../../store/changes/record-changes.js';
import { Order } from './order.js';
import { filledText, Id, moment, orNull, text } from './primitives.js';

/** Everything that the log of changes tells of. */
export const CHANGE_TYPES = [
  'product',
  'offer',
  'price',
  'stock',
  'group',
  'property',
  'priceType',
  'warehouse',
  'unit',
  'dictionary',
  'dictionaryItem',
  'counterparty',
  'order',
  'file',
  'channel',
] as const satisfies readonly ChangeType[];

const Seq = z
  .int()
  .describe('1, 2, 3… of the shop, in the order in which changes became visible; a number is never given twice.');

export const Change = z
  .object({
    seq: Seq,
    at: moment('When the number was given; it never goes back from one to the next.'),
    type: z
      .enum(CHANGE_TYPES)
      .describe(
        'What changed. `price` and `stock` are those of an offer, whose id they tell; `offer` is what else it says. `channel`: all its prices may be others.',
      ),
    action: z
      .enum(['written', 'removed'])
      .describe(
        '`removed`: it is not on sale any more, or not there. `written`: read it anew; it may be off sale too.',
      ),
    id: Id,
    externalId: z
      .string()
      .nullable()
      .describe(
        'The id in 1C, of a file its path there. Null: 1C has none for it, or the thing is not there any more.',
      ),
    idSpace: z.string().nullable().describe('Where the id of 1C is unique.'),
    exchange: orNull(z.uuid()).describe('The exchange that brought it; null: the shop did it.'),
  })
  .meta({ id: 'Change', description: 'Something changed: what it is now, its own address tells.' });

export const ChangePage = z
  .object({
    items: z.array(Change),
    last: z.int().describe('The `after` of the next request. With `types` it passes over what others changed.'),
    more: z.boolean().describe('Whether there was more than `limit`: ask again at once.'),
  })
  .meta({ id: 'ChangePage' });

export const WRONG_PLACE = 'This must be a number that `last` or `seq` told, or `latest`.';

const After = z.string().regex(/^(\d{1,15}|latest)$/, WRONG_PLACE);

const Types = z
  .string()
  .transform((value, context) => {
    const asked = value.split(',');
    const types = CHANGE_TYPES.filter((type) => asked.includes(type));
    if (asked.some((type) => !types.includes(type as ChangeType))) {
      context.addIssue({ code: 'custom', message: `This must be one of ${CHANGE_TYPES.join(', ')}.` });
    }
    return types;
  })
  .optional()
  .describe('Only changes of these types, by commas: `price,stock`. The numbers of others are passed over.');

const whole = (least: number, most: number) => {
  const message = `This must be a whole number from ${least} to ${most}.`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
};
const seconds = (least: number, most: number) => {
  const message = `This must be a whole number of seconds from ${least} to ${most}.`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
};

export const ChangeQuery = z.strictObject({
  after: After.default('0').describe(
    'Only what has a greater number: `last` of the page before, `Uzel-Seq` of an export; `latest` = what comes from now on.',
  ),
  limit: whole(1, 1000).default(100).describe('The most items of a page.'),
  types: Types,
  wait: seconds(0, 30)
    .default(0)
    .describe('When there is nothing, wait for it so many seconds: the answer comes within a moment of the change.'),
});

export const EventQuery = z.strictObject({
  after: After.default('latest').describe('As of `/v1/changes`; `Last-Event-ID` goes before it.'),
  types: Types,
});

export const EventHeaders = z.object({
  'Last-Event-ID': text(100)
    .optional()
    .describe('The number of the last event that was received: the stream goes on behind it.'),
});

const claimFields = {
  consumer: filledText(100).describe(
    'A name of yours: each has its own place, and gets each changed order. A shop has at most 100; one that did not come for 7 days makes room.',
  ),
  begin: z
    .enum(['oldest', 'latest'])
    .optional()
    .describe(
      'Where a consumer begins that is new, or whose place is kept no more: at the oldest change that is kept (a new one by default), or with what comes from now on.',
    ),
};
const LIMIT = 'Orders at most.';
const LEASE = 'For how many seconds nobody else gets them; afterwards they are given again.';

export const ClaimQuery = z.strictObject({
  ...claimFields,
  limit: whole(1, 500).default(100).describe(LIMIT),
  lease: seconds(1, 3600).default(300).describe(LEASE),
});

export const ClaimInput = ClaimQuery.extend({
  limit: z.int().min(1).max(500).default(100).describe(LIMIT),
  lease: z.int().min(1).max(3600).default(300).describe(LEASE),
}).meta({ id: 'OrderClaimInput' });

export const OrderClaim = z
  .object({
    claim: orNull(z.uuid()).describe(
      'Confirm with it. Null: nothing has changed, or this consumer’s last lot is still out.',
    ),
    items: z
      .array(z.object({ seq: Seq.describe('The last change of this order in the lot.'), order: Order }))
      .describe('Each order once, as it is now, in the order of their last changes.'),
    until: orNull(moment('Until when the lot, or the one that is out, is nobody else’s.')),
  })
  .meta({ id: 'OrderClaim' });

export const AckInput = z.strictObject({ claim: z.uuid().describe('Of the lot that is done.') });

export const OrderAck = z
  .object({ consumer: z.string(), last: z.int().describe('Changes up to this number are done with.') })
  .meta({ id: 'OrderAck' });
