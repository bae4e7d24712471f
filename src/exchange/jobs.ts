import type { ErrorCode } from '../errors.js';
import type { ExchangeNode } from '../nodes/node-kind.js';
import type { Services } from '../services.js';
import type { Exchange, ExchangeType } from '../store/exchanges.js';
import type { Feed } from '../store/feeds.js';
import type { ImportStep } from './job-step.js';

export type { ImportResult, ImportStep, JobTools } from './job-step.js';

/** How an import stands. */
export interface ImportAnswer {
  readonly state: 'done' | 'progress' | 'failed';
  /** Russian: what and how far, what was done, or the reason with the file, the line and what to do. */
  readonly text: string;
  /** Of a failure. */
  readonly code?: ErrorCode;
}

/** What `importNow` tells about one file of its exchange. */
export interface ImportEvent extends ImportAnswer {
  readonly name: string;
}

/** The pipeline's second half: what is done with the feeds that were received. */
export interface Jobs {
  /** Goes on with what a former process left unfinished, and begins to watch for exchanges that fell silent. */
  start(): Promise<void>;
  /** Lets the current steps end; what is unfinished goes on at the next start. */
  stop(): Promise<void>;
  /**
   * mode=import: starts or joins the job of a file of this exchange (or inside its ZIP, or left by a former exchange of the node)
   * and waits for its end `holdMs` at most, or until `signal`. Refusals are answers here (`failed`), never thrown.
   */
  ask(exchange: Exchange, name: string, holdMs: number, signal?: AbortSignal): Promise<ImportAnswer>;
  /**
   * mode=file of type=sale: applies the feed when it is whole; else `waiting`: further pieces come.
   * @throws UzelError why it cannot be applied; UZ1204 when it is not done within `waitMs`
   */
  applySaleFile(exchange: Exchange, feed: Feed, waitMs: number, signal?: AbortSignal): Promise<'done' | 'waiting'>;
  /** checkauth: queues the whole feeds that former exchanges of this type left; does not wait for them. @returns how many */
  leftovers(node: Pick<ExchangeNode, 'shopId' | 'nodeId'>, type: ExchangeType): Promise<number>;
  /** Whether anything of the node is queued or running in this process. */
  busy(nodeId: string): boolean;
  /** `uzel import`: does all that the exchange's feeds need, one event at each change, to the end. */
  importNow(exchange: Exchange): AsyncGenerator<ImportEvent>;
}

/** Makes the jobs of a server (or of a CLI command, which need not `start`). */
export function createJobs(_services: Services, _steps: { import: ImportStep }): Jobs {
  throw new Error('being written');
}
