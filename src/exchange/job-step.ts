import type { Feed } from '../store/feeds.js';
import type { Job } from '../store/jobs.js';

/** What a running job is given. */
export interface JobTools {
  /** Tells the person at 1C what and how far, in Russian; cheap enough to be called for every step. */
  progress(text: string): void;
  /** Whether the server is being stopped: then commit the step and return `stopped`. */
  stopping(): boolean;
}

/** How a job ended; a failure is a thrown `UzelError`. */
export type ImportResult =
  | { readonly state: 'done'; readonly counts: Record<string, number>; readonly text: string }
  /** The server stops; the job goes on from its checkpoint at the next start. */
  | { readonly state: 'stopped' };

/**
 * Imports a feed from the job's checkpoint on. Rows, change numbers and the checkpoint commit in one transaction
 * (`saveCheckpoint`). An error that is no UzelError (the database went away) makes the step be called again after a while,
 * with the job as it is then in the database.
 */
export type ImportStep = (job: Job, feed: Feed, tools: JobTools) => Promise<ImportResult>;
