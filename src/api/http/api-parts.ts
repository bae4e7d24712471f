import type { Jobs } from '../../exchange/jobs/jobs.js';
import type { ChangeWatch } from '../../store/changes/change-watch.js';
import type { SeenAnswers } from './seen-answers.js';

/** What of the running server the REST API needs besides the services. */
export interface ApiParts {
  /** Tells who waits for changes; `wake` after each write of ours. */
  readonly changes: ChangeWatch;
  /** The import of feeds. */
  readonly jobs: Jobs;
  /** Fires when the server begins to stop: what waits ends at once. */
  readonly closing: AbortSignal;
  /** Answers given before; absent: the router keeps some of its own. */
  readonly seen?: SeenAnswers;
}
