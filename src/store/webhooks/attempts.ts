import type { Sql, Tx } from '../../db/open.js';
import type { WebhookKey } from './endpoints.js';
import type { MessageState } from './messages.js';

/** One attempt to deliver a message, as the log of deliveries keeps it. */
export interface Attempt {
  readonly at: Date;
  readonly ms: number;
  /** Of the answer; null = no whole answer came. */
  readonly status: number | null;
  /** Why it failed; null = it was taken. */
  readonly error: string | null;
  /** How the answer begins. */
  readonly answer: string | null;
}

/** An attempt with its number, from 1. */
export interface NumberedAttempt extends Attempt {
  readonly attempt: number;
}

/**
 * Writes an attempt down, and what became of its message. Nothing is written when the webhook was removed meanwhile, or when the attempt
 * failed and the message was delivered or given up meanwhile: by another server that has the database now, or by who took the webhook away.
 * @param state `waiting`: it is tried again
 */
export async function recordAttempt(
  tx: Tx,
  { shopId, webhookId }: WebhookKey,
  messageId: string,
  { at, ms, status, error, answer }: Attempt,
  state: MessageState,
): Promise<void> {
  await tx.raw(
    `with message as (
       update webhook_messages set attempts = attempts + 1, state = :state,
         failures = failures + case when cast(:error as text) is null then 0 else 1 end,
         done_at = case when :state = 'waiting' then null else clock_timestamp() end
       where shop_id = :shopId and webhook_id = :webhookId and message_id = :messageId
         and (state = 'waiting' or :state = 'delivered' or (state = 'failed' and :state = 'failed')) returning *)
     insert into webhook_attempts (shop_id, webhook_id, message_no, attempt, at, ms, status, error, answer)
     select shop_id, webhook_id, message_no, attempts, cast(:at as timestamptz), cast(:ms as int), cast(:status as int),
       cast(:error as text), cast(:answer as text) from message`,
    { shopId, webhookId, messageId, state, at, ms, status, error, answer },
  );
}

/** The attempts at these messages, by the numbers of the messages, in their order. */
export async function readAttempts(
  sql: Sql,
  { shopId, webhookId }: WebhookKey,
  messageNos: readonly string[],
): Promise<ReadonlyMap<string, readonly NumberedAttempt[]>> {
  const byMessage = new Map<string, NumberedAttempt[]>();
  if (messageNos.length === 0) return byMessage;
  const rows: (NumberedAttempt & { messageNo: string })[] = await sql('webhook_attempts')
    .select({ messageNo: 'message_no' }, 'attempt', 'at', 'ms', 'status', 'error', 'answer')
    .where({ shop_id: shopId, webhook_id: webhookId })
    .whereIn('message_no', [...messageNos])
    .orderBy(['message_no', 'attempt']);
  for (const { messageNo, ...attempt } of rows) {
    const known = byMessage.get(messageNo);
    if (known) known.push(attempt);
    else byMessage.set(messageNo, [attempt]);
  }
  return byMessage;
}
