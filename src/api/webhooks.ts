import { deleteWebhook, listWebhooks } from '../store/webhooks/endpoints.js';
import { changeWebhook, makeWebhook, mustBe, rotateSecret } from '../webhooks/webhook-desk.js';
import { IdParams, jsonRoute, notFound, type Route, silentRoute } from './http/route.js';
import { Webhook, WebhookInput, WebhookList, WebhookPatch, WebhookWithSecret } from './schemas/webhook.js';
import { webhookJson } from './views/webhook.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/webhooks',
    operationId: 'listWebhooks',
    tag: 'Webhooks',
    summary: 'Who is told of changes',
    status: 200,
    reply: WebhookList,
    answer: 'All of them.',
    errors: [],
  },
  async ({ services, shopId }) => ({
    body: { items: (await listWebhooks(services.db.knex, shopId)).map(webhookJson) },
  }),
);

const make = jsonRoute(
  {
    method: 'post',
    path: '/webhooks',
    operationId: 'makeWebhook',
    tag: 'Webhooks',
    summary: 'Has a receiver told of changes',
    description:
      'By the specification of Standard Webhooks. It is told of what happens from now on. At most 50 of a shop. Who repeats the request with the same Idempotency-Key is shown the secret again.',
    body: WebhookInput,
    idempotent: true,
    status: 201,
    reply: WebhookWithSecret,
    answer: 'The webhook with its secret, which is shown this once.',
    answerHeaders: { Location: 'The address of the webhook.' },
    errors: ['UZ1501', 'UZ1523', 'UZ1524'],
  },
  async ({ services, shopId, body }) => {
    const { filter = {}, description = null, url, events } = body;
    const { webhook, secret } = await makeWebhook(services, shopId, { url, events, filter, description });
    const headers = { Location: `/v1/webhooks/${webhook.webhookId}`, 'Cache-Control': 'no-store' };
    return { body: { ...webhookJson(webhook), secret }, headers };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/webhooks/{id}',
    operationId: 'getWebhook',
    tag: 'Webhooks',
    summary: 'One webhook',
    params: IdParams,
    status: 200,
    reply: Webhook,
    answer: 'The webhook, without its secret.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => ({
    body: webhookJson(await mustBe(services.db, { shopId, webhookId: params.id })),
  }),
);

const patch = jsonRoute(
  {
    method: 'patch',
    path: '/webhooks/{id}',
    operationId: 'patchWebhook',
    tag: 'Webhooks',
    summary: 'Changes, pauses or revives a webhook',
    description: 'What waits in its queue goes to the new address.',
    params: IdParams,
    body: WebhookPatch,
    idempotent: true,
    status: 200,
    reply: Webhook,
    answer: 'The webhook as it is now.',
    errors: ['UZ1501', 'UZ1507', 'UZ1523'],
  },
  async ({ services, shopId, params, body }) => ({
    body: webhookJson(await changeWebhook(services, { shopId, webhookId: params.id }, body)),
  }),
);

const remove = silentRoute(
  {
    method: 'delete',
    path: '/webhooks/{id}',
    operationId: 'deleteWebhook',
    tag: 'Webhooks',
    summary: 'Removes a webhook with its queue and its log',
    params: IdParams,
    idempotent: true,
    status: 204,
    answer: 'It is gone.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    if (!(await deleteWebhook(services.db.knex, { shopId, webhookId: params.id }))) throw notFound(params.id);
  },
);

const rotate = jsonRoute(
  {
    method: 'post',
    path: '/webhooks/{id}/rotate',
    operationId: 'rotateWebhookSecret',
    tag: 'Webhooks',
    summary: 'Gives a webhook a new secret',
    description: 'Messages are signed by the former secret as well for 24 hours.',
    params: IdParams,
    idempotent: true,
    status: 200,
    reply: WebhookWithSecret,
    answer: 'The webhook with its new secret, which is shown this once.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const { webhook, secret } = await rotateSecret(services.db, { shopId, webhookId: params.id });
    return { body: { ...webhookJson(webhook), secret }, headers: { 'Cache-Control': 'no-store' } };
  },
);

export const webhookRoutes: readonly Route[] = [list, make, one, patch, remove, rotate];
