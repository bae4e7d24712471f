import type { Sql } from '../../db/open.js';
import { type NumberedAttempt, readAttempts } from './attempts.js';
import type { WebhookKey } from './endpoints.js';
import type { MessageState } from './messages.js';

/** A message with what became of it. */
export interface Delivery {
  readonly messageId: string;
  /** Grows with each message of the webhook; whole number as text. */
  readonly messageNo: string;
  readonly lane: string;
  readonly type: string;
  readonly at: Date;
  readonly state: MessageState;
  /** When its lane is sent next; null = it does not wait. */
  readonly nextAt: Date | null;
  readonly attempts: readonly NumberedAttempt[];
  /** Only of one that is asked for alone. */
  readonly body?: string;
}

export interface DeliveryQuery {
  readonly limit: number;
  /** Only messages with a smaller number. */
  readonly before?: string | undefined;
  readonly state?: MessageState | undefined;
  readonly lane?: string | undefined;
}

const COLUMNS = {
  messageId: 'm.message_id',
  messageNo: 'm.message_no',
  lane: 'm.lane',
  type: 'm.type',
  at: 'm.at',
  state: 'm.state',
};

const messages = (sql: Sql, { shopId, webhookId }: WebhookKey) =>
  sql('webhook_messages as m')
    .select(COLUMNS)
    .select(sql.raw(`case when m.state = 'waiting' then l.next_at end as "nextAt"`))
    .leftJoin('webhook_lanes as l', (on) =>
      on.on('l.shop_id', 'm.shop_id').on('l.webhook_id', 'm.webhook_id').on('l.lane', 'm.lane'),
    )
    .where({ 'm.shop_id': shopId, 'm.webhook_id': webhookId });

type Row = Omit<Delivery, 'attempts'>;

/** The messages to a webhook, newest first. */
export async function listDeliveries(sql: Sql, key: WebhookKey, query: DeliveryQuery): Promise<Delivery[]> {
  const found = messages(sql, key).orderBy('m.message_no', 'desc').limit(query.limit);
  if (query.before !== undefined) found.where('m.message_no', '<', query.before);
  if (query.state !== undefined) found.where('m.state', query.state);
  if (query.lane !== undefined) found.where('m.lane', query.lane);
  return await withAttempts(sql, key, (await found) as Row[]);
}

/** One message with its body; null when there is none. */
export async function readDelivery(sql: Sql, key: WebhookKey, messageId: string): Promise<Delivery | null> {
  const rows = await messages(sql, key).select('m.body').where('m.message_id', messageId);
  const [delivery = null] = await withAttempts(sql, key, rows as Row[]);
  return delivery;
}

async function withAttempts(sql: Sql, key: WebhookKey, rows: readonly Row[]): Promise<Delivery[]> {
  const attempts = await readAttempts(
    sql,
    key,
    rows.map(({ messageNo }) => messageNo),
  );
  return rows.map((row) => ({ ...row, attempts: attempts.get(row.messageNo) ?? [] }));
}
