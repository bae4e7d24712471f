import { z } from 'zod';
import { listDeliveries, readDelivery } from '../store/webhooks/read-deliveries.js';
import { orderLane } from '../webhooks/order-events.js';
import { mustBe, resendMessage, testWebhook } from '../webhooks/webhook-desk.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import {
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookDeliveryQuery,
  WebhookDeliveryWithBody,
} from './schemas/webhook.js';
import { deliveryJson } from './views/webhook.js';

const DeliveryParams = IdParams.extend({ delivery: z.uuid().describe('Our id of the delivery.') });

const test = jsonRoute(
  {
    method: 'post',
    path: '/webhooks/{id}/test',
    operationId: 'testWebhook',
    tag: 'Webhooks',
    summary: 'Sends a message of the type `webhook.test` at once, also when the webhook is paused',
    description: 'Answers when the receiver has, or WEBHOOK_TIMEOUT_SECONDS have passed.',
    params: IdParams,
    status: 200,
    reply: WebhookDelivery,
    answer: 'What came of it: `state` is `delivered` or `failed`.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params, parts }) => ({
    body: deliveryJson(await testWebhook(services, { shopId, webhookId: params.id }, parts.closing)),
  }),
);

const list = jsonRoute(
  {
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    operationId: 'listWebhookDeliveries',
    tag: 'Webhooks',
    summary: 'What was sent to a webhook and what it answered, newest first',
    params: IdParams,
    query: WebhookDeliveryQuery,
    status: 200,
    reply: WebhookDeliveryPage,
    answer: 'One page. What is done with is kept for RETENTION_DAYS.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const key = { shopId, webhookId: params.id };
    await mustBe(services.db, key);
    const found = await listDeliveries(services.db.knex, key, {
      limit: query.limit + 1,
      before: query.cursor,
      state: query.state,
      lane: query.order && orderLane(query.order.toLowerCase()),
    });
    const items = found.slice(0, query.limit);
    const next = found.length > query.limit ? (items.at(-1)?.messageNo ?? null) : null;
    return { body: { items: items.map(deliveryJson), next } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/webhooks/{id}/deliveries/{delivery}',
    operationId: 'getWebhookDelivery',
    tag: 'Webhooks',
    summary: 'One message with its body',
    params: DeliveryParams,
    status: 200,
    reply: WebhookDeliveryWithBody,
    answer: 'The message, and what came of it.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const found = await readDelivery(services.db.knex, { shopId, webhookId: params.id }, params.delivery);
    if (!found) throw notFound(params.delivery);
    return { body: { ...deliveryJson(found), body: found.body ?? '' } };
  },
);

const resend = jsonRoute(
  {
    method: 'post',
    path: '/webhooks/{id}/deliveries/{delivery}/resend',
    operationId: 'resendWebhookDelivery',
    tag: 'Webhooks',
    summary: 'Sends a message once more, whatever became of it',
    description:
      'With the same `webhook-id`, before what waits for the same order. The webhook must be active to be sent it.',
    params: DeliveryParams,
    idempotent: true,
    status: 202,
    reply: WebhookDelivery,
    answer: 'It waits to be sent.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const delivery = await resendMessage(services.db, { shopId, webhookId: params.id }, params.delivery);
    if (!delivery) throw notFound(params.delivery);
    return { body: deliveryJson(delivery) };
  },
);

export const webhookDeliveryRoutes: readonly Route[] = [test, list, one, resend];
