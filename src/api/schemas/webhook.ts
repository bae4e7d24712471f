import { z } from 'zod';
import { EVENT_PATTERNS } from '../../webhooks/event-names.js';
import { pageOf, pageQuery } from './list.js';
import { filledText, Id, maybeText, moment, text } from './primitives.js';

/** Webhooks, and what was sent to them. */

const wordList = z.array(filledText(255)).min(1, 'Name one at least, or leave this out.').max(100, 'Name at most 100.');

const OrderFilter = z
  .strictObject({
    sites: wordList.optional().describe('Only orders of these sites.'),
    statuses: wordList.optional().describe('Only orders that are in one of these statuses when they are told.'),
    nodes: z
      .array(z.uuid())
      .min(1, 'Name one at least, or leave this out.')
      .max(100, 'Name at most 100.')
      .optional()
      .describe('Only orders of these nodes: our ids.'),
  })
  .meta({ id: 'WebhookFilter', description: 'Which orders it is told of; each that is said must hold.' });

const fields = {
  url: text(2000).describe(
    'Where messages are sent by POST: https, into the public network (see WEBHOOK_ALLOW_PRIVATE).',
  ),
  events: z
    .array(z.enum(EVENT_PATTERNS as [string, ...string[]]))
    .min(1, 'Name an event at least.')
    .max(EVENT_PATTERNS.length)
    .describe('What it is told of: `*` = all, `order.*` = all of orders.'),
  filter: OrderFilter.optional().describe('Absent: all orders.'),
  description: text(1000).nullable().optional().describe('For people.'),
};

/** Body of POST /v1/webhooks. */
export const WebhookInput = z.strictObject(fields).meta({ id: 'WebhookInput' });

/** Body of PATCH /v1/webhooks/{id}. */
export const WebhookPatch = z
  .strictObject({
    ...fields,
    state: z
      .enum(['active', 'paused'])
      .describe(
        '`active` also ends `failing` and `gone`: what happened meanwhile is told then; after `gone` it begins anew.',
      ),
  })
  .partial()
  .meta({ id: 'WebhookPatch', description: 'What is left out stays; it holds for what happens from now on.' });

const shown = {
  id: Id,
  url: z.string(),
  events: z.array(z.string()),
  filter: z.object({
    sites: z.array(z.string()).optional(),
    statuses: z.array(z.string()).optional(),
    nodes: z.array(Id).optional(),
  }),
  description: maybeText('For people.'),
  state: z
    .enum(['active', 'paused', 'gone', 'failing'])
    .describe(
      '`gone`: it answered 410; `failing`: it took nothing for five days. Only an active one is sent anything.',
    ),
  failingSince: moment('No message was taken since; null = the last one was.').nullable(),
  createdAt: moment('When it was made.'),
  updatedAt: moment('When it was changed last.'),
};

export const Webhook = z.object(shown).meta({ id: 'Webhook' });

export const WebhookWithSecret = z
  .object({
    ...shown,
    secret: z
      .string()
      .describe('What messages are signed by, `whsec_…`: shown this once. Keep it, and check each message with it.'),
  })
  .meta({ id: 'WebhookWithSecret' });

export const WebhookList = z
  .object({ items: z.array(Webhook) })
  .meta({ id: 'WebhookList', description: 'All webhooks, oldest first.' });

const Attempt = z
  .object({
    attempt: z.int().describe('From 1.'),
    at: moment('When it began.'),
    ms: z.int().describe('How long it took.'),
    status: z.int().nullable().describe('Of the answer; null = no whole answer came.'),
    error: maybeText('Why it failed; null = it was taken.'),
    answer: maybeText('How the answer begins: 4 KB at most.'),
  })
  .meta({ id: 'WebhookAttempt' });

const delivery = {
  id: Id,
  webhookId: z.string().describe('The header `webhook-id`: the same at each attempt.'),
  type: z.string(),
  order: Id.nullable().describe('The order that it tells of.'),
  at: moment('When it was put into the queue.'),
  state: z.enum(['waiting', 'delivered', 'failed']).describe('`failed`: it is not tried again by itself.'),
  nextAt: moment('When its order, or the goods, are sent next; null = it does not wait.').nullable(),
  attempts: z.array(Attempt),
};

export const WebhookDelivery = z.object(delivery).meta({ id: 'WebhookDelivery' });

export const WebhookDeliveryWithBody = z
  .object({ ...delivery, body: z.string().describe('Exactly as it is signed and sent: JSON.') })
  .meta({ id: 'WebhookDeliveryWithBody' });

export const WebhookDeliveryPage = pageOf(WebhookDelivery).meta({ id: 'WebhookDeliveryPage' });

export const WebhookDeliveryQuery = z.strictObject({
  limit: pageQuery.limit,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'This cursor does not belong to this list. Begin again without `cursor`.')
    .optional()
    .describe('`next` of the page before.'),
  state: delivery.state.optional(),
  order: z.uuid().optional().describe('Only what tells of this order.'),
});
