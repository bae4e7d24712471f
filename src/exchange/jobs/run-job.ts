import { ping } from '../../db/ping.js';
import { toUzelError, UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { voidRunsOf } from '../../store/catalogue/void-runs.js';
import { stopQueued, stopRunning } from '../../store/exchanges/feed-jobs.js';
import { type Feed, findFeed, setFeedHash } from '../../store/exchanges/feeds.js';
import { failJob, finishJob, type Job, type JobKind, startOpenJob } from '../../store/exchanges/jobs.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { takeArrivedHash } from '../feeds/arriving-hashes.js';
import { hashBlob } from '../feeds/blob-bytes.js';
import { keepArchiveFiles } from '../feeds/keep-archive-files.js';
import { unpackArchive } from '../feeds/unpack.js';
import { stoppedText } from './import-texts.js';
import type { ProgressBoard } from './job-progress.js';
import type { ImportStep, JobOutcome, JobTools } from './job-step.js';

/** How often an unexpected error (not of the database's absence) is tried again before the job fails. */
const ATTEMPTS = 4;

/** What the journal calls the end of a job. */
const CODES: Readonly<Record<JobKind, { readonly done: string; readonly failed: string }>> = {
  unpack: { done: 'unpack-done', failed: 'unpack-failed' },
  import: { done: 'import-done', failed: 'import-failed' },
  files: { done: 'archive-files-done', failed: 'archive-files-failed' },
};

/**
 * Does one job: unpack, import, or the files of an archive. Its end is written with its journal entry in one transaction. A refusal (an UzelError) fails the
 * job at once; an error that says nothing about the feed is thrown while it is worth another try.
 */
export function createJobWork(
  services: Services,
  steps: { import: ImportStep },
  board: ProgressBoard,
): (job: Job, stopping: () => boolean) => Promise<void> {
  const { db, log } = services;
  const failures = new Map<string, number>();

  async function perform(job: Job, feed: Feed, tools: JobTools): Promise<JobOutcome> {
    if (feed.state === 'expired') {
      throw new UzelError('UZ1201', `Файл «${feed.name}» уже удалён по сроку хранения. Повторите обмен.`);
    }
    if (job.kind === 'unpack') return await unpackArchive(services, job, feed, tools);
    if (job.kind === 'files') return await keepArchiveFiles(services, job, feed, tools);
    if (feed.sha256) return await steps.import(job, feed, tools);
    // Both have ended before the job has: who tries it again must not find the first import still at work.
    const [imported, hashed] = await Promise.allSettled([steps.import(job, feed, tools), keepHash(feed)]);
    if (imported.status === 'rejected') throw imported.reason;
    if (hashed.status === 'rejected') throw hashed.reason;
    return imported.value;
  }

  /** While the feed is imported: only who asks for the evidence later needs it. */
  async function keepHash(feed: Feed): Promise<void> {
    const sha256 = takeArrivedHash(feed) ?? (await hashBlob(services.blobs, feed.storedAs));
    await setFeedHash(db.knex, feed, sha256);
  }

  async function finish(
    job: Job,
    feed: Feed,
    outcome: Extract<JobOutcome, { state: 'done' }>,
    stopWanted: boolean,
  ): Promise<void> {
    const { counts, text, commit } = outcome;
    await db.transaction(async (tx) => {
      await commit?.(tx);
      // Who stopped an archive that was all but unpacked wants none of its files.
      if (stopWanted && job.kind === 'unpack') await stopQueued(tx, feed, stoppedText(null));
      await finishJob(tx, job, { counts, text });
      await addJournal(tx, {
        ...aboutFeed(feed),
        severity: 'info',
        code: CODES[job.kind].done,
        message: text.includes(feed.name) ? text : `${feed.name}: ${text}`,
        detail: counts,
      });
    });
  }

  /** A person stopped it: what its full run has not seen must not be taken for gone. */
  async function endStopped(job: Job, feed: Feed): Promise<void> {
    await db.transaction(async (tx) => {
      const records = await stopRunning(tx, job, stoppedText);
      await voidRunsOf(tx, job);
      await addJournal(tx, {
        ...aboutFeed(feed),
        severity: 'warning',
        code: 'import-stopped',
        message: `${feed.name}: ${stoppedText(records)}`,
        detail: { records },
      });
    });
  }

  async function fail(job: Job, feed: Feed, error: UzelError): Promise<void> {
    log.error({ err: error, detail: error.detail, job: job.jobId, feed: feed.feedId, file: feed.name }, 'a job failed');
    const text = error.publicMessage.includes(feed.name) ? error.publicMessage : `${feed.name}: ${error.publicMessage}`;
    await db.transaction(async (tx) => {
      await failJob(tx, job, { code: error.code, text });
      await addJournal(tx, {
        ...aboutFeed(feed),
        severity: 'error',
        code: CODES[job.kind].failed,
        message: text,
        detail: { code: error.code },
      });
    });
  }

  /** @throws the error itself while another try is worth it */
  async function judge(job: Job, error: unknown): Promise<UzelError> {
    if (error instanceof UzelError && error.code !== 'UZ1601' && error.code !== 'UZ1999') return error;
    await ping(db); // without a database there is nothing to count: the job waits for it
    const count = (failures.get(job.jobId) ?? 0) + 1;
    failures.set(job.jobId, count);
    if (count < ATTEMPTS) throw error;
    return new UzelError(
      'UZ1205',
      'Загрузка прервана внутренней ошибкой сервера. Повторите обмен; если ошибка останется, посмотрите журнал сервера.',
      { cause: error, detail: toUzelError(error).detail },
    );
  }

  return async (queued, stopping) => {
    const job = await startOpenJob(db.knex, queued);
    if (!job) return; // a person stopped it before it began
    const feed = await findFeed(db.knex, job.shopId, job.feedId);
    if (!feed) throw new Error(`feed ${job.feedId} of job ${job.jobId} is gone`);
    const progress = board.open(job);
    try {
      const outcome = await perform(job, feed, {
        progress: progress.say,
        stopping: () => stopping() || progress.stopWanted(),
      });
      if (outcome.state === 'done') await finish(job, feed, outcome, progress.stopWanted());
      else if (progress.stopWanted()) await endStopped(job, feed);
      else return;
    } catch (error) {
      await fail(job, feed, await judge(job, error));
    } finally {
      await progress.close();
    }
    failures.delete(job.jobId);
  };
}

function aboutFeed(feed: Feed) {
  return { shopId: feed.shopId, exchangeId: feed.exchangeId, nodeId: feed.nodeId, feedId: feed.feedId };
}
