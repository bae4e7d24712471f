import type { Services } from '../../services.js';
import { type Job, saveProgress } from '../../store/exchanges/jobs.js';

/** How often a running job's progress is written to the database, for those who look from outside. */
const WRITE_MS = 1000;

/** What running jobs say of themselves, as fresh as they say it. */
export interface ProgressBoard {
  /** Begins a job. `say` is called as often as one likes; `close` when it ended. */
  open(job: Job): {
    say(text: string): void;
    /** Whether a person wants the job to stop, in this process or in another. */
    stopWanted(): boolean;
    close(): Promise<void>;
  };
  read(jobId: string): string | undefined;
  /** A person wants these jobs to stop: those that run in this process know it at once. */
  wantStop(jobIds: readonly string[]): void;
}

/** An empty board. */
export function createProgressBoard({ db, log }: Pick<Services, 'db' | 'log'>): ProgressBoard {
  const texts = new Map<string, string>();
  const unwanted = new Set<string>();
  return {
    open(job) {
      let writtenAt = 0;
      let writing: Promise<void> = Promise.resolve();
      if (job.stopWanted) unwanted.add(job.jobId);
      return {
        say(text) {
          texts.set(job.jobId, text);
          if (Date.now() - writtenAt < WRITE_MS) return;
          writtenAt = Date.now();
          writing = writing
            .then(async () => {
              if (await saveProgress(db.knex, job, text)) unwanted.add(job.jobId);
            })
            .catch((error) => log.debug({ err: error, job: job.jobId }, 'the progress of a job was not written'));
        },
        stopWanted: () => unwanted.has(job.jobId),
        async close() {
          texts.delete(job.jobId);
          await writing;
          unwanted.delete(job.jobId);
        },
      };
    },
    read: (jobId) => texts.get(jobId),
    wantStop: (jobIds) => {
      for (const jobId of jobIds) unwanted.add(jobId);
    },
  };
}
