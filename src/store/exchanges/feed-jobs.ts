import type { Sql, Tx } from '../../db/open.js';
import type { Feed } from './feeds.js';
import type { Job, JobKind, JobState } from './jobs.js';

/** The jobs of one feed and, of an archive, of the XML in it. */

type FeedKey = Pick<Feed, 'shopId' | 'feedId'>;

/** A job as who looks on sees it. */
export interface FeedJob {
  readonly jobId: string;
  /** Of its file. */
  readonly name: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly progress: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly stopWanted: boolean;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const OF_FEED = `j.shop_id = :shop and j.feed_id in (
  select f.feed_id from feeds f where f.shop_id = :shop and (f.feed_id = :feed or f.parent_feed_id = :feed))`;
/** What a person may stop: the pictures of an archive that was unpacked belong to goods that may be there. */
const STOPPABLE = `${OF_FEED} and j.kind <> 'files'`;

const keys = ({ shopId, feedId }: FeedKey) => ({ shop: shopId, feed: feedId });

/** In the order in which they are done. */
export async function jobsOfFeed(sql: Sql, feed: FeedKey): Promise<FeedJob[]> {
  const found = await sql.raw<{ rows: FeedJob[] }>(
    `select j.job_id as "jobId", n.name, j.kind, j.state, j.progress, j.counts, j.error_code as "errorCode", j.error_text as "errorText",
       j.stop_wanted as "stopWanted", j.queued_at as "queuedAt", j.started_at as "startedAt", j.finished_at as "finishedAt"
     from jobs j join feeds n on n.shop_id = j.shop_id and n.feed_id = j.feed_id where ${OF_FEED} order by j.queued_at, j.job_id`,
    keys(feed),
  );
  return found.rows;
}

/** Asks what runs to stop. @returns the ids of these jobs */
export async function wantStop(tx: Tx, feed: FeedKey): Promise<string[]> {
  const found = await tx.raw<{ rows: { id: string }[] }>(
    `update jobs j set stop_wanted = true where ${STOPPABLE} and j.state = 'running' returning j.job_id as id`,
    keys(feed),
  );
  return found.rows.map(({ id }) => id);
}

/** Whether anything of it was stopped. */
export async function isStopped(tx: Tx, feed: FeedKey): Promise<boolean> {
  const found = await tx.raw<{ rowCount: number }>(
    `select from jobs j where ${STOPPABLE} and j.state = 'stopped' limit 1`,
    keys(feed),
  );
  return found.rowCount > 0;
}

/** What waits never begins. @returns how many jobs */
export async function stopQueued(tx: Tx, feed: FeedKey, text: string): Promise<number> {
  const stopped = await tx.raw<{ rowCount: number }>(
    `update jobs j set state = 'stopped', stop_wanted = true, progress = :text, finished_at = now()
     where ${STOPPABLE} and j.state = 'queued'`,
    { ...keys(feed), text },
  );
  return stopped.rowCount;
}

/**
 * Ends a job that was stopped behind a step.
 * @param textOf what is said of it, by the records that are kept
 * @returns how many records are
 */
export async function stopRunning(
  tx: Tx,
  { shopId, jobId }: Pick<Job, 'shopId' | 'jobId'>,
  textOf: (records: number) => string,
): Promise<number> {
  const job = await tx('jobs')
    .where({ shop_id: shopId, job_id: jobId, state: 'running' })
    .forUpdate()
    .first<{ checkpoint: { records?: number } } | undefined>('checkpoint');
  const records = job?.checkpoint.records ?? 0;
  await tx('jobs')
    .where({ shop_id: shopId, job_id: jobId, state: 'running' })
    .update({ state: 'stopped', progress: textOf(records), finished_at: tx.raw('now()') });
  return records;
}
