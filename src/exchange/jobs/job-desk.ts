import type { ErrorCode } from '../../errors.js';
import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { type Feed, findFeed } from '../../store/exchanges/feeds.js';
import { findJobs, type Job, type JobKind, jobsBefore, requeueJob } from '../../store/exchanges/jobs.js';
import type { ProgressBoard } from './job-progress.js';
import type { JobRunner } from './job-runner.js';

/** How an import stands. */
export interface ImportAnswer {
  readonly state: 'done' | 'progress' | 'failed';
  /** Russian: what and how far, what was done, or the reason with the file, the line and what to do. */
  readonly text: string;
  /** Of a failure. */
  readonly code?: ErrorCode;
  /** Of a failure that the journal tells of already. */
  readonly told?: true;
}

/** How long a request is held. */
export interface Hold {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/** Where those stand who wait for jobs. */
export interface JobDesk {
  readonly services: Services;
  /**
   * Sees to it that the job runs and waits for its end as long as `hold` says. A job that failed is told once to each who has not
   * heard it; asked again after that it goes on from its checkpoint.
   */
  attend(exchange: Pick<Exchange, 'openedAt'>, job: Job, hold: Hold): Promise<ImportAnswer>;
}

/** What is said of a job that has not said anything itself. */
const BEGUN: Readonly<Record<JobKind, string>> = {
  unpack: 'Распаковка архива',
  import: 'Загрузка файла',
  files: 'Сохраняются картинки архива',
};

/** The end of a job that another process runs is seen at the latest after so long. */
const RECHECK_MS = 1000;

export function createJobDesk(services: Services, runner: JobRunner, board: ProgressBoard): JobDesk {
  const { db } = services;
  const told = new Set<string>();

  async function waitFor(job: Job, hold: Hold): Promise<Job> {
    for (;;) {
      const end = runner.signals.listen(job.jobId);
      try {
        const [now] = await findJobs(db.knex, job.shopId, [job.jobId]);
        if (!now) throw new Error(`job ${job.jobId} is gone`);
        const left = hold.deadline - Date.now();
        const isOver = now.state === 'done' || now.state === 'failed' || now.state === 'stopped';
        if (isOver || left <= 0 || hold.signal?.aborted || runner.stopped()) return now;
        await end.heard(Math.min(left, RECHECK_MS), hold.signal);
      } finally {
        end.cancel();
      }
    }
  }

  async function progressText(job: Job): Promise<string> {
    if (job.state === 'running') {
      const said = board.read(job.jobId) ?? job.progress;
      if (said) return said;
    }
    const feed = await findFeed(db.knex, job.shopId, job.feedId);
    const name = feed?.name ?? '';
    if (job.state === 'queued') return `В очереди: ${name}. Заданий впереди: ${await jobsBefore(db.knex, job)}`;
    return `${BEGUN[job.kind]} ${name}`;
  }

  function failed(job: Job): ImportAnswer {
    told.add(job.jobId);
    return {
      state: 'failed',
      text: job.errorText ?? 'Загрузка не удалась.',
      code: job.errorCode ?? 'UZ1205',
      told: true,
    };
  }

  /** Nobody goes on with what a person stopped: it is to be sent anew. */
  const stopped = (job: Job): ImportAnswer => ({
    state: 'failed',
    text: job.progress ?? 'Загрузка остановлена человеком.',
    code: 'UZ1205',
    told: true,
  });

  return {
    services,
    attend: async (exchange, job, hold) => {
      let current = job;
      if (job.state === 'failed') {
        const isNews = !told.has(job.jobId) && job.finishedAt !== null && job.finishedAt >= exchange.openedAt;
        if (isNews) return failed(job);
        told.delete(job.jobId);
        await requeueJob(db.knex, job);
      }
      if (job.state === 'stopped') return stopped(job);
      if (job.state !== 'done') {
        runner.wake(job);
        current = await waitFor(job, hold);
      }
      if (current.state === 'failed') return failed(current);
      if (current.state === 'stopped') return stopped(current);
      if (current.state === 'done') return { state: 'done', text: current.progress ?? '' };
      return { state: 'progress', text: await progressText(current) };
    },
  };
}

/** What is said of a feed whose end did not come (UZ1202). */
export function notWhole(feed: Feed): ImportAnswer {
  return {
    state: 'failed',
    code: 'UZ1202',
    text: `Файл ${feed.name} получен не полностью: пришло ${feed.size} байт, а его конца нет. Отправьте его ещё раз (повторите обмен).`,
  };
}
