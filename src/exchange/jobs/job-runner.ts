import { setTimeout as pause } from 'node:timers/promises';
import { Semaphore } from 'async-mutex';
import type { Services } from '../../services.js';
import { type Job, type JobKind, LANES, type Lane, nextJob } from '../../store/exchanges/jobs.js';
import { openNodeLocks } from '../../store/nodes/node-locks.js';
import { createJobSignals, type JobSignals } from './job-signals.js';

/** Nodes whose jobs run side by side: more would only fight for the disk. */
const NODES_AT_ONCE = 2;

/** A node, or a job of it. */
export interface NodeKey {
  readonly shopId: string;
  readonly nodeId: string;
  /** Absent: whatever there is to be done. */
  readonly kind?: JobKind;
}

/** A lane of a node at work; `again`: it was woken meanwhile. */
interface Work {
  again: boolean;
  ended: Promise<void>;
}

/** Runs what is queued. */
export interface JobRunner {
  readonly signals: JobSignals;
  /** Looks whether the node has something to do (of a job: whether its lane has), and does it. */
  wake(node: NodeKey): void;
  busy(nodeId: string): boolean;
  /** Whether it was stopped and the steps that ran then have ended. */
  stopped(): boolean;
  /** Resolves when the current steps have ended. */
  stop(): Promise<void>;
}

/**
 * The jobs of a node one at a time in their order in each of its lanes, the lanes and some nodes side by side. A lane whose jobs another
 * process runs is tried again until they are done there; after an unexpected error a lane rests for a while and goes on with what was
 * running.
 * @param runJob does one job to its end, or throws what is worth another try later
 * @param times.restMs the rests after the first, second… error in a row (the last repeats), `busyMs` between tries of a busy lane
 */
export function createJobRunner(
  { db, log }: Services,
  runJob: (job: Job, stopping: () => boolean) => Promise<void>,
  times: { restMs: readonly number[]; busyMs: number },
): JobRunner {
  const signals = createJobSignals();
  const locks = openNodeLocks(db.url);
  const slots = { goods: new Semaphore(NODES_AT_ONCE), files: new Semaphore(NODES_AT_ONCE) };
  const working = { goods: new Map<string, Work>(), files: new Map<string, Work>() };
  const stop = new AbortController();
  const stopping = () => stop.signal.aborted;
  let stopped = false;

  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: stop.signal }).catch(() => undefined); // aborted = the process stops: no rest then
  }

  /** @returns true when nothing is left to do */
  async function runAll(node: NodeKey, lane: Lane): Promise<boolean> {
    const own = { shopId: node.shopId, nodeId: node.nodeId, lane };
    if (!(await locks.take(own))) return false;
    try {
      while (!stopping()) {
        const job = await nextJob(db.knex, node.shopId, node.nodeId, lane);
        if (!job) return true;
        await slots[lane].runExclusive(async () => {
          if (!stopping()) await runJob(job, stopping);
        });
        signals.ended(job.jobId);
        if (job.kind === 'unpack') wakeLane(node, 'files');
      }
      return true;
    } finally {
      await locks.give(own);
    }
  }

  async function work(node: NodeKey, lane: Lane): Promise<void> {
    for (let errors = 0; !stopping(); ) {
      try {
        if (await runAll(node, lane)) return;
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
    const { kind } = node;
    for (const lane of ['goods', 'files'] as const) {
      if (kind === undefined || (LANES[lane] as readonly JobKind[]).includes(kind)) wakeLane(node, lane);
    }
  }

  function wakeLane(node: NodeKey, lane: Lane): void {
    const current = working[lane].get(node.nodeId);
    if (stopping()) return;
    if (current) {
      current.again = true;
      return;
    }
    const state: Work = { again: false, ended: Promise.resolve() };
    working[lane].set(node.nodeId, state);
    state.ended = work(node, lane).finally(() => {
      working[lane].delete(node.nodeId);
      if (state.again) wakeLane(node, lane);
    });
  }

  return {
    signals,
    wake,
    stopped: () => stopped,
    busy: (nodeId) => working.goods.has(nodeId) || working.files.has(nodeId),
    stop: async () => {
      stop.abort();
      await Promise.all([...working.goods.values(), ...working.files.values()].map((state) => state.ended));
      stopped = true;
      signals.stop();
      await locks.close();
    },
  };
}
