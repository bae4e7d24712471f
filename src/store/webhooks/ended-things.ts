import type { Tx } from '../../db/open.js';
import type { Webhook } from './endpoints.js';

/** An exchange that has ended. */
export interface EndedExchange {
  readonly exchangeId: string;
  readonly node: string;
  readonly type: string;
  readonly openedAt: Date;
  readonly endedAt: Date;
}

/** An import that has failed. */
export interface FailedImport {
  readonly jobId: string;
  readonly exchangeId: string;
  readonly feedId: string;
  readonly feed: string;
  readonly node: string;
  readonly code: string | null;
  readonly text: string | null;
  readonly finishedAt: Date;
}

/** Rows become visible some time after the moment that they bear: so far back they are looked for again. */
const LATE = '10 minutes';

/** What a webhook was told of stands in its messages; the lane names the thing. */
const untold = (lane: string): string => `not exists (
  select from webhook_messages m where m.shop_id = :shopId and m.webhook_id = :webhookId and m.lane = ${lane} and m.type = :type)`;

const recent = (column: string): string =>
  `${column} >= greatest(cast(:lookedAt as timestamptz) - interval '${LATE}', cast(:since as timestamptz))`;

/** Lane of what is told of an exchange's end. */
export const exchangeLane = (exchangeId: string): string => `exchange:${exchangeId}`;
/** Lane of what is told of a failed import. */
export const importLane = (jobId: string): string => `import:${jobId}`;

/** Exchanges that have ended and that a webhook was not told of, oldest first. */
export async function endedExchanges(tx: Tx, webhook: Webhook, type: string, limit: number): Promise<EndedExchange[]> {
  const found = await tx.raw<{ rows: EndedExchange[] }>(
    `select e.exchange_id as "exchangeId", n.name as node, e.type, e.opened_at as "openedAt", e.ended_at as "endedAt"
     from exchanges e join nodes n on n.shop_id = e.shop_id and n.node_id = e.node_id
     where e.shop_id = :shopId and ${recent('e.ended_at')} and ${untold("'exchange:' || e.exchange_id")}
     order by e.ended_at limit :limit`,
    bindings(webhook, type, limit),
  );
  return found.rows;
}

/** Imports that have failed and that a webhook was not told of, oldest first. */
export async function failedImports(tx: Tx, webhook: Webhook, type: string, limit: number): Promise<FailedImport[]> {
  const found = await tx.raw<{ rows: FailedImport[] }>(
    `select j.job_id as "jobId", j.exchange_id as "exchangeId", j.feed_id as "feedId", f.name as feed, n.name as node,
       j.error_code as code, j.error_text as text, j.finished_at as "finishedAt"
     from jobs j join nodes n on n.shop_id = j.shop_id and n.node_id = j.node_id
       join feeds f on f.shop_id = j.shop_id and f.feed_id = j.feed_id
     where j.shop_id = :shopId and j.state = 'failed' and ${recent('j.finished_at')} and ${untold("'import:' || j.job_id")}
     order by j.finished_at limit :limit`,
    bindings(webhook, type, limit),
  );
  return found.rows;
}

const bindings = ({ shopId, webhookId, lookedAt, since }: Webhook, type: string, limit: number) => ({
  ...{ shopId, webhookId, lookedAt, since, type, limit },
});
