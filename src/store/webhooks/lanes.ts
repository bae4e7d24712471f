import type { Sql, Tx } from '../../db/open.js';
import type { Secret, WebhookKey } from './endpoints.js';

/** Messages to one webhook that are sent one after the other. */
export interface Lane extends WebhookKey {
  readonly lane: string;
}

/** The message of a lane that is to be sent next, and where to. */
export interface Head {
  readonly messageId: string;
  readonly messageNo: string;
  readonly type: string;
  readonly body: string;
  readonly at: Date;
  /** Since it was put into the queue. */
  readonly failures: number;
  readonly url: string;
  readonly secrets: readonly Secret[];
  readonly failingSince: Date | null;
}

/** A lane whose time has come. */
export interface DueLane extends Lane {
  /** The webhook did not take what it was sent last. */
  readonly failing: boolean;
}

/** Lanes of active webhooks whose time has come, the longest due first, at most so many of each webhook. */
export async function dueLanes(sql: Sql, ofEach: number): Promise<DueLane[]> {
  const found = await sql.raw<{ rows: DueLane[] }>(
    `select l.shop_id as "shopId", l.webhook_id as "webhookId", l.lane, w.failing_since is not null as failing
     from webhooks w cross join lateral (
       select * from webhook_lanes d where d.shop_id = w.shop_id and d.webhook_id = w.webhook_id and d.next_at <= now()
       order by d.next_at limit ?) l
     where w.state = 'active' order by l.next_at`,
    [ofEach],
  );
  return found.rows;
}

/** The first message that waits in a lane of an active webhook; null = nothing is to be sent. */
export async function headOf(sql: Sql, { shopId, webhookId, lane }: Lane): Promise<Head | null> {
  const found = await sql.raw<{ rows: Head[] }>(
    `select m.message_id as "messageId", m.message_no as "messageNo", m.type, m.body, m.at, m.failures, w.url, w.secrets,
       w.failing_since as "failingSince"
     from webhooks w join webhook_messages m on m.shop_id = w.shop_id and m.webhook_id = w.webhook_id
     where w.shop_id = ? and w.webhook_id = ? and w.state = 'active' and m.lane = ? and m.state = 'waiting'
     order by m.message_no limit 1`,
    [shopId, webhookId, lane],
  );
  return found.rows[0] ?? null;
}

/** Notes when the first message of a lane is tried again. */
export async function postponeLane(tx: Tx, { shopId, webhookId, lane }: Lane, delayMs: number): Promise<void> {
  await tx('webhook_lanes')
    .where({ shop_id: shopId, webhook_id: webhookId, lane })
    .update({ next_at: tx.raw('clock_timestamp() + make_interval(secs => ?)', [delayMs / 1000]) });
}

/**
 * Removes a lane in which nothing waits. It is locked first, by a statement of its own: who is just putting a message into it holds that
 * lock, and what it wrote is seen by the next statement only.
 */
export async function removeEmptyLane(tx: Tx, { shopId, webhookId, lane }: Lane): Promise<void> {
  const key = [shopId, webhookId, lane];
  await tx.raw('select 1 from webhook_lanes where shop_id = ? and webhook_id = ? and lane = ? for update', key);
  await tx.raw(
    `delete from webhook_lanes l where shop_id = ? and webhook_id = ? and lane = ? and not exists (
       select from webhook_messages m
       where m.shop_id = l.shop_id and m.webhook_id = l.webhook_id and m.lane = l.lane and m.state = 'waiting')`,
    key,
  );
}
