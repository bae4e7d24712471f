import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../../db/open.js';
import { moveOn, type Webhook, type WebhookKey } from './endpoints.js';

export type MessageState = 'waiting' | 'delivered' | 'failed';

/** A message as it is put into the queue. */
export interface NewMessage {
  /** Messages of one lane are sent one after the other, in their order. */
  readonly lane: string;
  readonly type: string;
  /** JSON: the very bytes that are signed and sent. */
  readonly body: string;
}

/** More than these do not wait for one webhook: the rest stays in the log of changes, which is a queue itself. */
const MOST_WAITING = 10_000;

/** Whether so much waits for a webhook that it is told nothing further for now. */
export async function isFull(tx: Tx, { shopId, webhookId }: WebhookKey): Promise<boolean> {
  const found = await tx.raw<{ rows: unknown[] }>(
    `select 1 from webhook_messages where shop_id = ? and webhook_id = ? and state = 'waiting' offset ${MOST_WAITING - 1} limit 1`,
    [shopId, webhookId],
  );
  return found.rows.length > 0;
}

/**
 * Puts messages into the queue of a webhook whose row is locked, and notes how far it is told; both or nothing.
 * @param to what is told by that
 */
export async function queueMessages(
  tx: Tx,
  webhook: Webhook,
  messages: readonly NewMessage[],
  to: { readonly afterNo?: number; readonly lookedAt?: Date },
): Promise<void> {
  if (messages.length > 0) {
    await insertMessages(tx, webhook, messages, 'waiting');
    await dueNow(tx, webhook, [...new Set(messages.map(({ lane }) => lane))]);
  }
  await moveOn(tx, webhook, { ...to, lastNo: webhook.lastNo + messages.length });
}

/** Keeps a message that is sent at once by who called, beside the queue: failed, until its attempt says otherwise. */
export async function keepMessage(tx: Tx, webhook: Webhook, message: NewMessage): Promise<string> {
  const [messageId = ''] = await insertMessages(tx, webhook, [message], 'failed');
  await moveOn(tx, webhook, { lastNo: webhook.lastNo + 1 });
  return messageId;
}

async function insertMessages(
  tx: Tx,
  { shopId, webhookId, lastNo }: Webhook,
  messages: readonly NewMessage[],
  state: MessageState,
): Promise<string[]> {
  const ids = messages.map(() => uuid());
  await tx.raw(
    `insert into webhook_messages (shop_id, webhook_id, message_no, message_id, lane, type, body, state, done_at)
     select :shop, cast(:webhook as uuid), :last + place, id, lane, type, body, :state,
       case when :state = 'waiting' then null else now() end
     from unnest(cast(:ids as uuid[]), cast(:lanes as text[]), cast(:types as text[]), cast(:bodies as text[]))
       with ordinality as m(id, lane, type, body, place)`,
    {
      ...{ shop: shopId, webhook: webhookId, last: lastNo, state, ids },
      lanes: messages.map(({ lane }) => lane),
      types: messages.map(({ type }) => type),
      bodies: messages.map(({ body }) => body),
    } as unknown as Knex.ValueDict,
  );
  return ids;
}

/**
 * Lets lanes with new messages be sent. One that is there keeps its time: its first message waits to be tried again. It is touched all
 * the same, so that whoever is about to remove it as empty sees the new messages.
 */
async function dueNow(tx: Tx, { shopId, webhookId }: WebhookKey, lanes: readonly string[]): Promise<void> {
  await tx.raw(
    `insert into webhook_lanes (shop_id, webhook_id, lane, next_at)
     select :shop, cast(:webhook as uuid), lane, now() from unnest(cast(:lanes as text[])) as lane order by lane
     on conflict (shop_id, webhook_id, lane) do update set next_at = webhook_lanes.next_at`,
    { shop: shopId, webhook: webhookId, lanes: [...lanes] } as unknown as Knex.ValueDict,
  );
}

/**
 * Puts a message into the queue again, whatever became of it: it is sent before later ones of its lane, at once.
 * @param webhook its row is locked
 * @returns whether there is such a message
 */
export async function requeueMessage(tx: Tx, { shopId, webhookId }: WebhookKey, messageId: string): Promise<boolean> {
  const key = { shop_id: shopId, webhook_id: webhookId };
  const changed: { lane: string }[] = await tx('webhook_messages')
    .where({ ...key, message_id: messageId })
    .update({ state: 'waiting', failures: 0, done_at: null })
    .returning('lane');
  const lane = changed[0]?.lane;
  if (lane === undefined) return false;
  await tx('webhook_lanes')
    .insert({ ...key, lane, next_at: tx.fn.now() })
    .onConflict(['shop_id', 'webhook_id', 'lane'])
    .merge(['next_at']);
  return true;
}

/** Gives up all that waits for a webhook that wants nothing any more. @param webhook its row is locked */
export async function giveUpAll(tx: Tx, { shopId, webhookId }: WebhookKey): Promise<void> {
  const key = { shop_id: shopId, webhook_id: webhookId };
  await tx('webhook_messages')
    .where({ ...key, state: 'waiting' })
    .update({ state: 'failed', done_at: tx.fn.now() });
  await tx('webhook_lanes').where(key).delete();
}
