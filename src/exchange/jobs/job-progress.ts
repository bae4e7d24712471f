import type { Services } from '../../services.js';
import { type Job, saveProgress } from '../../store/exchanges/jobs.js';

/** How often a running job's progress is written to the database, for those who look from outside. */
const WRITE_MS = 1000;

/** What running jobs say of themselves, as fresh as they say it. */
export interface ProgressBoard {
  /** Begins a job. `say` is called as often as one likes; `close` when it ended. */
  open(job: Job): { say(text: string): void; close(): Promise<void> };
  read(jobId: string): string | undefined;
}

/** An empty board. */
export function createProgressBoard({ db, log }: Pick<Services, 'db' | 'log'>): ProgressBoard {
  const texts = new Map<string, string>();
  return {
    open(job) {
      let writtenAt = 0;
      let writing: Promise<void> = Promise.resolve();
      return {
        say(text) {
          texts.set(job.jobId, text);
          if (Date.now() - writtenAt < WRITE_MS) return;
          writtenAt = Date.now();
          writing = writing
            .then(async () => await saveProgress(db.knex, job, text))
            .catch((error) => log.debug({ err: error, job: job.jobId }, 'the progress of a job was not written'));
        },
        async close() {
          texts.delete(job.jobId);
          await writing;
        },
      };
    },
    read: (jobId) => texts.get(jobId),
  };
}
