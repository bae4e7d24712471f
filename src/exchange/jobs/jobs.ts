import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import type { Exchange, ExchangeType } from '../../store/exchanges/exchanges.js';
import { endLostTries } from '../../store/exchanges/feed-requests.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { nodesWithJobs } from '../../store/exchanges/jobs.js';
import { askImport } from '../feeds/ask-import.js';
import { queueLeftovers, sweepExchanges } from '../feeds/leftovers.js';
import { applySaleFile } from '../feeds/sale-file.js';
import { type ImportEvent, importNow } from './import-now.js';
import { createJobDesk, type ImportAnswer } from './job-desk.js';
import { createProgressBoard } from './job-progress.js';
import { createJobRunner } from './job-runner.js';
import type { ImportStep } from './job-step.js';
import { createJobWork } from './run-job.js';
import { stopFeed } from './stop-feed.js';

export type { ImportEvent } from './import-now.js';
export type { ImportAnswer } from './job-desk.js';
export type { ImportResult, ImportStep, JobTools } from './job-step.js';

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
  /** `uzel import`, `uzel replay`: does all that the exchange's feeds need, in their order, one event at each change, to the end. */
  importNow(exchange: Exchange, feeds?: readonly Feed[]): AsyncGenerator<ImportEvent>;
  /** Something was queued for a node: it is done as soon as may be. */
  wake(node: Pick<ExchangeNode, 'shopId' | 'nodeId'>): void;
  /**
   * Stops what is done with a feed and its entries: what waits never begins, what runs ends behind its current step. The pictures of an
   * archive that was unpacked are kept all the same.
   * @throws UzelError UZ1525 it has ended already
   */
  stopFeed(feed: Feed): Promise<void>;
}

/** How long things wait, milliseconds; tests wait less. */
export interface JobTimes {
  /** Between looks at silent exchanges. */
  readonly sweepMs: number;
  /** After the first, second… unexpected error in a row. */
  readonly restMs: readonly number[];
  /** Between tries of a node whose jobs another process runs. */
  readonly busyMs: number;
}

/** Makes the jobs of a server (or of a CLI command, which need not `start`). */
export function createJobs(services: Services, steps: { import: ImportStep }, times: Partial<JobTimes> = {}): Jobs {
  const { db, log, config } = services;
  const board = createProgressBoard(services);
  const runner = createJobRunner(services, createJobWork(services, steps, board), {
    restMs: times.restMs ?? [1000, 4000, 15_000],
    busyMs: times.busyMs ?? 500,
  });
  const desk = createJobDesk(services, runner, board);
  const sweepMs = times.sweepMs ?? Math.min(30_000, (config.LEFTOVER_MINUTES * 60_000) / 4);
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let sweeping: Promise<void> = Promise.resolve();

  /** Exchanges that ended before this start are looked at until that succeeded once. */
  let ended = true;

  async function sweep(): Promise<void> {
    try {
      for (const job of await sweepExchanges(services, ended)) runner.wake(job);
      ended = false;
    } catch (error) {
      log.warn({ err: error }, 'the sweep of silent exchanges failed and will be repeated');
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      sweeping = sweep().finally(() => {
        if (!stopping) schedule();
      });
    }, sweepMs);
  }

  return {
    start: async () => {
      await endLostTries(db.knex);
      for (const node of await nodesWithJobs(db.knex)) runner.wake(node);
      sweeping = sweep();
      await sweeping;
      if (!stopping) schedule();
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await Promise.all([runner.stop(), sweeping]);
    },
    ask: async (exchange, name, holdMs, signal) =>
      await askImport(desk, exchange, name, { deadline: Date.now() + holdMs, signal }),
    applySaleFile: async (exchange, feed, waitMs, signal) =>
      await applySaleFile(desk, exchange, feed, { deadline: Date.now() + waitMs, signal }),
    leftovers: async (node, type) => {
      const { queued } = await queueLeftovers(services, { nodeId: node.nodeId, type });
      for (const job of queued) runner.wake(job);
      return queued.length;
    },
    busy: (nodeId) => runner.busy(nodeId),
    importNow: (exchange, feeds) => importNow(desk, exchange, feeds),
    wake: ({ shopId, nodeId }) => runner.wake({ shopId, nodeId }),
    stopFeed: async (feed) => board.wantStop(await stopFeed(services, feed)),
  };
}
