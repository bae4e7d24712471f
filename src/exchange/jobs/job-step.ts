import type { Tx } from '../../db/open.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import type { Job } from '../../store/exchanges/jobs.js';

/** What a running job is given. */
export interface JobTools {
  /** Tells the person at 1C what and how far, in Russian; cheap enough to be called for every step. */
  progress(text: string): void;
  /** Whether the server is being stopped, or a person stops the job: then commit the step and return `stopped`. */
  stopping(): boolean;
}

interface Done {
  readonly state: 'done';
  readonly counts: Record<string, number>;
  /** What was done, in Russian, for a person. */
  readonly text: string;
}

/** It ended behind a step: the job goes on from its checkpoint at the next start of the server, or never, where a person stopped it. */
interface Stopped {
  readonly state: 'stopped';
}

/** How an import ended; a failure is a thrown `UzelError`. */
export type ImportResult = Done | Stopped;

/** How any job ended; `commit` runs in the transaction that marks it as done. */
export type JobOutcome = (Done & { readonly commit?: (tx: Tx) => Promise<void> }) | Stopped;

/**
 * Imports a feed from the job's checkpoint on. Rows, change numbers and the checkpoint commit in one transaction
 * (`saveCheckpoint`). After an error that is no UzelError (the database went away) the step is called again after a while, with
 * the job as it is then in the database.
 */
export type ImportStep = (job: Job, feed: Feed, tools: JobTools) => Promise<ImportResult>;
