import type { Database, Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import { recordAttempt } from '../store/webhooks/attempts.js';
import {
  insertWebhook,
  listWebhooks,
  lockWebhook,
  readWebhook,
  skipToNow,
  updateWebhook,
  type Webhook,
  type WebhookFields,
  type WebhookKey,
} from '../store/webhooks/endpoints.js';
import { keepMessage, requeueMessage } from '../store/webhooks/messages.js';
import { type Delivery, readDelivery } from '../store/webhooks/read-deliveries.js';
import { ORDER_EVENTS, TEST, wants } from './event-names.js';
import { messageBody } from './message-body.js';
import { checkTarget } from './safe-target.js';
import { newSecret, rotated } from './secrets.js';
import { createSender } from './sender.js';

/** What persons do with webhooks. */

const MOST_WEBHOOKS = 50;

/** A webhook with the secret that is shown this once. */
export interface WithSecret {
  readonly webhook: Webhook;
  readonly secret: string;
}

const notFound = (): UzelError =>
  new UzelError('UZ1507', 'There is no such webhook here. GET /v1/webhooks lists them.');

/** The webhook, its row locked. @throws UzelError UZ1507 */
async function locked(tx: Tx, key: WebhookKey): Promise<Webhook> {
  const webhook = await lockWebhook(tx, key);
  if (!webhook) throw notFound();
  return webhook;
}

/**
 * Makes a webhook, which is told of what is committed from now on.
 * @throws UzelError UZ1523 where it leads is not allowed, UZ1524 the shop has as many as it may
 */
export async function makeWebhook(
  { db, config }: Pick<Services, 'db' | 'config'>,
  shopId: string,
  fields: WebhookFields,
): Promise<WithSecret> {
  checkTarget(fields.url, config.WEBHOOK_ALLOW_PRIVATE);
  const secret = newSecret();
  const webhook = await db.transaction(async (tx) => {
    if ((await listWebhooks(tx, shopId)).length >= MOST_WEBHOOKS) {
      throw new UzelError('UZ1524', `A shop has at most ${MOST_WEBHOOKS} webhooks. Remove one that is not used.`);
    }
    return await insertWebhook(tx, shopId, { ...fields, secrets: [{ secret, until: null }] });
  });
  return { webhook, secret };
}

/** What of a webhook is changed; absent = it stays. */
export type WebhookChange = { readonly [Field in keyof WebhookFields]?: WebhookFields[Field] | undefined } & {
  readonly state?: 'active' | 'paused' | undefined;
};

/**
 * Changes a webhook. One that is made active again is told what happened meanwhile, as far back as the log of changes is kept; one that
 * had answered 410 begins anew.
 * @throws UzelError UZ1507, UZ1523
 */
export async function changeWebhook(
  { db, config }: Pick<Services, 'db' | 'config'>,
  key: WebhookKey,
  { url, events, filter, description, state }: WebhookChange,
): Promise<Webhook> {
  if (url !== undefined) checkTarget(url, config.WEBHOOK_ALLOW_PRIVATE);
  return await db.transaction(async (tx) => {
    const before = await locked(tx, key);
    if (before.state === 'gone' && state === 'active') await skipToNow(tx, key);
    await updateWebhook(tx, key, {
      ...(url === undefined ? {} : { url }),
      ...(events === undefined ? {} : { events }),
      ...(filter === undefined ? {} : { filter }),
      ...(description === undefined ? {} : { description }),
      ...(state === undefined ? {} : { state }),
      ...(state === 'active' && before.state !== 'active' ? { failingSince: null } : {}),
      ...(events && !wantsOrders(before.events) && wantsOrders(events) ? { since: new Date() } : {}),
    });
    return await locked(tx, key);
  });
}

/** Puts a new secret in force; messages are signed by the former one as well for a day. @throws UzelError UZ1507 */
export async function rotateSecret(db: Database, key: WebhookKey): Promise<WithSecret> {
  const secret = newSecret();
  const webhook = await db.transaction(async (tx) => {
    const { secrets } = await locked(tx, key);
    await updateWebhook(tx, key, { secrets: rotated(secrets, secret) });
    return await locked(tx, key);
  });
  return { webhook, secret };
}

/**
 * Sends a message that says nothing, at once and past the queue, also to a webhook that is paused.
 * @returns what came of it
 * @throws UzelError UZ1507
 */
export async function testWebhook(
  { db, config }: Pick<Services, 'db' | 'config'>,
  key: WebhookKey,
  stopping: AbortSignal,
): Promise<Delivery> {
  const body = messageBody(TEST, new Date(), { webhook: key.webhookId });
  const { messageId, webhook } = await db.transaction(async (tx) => {
    const found = await locked(tx, key);
    return { webhook: found, messageId: await keepMessage(tx, found, { lane: 'test', type: TEST, body }) };
  });
  const outcome = await createSender(config)({ ...webhook, messageId, body }, stopping);
  await db.transaction(
    async (tx) => await recordAttempt(tx, key, messageId, outcome, outcome.error === null ? 'delivered' : 'failed'),
  );
  const delivery = await readDelivery(db.knex, key, messageId);
  if (!delivery) throw notFound(); // it was removed meanwhile
  return delivery;
}

/**
 * Puts a message into the queue again, whatever became of it; its body and its id stay.
 * @returns null when there is no such message
 * @throws UzelError UZ1507 there is no such webhook
 */
export async function resendMessage(db: Database, key: WebhookKey, messageId: string): Promise<Delivery | null> {
  await db.transaction(async (tx) => {
    await locked(tx, key);
    await requeueMessage(tx, key, messageId);
  });
  return await readDelivery(db.knex, key, messageId);
}

/** @throws UzelError UZ1507 */
export async function mustBe(db: Database, key: WebhookKey): Promise<Webhook> {
  const webhook = await readWebhook(db.knex, key);
  if (!webhook) throw notFound();
  return webhook;
}

const wantsOrders = (events: readonly string[]): boolean => ORDER_EVENTS.some((event) => wants(events, event));
