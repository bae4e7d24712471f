import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { ErrorCode } from '../../errors.js';
import type { Json } from '../../records.js';
import type { Feed } from './feeds.js';

/** What can be done with a feed: `files` keeps the pictures and other files of an archive whose XML was unpacked. */
export type JobKind = 'unpack' | 'import' | 'files';

/** The jobs of a node run one at a time in each lane, and the lanes side by side. */
export const LANES = { goods: ['unpack', 'import'], files: ['files'] } as const satisfies Record<
  string,
  readonly JobKind[]
>;
export type Lane = keyof typeof LANES;

/** `stopped`: a person stopped it; what it committed stays. */
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

/** What is to be done with a feed. One job per feed and kind; the jobs of a node run by queuedAt, jobId, one at a time in each lane. */
export interface Job {
  readonly shopId: string;
  readonly jobId: string;
  readonly nodeId: string;
  readonly exchangeId: string;
  readonly feedId: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** What is committed; its content is the affair of who runs the job. */
  readonly checkpoint: Readonly<Record<string, Json>>;
  readonly counts: Readonly<Record<string, number>>;
  /** What and how far, in Russian; of a finished job what was done. */
  readonly progress: string | null;
  readonly errorCode: ErrorCode | null;
  readonly errorText: string | null;
  /** False = fell due by itself. */
  readonly asked: boolean;
  /** A person wants it to stop behind its current step. */
  readonly stopWanted: boolean;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

interface JobKey {
  readonly shopId: string;
  readonly jobId: string;
}

const COLUMNS = `j.shop_id as "shopId", j.job_id as "jobId", j.node_id as "nodeId", j.exchange_id as "exchangeId",
  j.feed_id as "feedId", j.kind, j.state, j.checkpoint, j.counts, j.progress, j.error_code as "errorCode",
  j.error_text as "errorText", j.asked, j.stop_wanted as "stopWanted", j.queued_at as "queuedAt", j.started_at as "startedAt", j.finished_at as "finishedAt"`;

async function selectJobs(sql: Sql, query: string, bindings: Knex.ValueDict): Promise<Job[]> {
  const found = await sql.raw<{ rows: Job[] }>(query, bindings);
  return found.rows;
}

/**
 * Queues what is to be done with a feed, or finds that it was queued before.
 * @param options.behind a job right behind which the new one stands: the entries of an archive go with the archive
 */
export async function queueJob(
  sql: Sql,
  feed: Pick<Feed, 'shopId' | 'feedId' | 'nodeId' | 'exchangeId'>,
  kind: JobKind,
  options: { asked: boolean; behind?: Job },
): Promise<Job> {
  await sql.raw(
    `insert into jobs (shop_id, job_id, node_id, exchange_id, feed_id, kind, asked, queued_at)
     select :shop, :job, :node, :exchange, :feed, :kind, :asked,
       coalesce((select queued_at from jobs where shop_id = :shop and job_id = cast(:behind as uuid)), clock_timestamp())
     on conflict (shop_id, feed_id, kind) do nothing`,
    {
      shop: feed.shopId,
      job: uuid(),
      node: feed.nodeId,
      exchange: feed.exchangeId,
      feed: feed.feedId,
      kind,
      asked: options.asked,
      behind: options.behind?.jobId ?? null,
    },
  );
  const job = await jobOf(sql, feed, kind);
  if (!job) throw new Error(`the ${kind} job of feed ${feed.feedId} is gone`);
  return job;
}

/** The job of a feed, if it was queued ever. */
export async function jobOf(sql: Sql, feed: Pick<Feed, 'shopId' | 'feedId'>, kind: JobKind): Promise<Job | null> {
  const query = `select ${COLUMNS} from jobs j where j.shop_id = :shop and j.feed_id = :feed and j.kind = :kind`;
  const [job] = await selectJobs(sql, query, { shop: feed.shopId, feed: feed.feedId, kind });
  return job ?? null;
}

/** Jobs by their ids, in no order. */
export async function findJobs(sql: Sql, shopId: string, jobIds: readonly string[]): Promise<Job[]> {
  const query = `select ${COLUMNS} from jobs j where j.shop_id = :shop and j.job_id = any(cast(:jobs as uuid[]))`;
  return await selectJobs(sql, query, { shop: shopId, jobs: [...jobIds] });
}

/** What a node has to do next, in a lane or at all: what was begun and not ended, then the first in the queue. */
export async function nextJob(sql: Sql, shopId: string, nodeId: string, lane?: Lane): Promise<Job | null> {
  const query = `select ${COLUMNS} from jobs j
    where j.shop_id = :shop and j.node_id = :node and j.state in ('queued', 'running') and j.kind = any(:kinds)
    order by j.state = 'running' desc, j.queued_at, j.job_id limit 1`;
  const [job] = await selectJobs(sql, query, {
    shop: shopId,
    node: nodeId,
    kinds: lane ? [...LANES[lane]] : Object.values(LANES).flat(),
  });
  return job ?? null;
}

/** How many jobs of its node stand before a queued one; what runs beside it does not. */
export async function jobsBefore(sql: Sql, job: Job): Promise<number> {
  const found = await sql.raw<{ rows: { before: string }[] }>(
    `select count(*) as before from jobs b join jobs j on j.shop_id = b.shop_id and j.node_id = b.node_id
     where j.shop_id = ? and j.job_id = ? and b.job_id <> j.job_id and (b.kind = 'files') = (j.kind = 'files')
       and (b.state = 'running' or (b.state = 'queued' and (b.queued_at, b.job_id) < (j.queued_at, j.job_id)))`,
    [job.shopId, job.jobId],
  );
  return Number(found.rows[0]?.before ?? 0);
}

/** Every node that has something to do. */
export async function nodesWithJobs(sql: Sql): Promise<{ shopId: string; nodeId: string }[]> {
  const found = await sql.raw<{ rows: { shopId: string; nodeId: string }[] }>(
    `select distinct shop_id as "shopId", node_id as "nodeId" from jobs where state in ('queued', 'running')`,
  );
  return found.rows;
}

/** The archives of a node's exchanges of one type that are to be unpacked, in their order. */
export async function openUnpackJobs(
  sql: Sql,
  of: { readonly shopId: string; readonly nodeId: string; readonly type: string },
): Promise<Job[]> {
  const query = `select ${COLUMNS} from jobs j join feeds f on f.shop_id = j.shop_id and f.feed_id = j.feed_id
    where j.shop_id = :shop and j.node_id = :node and j.kind = 'unpack' and j.state in ('queued', 'running') and f.type = :type
    order by j.queued_at, j.job_id`;
  return await selectJobs(sql, query, { shop: of.shopId, node: of.nodeId, type: of.type });
}

/** That an archive `f` was sent anew: under its name, or under another since the client began again. */
const SENT_ANEW = `exists (select from feeds n where n.shop_id = f.shop_id and n.exchange_id = f.exchange_id and n.feed_id > f.feed_id
  and n.content = 'zip' and n.size > 0 and (n.name = f.name or n.generation > f.generation))`;

/**
 * The archives of an exchange whose pictures and other files are not all kept: still to be kept, or failed. In their order. What failed
 * counts no more when the archive was sent anew: done again, it would put its files in the place of the newer ones.
 */
export async function undoneFilesJobs(
  sql: Sql,
  of: { readonly shopId: string; readonly exchangeId: string },
): Promise<Job[]> {
  const query = `select ${COLUMNS} from feeds f
    join jobs j on j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.kind = 'files' and j.state not in ('done', 'stopped')
    where f.shop_id = :shop and f.exchange_id = :exchange and f.content = 'zip' and not (j.state = 'failed' and ${SENT_ANEW})
    order by j.queued_at, j.job_id`;
  return await selectJobs(sql, query, { shop: of.shopId, exchange: of.exchangeId });
}

/** A job begins, or goes on from its checkpoint. Null: it was stopped, or has ended. */
export async function startOpenJob(sql: Sql, key: JobKey): Promise<Job | null> {
  const [job] = await selectJobs(
    sql,
    `update jobs j set state = 'running', started_at = coalesce(j.started_at, now())
     where j.shop_id = :shop and j.job_id = :job and j.state in ('queued', 'running') returning ${COLUMNS}`,
    { shop: key.shopId, job: key.jobId },
  );
  return job ?? null;
}

/** The same for a job that is open. @throws Error when it is not */
export async function startJob(sql: Sql, key: JobKey): Promise<Job> {
  const job = await startOpenJob(sql, key);
  if (!job) throw new Error(`job ${key.jobId} is not open`);
  return job;
}

/** Tells how far a job is. @returns whether a person wants it to stop */
export async function saveProgress(sql: Sql, key: JobKey, text: string): Promise<boolean> {
  const found = await sql.raw<{ rows: { wanted: boolean }[] }>(
    `update jobs set progress = ? where shop_id = ? and job_id = ? and state = 'running' returning stop_wanted as wanted`,
    [text, key.shopId, key.jobId],
  );
  return found.rows[0]?.wanted ?? false;
}

/**
 * Keeps what an import step committed: call it in the step's own transaction.
 * @throws Error when the job does not run: then the step must not commit.
 */
export async function saveCheckpoint(
  tx: Tx,
  key: JobKey,
  checkpoint: Readonly<Record<string, Json>>,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const saved = await tx('jobs')
    .where({ shop_id: key.shopId, job_id: key.jobId, state: 'running' })
    .update({ checkpoint: JSON.stringify(checkpoint), counts: JSON.stringify(counts) });
  if (saved !== 1) throw new Error(`job ${key.jobId} does not run: its step is not kept`);
}

/** A job is done. */
export async function finishJob(
  sql: Sql,
  key: JobKey,
  result: { counts: Readonly<Record<string, number>>; text: string },
): Promise<void> {
  await sql.raw(
    `update jobs set state = 'done', counts = ?::jsonb, progress = ?, error_code = null, error_text = null, finished_at = now()
     where shop_id = ? and job_id = ?`,
    [JSON.stringify(result.counts), result.text, key.shopId, key.jobId],
  );
}

/** A job failed; what it committed stays, and its checkpoint. */
export async function failJob(sql: Sql, key: JobKey, error: { code: ErrorCode; text: string }): Promise<void> {
  await sql.raw(
    `update jobs set state = 'failed', error_code = ?, error_text = ?, finished_at = now() where shop_id = ? and job_id = ?`,
    [error.code, error.text, key.shopId, key.jobId],
  );
}

/** A failed job is asked for again: it goes to the end of the queue and on from its checkpoint. */
export async function requeueJob(sql: Sql, key: JobKey): Promise<void> {
  await sql.raw(
    `update jobs set state = 'queued', asked = true, error_code = null, error_text = null, progress = null,
       queued_at = clock_timestamp(), started_at = null, finished_at = null
     where shop_id = ? and job_id = ? and state = 'failed'`,
    [key.shopId, key.jobId],
  );
}
