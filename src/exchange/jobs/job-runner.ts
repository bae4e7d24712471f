import { setTimeout as pause } from 'node:timers/promises';
import { Semaphore } from 'async-mutex';
import type { Services } from '../../services.js';
import { type Job, nextJob } from '../../store/exchanges/jobs.js';
import { openNodeLocks } from '../../store/nodes/node-locks.js';
import { createJobSignals, type JobSignals } from './job-signals.js';

/** Nodes whose jobs run side by side: more would only fight for the disk. */
const NODES_AT_ONCE = 2;

export interface NodeKey {
  readonly shopId: string;
  readonly nodeId: string;
}

/** Runs what is queued. */
export interface JobRunner {
  readonly signals: JobSignals;
  /** Looks whether the node has something to do, and does it. */
  wake(node: NodeKey): void;
  busy(nodeId: string): boolean;
  /** Whether it was stopped and the steps that ran then have ended. */
  stopped(): boolean;
  /** Resolves when the current steps have ended. */
  stop(): Promise<void>;
}

/**
 * The jobs of a node one at a time in their order, some nodes side by side. A node whose jobs another process runs is tried again
 * until they are done there; after an unexpected error the node rests for a while and goes on with what was running.
 * @param runJob does one job to its end, or throws what is worth another try later
 * @param times.restMs the rests after the first, second… error in a row (the last repeats), `busyMs` between tries of a busy node
 */
export function createJobRunner(
  { db, log }: Services,
  runJob: (job: Job, stopping: () => boolean) => Promise<void>,
  times: { restMs: readonly number[]; busyMs: number },
): JobRunner {
  const signals = createJobSignals();
  const locks = openNodeLocks(db.url);
  const slots = new Semaphore(NODES_AT_ONCE);
  const working = new Map<string, { again: boolean; ended: Promise<void> }>();
  const stop = new AbortController();
  const stopping = () => stop.signal.aborted;
  let stopped = false;

  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: stop.signal }).catch(() => undefined); // aborted = the process stops: no rest then
  }

  /** @returns true when nothing is left to do */
  async function runAll(node: NodeKey): Promise<boolean> {
    if (!(await locks.take(node.shopId, node.nodeId))) return false;
    try {
      while (!stopping()) {
        const job = await nextJob(db.knex, node.shopId, node.nodeId);
        if (!job) return true;
        await slots.runExclusive(async () => {
          if (!stopping()) await runJob(job, stopping);
        });
        signals.ended(job.jobId);
      }
      return true;
    } finally {
      await locks.give(node.shopId, node.nodeId);
    }
  }

  async function work(node: NodeKey): Promise<void> {
    for (let errors = 0; !stopping(); ) {
      try {
        if (await runAll(node)) return;
        errors = 0;
        await rest(times.busyMs);
      } catch (error) {
        const ms = times.restMs[Math.min(errors, times.restMs.length - 1)] ?? 0;
        errors += 1;
        log.warn(
          { err: error, node: node.nodeId, errors, restMs: ms },
          'a job was interrupted and will be tried again',
        );
        await rest(ms);
      }
    }
  }

  function wake(node: NodeKey): void {
    const current = working.get(node.nodeId);
    if (stopping()) return;
    if (current) {
      current.again = true;
      return;
    }
    const state = { again: false, ended: Promise.resolve() };
    working.set(node.nodeId, state);
    state.ended = work(node).finally(() => {
      working.delete(node.nodeId);
      if (state.again) wake(node);
    });
  }

  return {
    signals,
    wake,
    stopped: () => stopped,
    busy: (nodeId) => working.has(nodeId),
    stop: async () => {
      stop.abort();
      await Promise.all([...working.values()].map((state) => state.ended));
      stopped = true;
      signals.stop();
      await locks.close();
    },
  };
}
