import type { z } from 'zod';
import type { Webhook } from '../../store/webhooks/endpoints.js';
import type { Delivery } from '../../store/webhooks/read-deliveries.js';
import type * as schemas from '../schemas/webhook.js';

export function webhookJson(webhook: Webhook): z.input<typeof schemas.Webhook> {
  const { sites, statuses, nodes } = webhook.filter;
  return {
    id: webhook.webhookId,
    url: webhook.url,
    events: [...webhook.events],
    filter: {
      ...(sites && { sites: [...sites] }),
      ...(statuses && { statuses: [...statuses] }),
      ...(nodes && { nodes: [...nodes] }),
    },
    description: webhook.description,
    state: webhook.state,
    failingSince: webhook.failingSince?.toISOString() ?? null,
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  };
}

const ORDER = 'order:';

export function deliveryJson(delivery: Delivery): z.input<typeof schemas.WebhookDelivery> {
  const { messageId, lane } = delivery;
  return {
    id: messageId,
    webhookId: `msg_${messageId}`,
    type: delivery.type,
    order: lane.startsWith(ORDER) ? lane.slice(ORDER.length) : null,
    at: delivery.at.toISOString(),
    state: delivery.state,
    nextAt: delivery.nextAt?.toISOString() ?? null,
    attempts: delivery.attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
  };
}
