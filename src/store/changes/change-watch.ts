import type { Services } from '../../services.js';
import { lastSeqs } from './read-changes.js';

/**
 * How often the counters are looked at while anybody waits: one statement for all who wait, by primary key. Why not LISTEN/NOTIFY is
 * said in ADR 11.
 */
const LOOK_MS = 200;
/** Between two looks however often somebody wakes. */
const LEAST_MS = 20;
/** Looks rest so many times as long as the last two took, the quicker one: a database under load is spared, one bad moment costs nothing. */
const REST = 10;

/** Tells who waits for changes when there are some. */
export interface ChangeWatch {
  /**
   * Waits until the shop's log has a number above `after`, given by whatever process. No connection is held meanwhile.
   * @returns false when `waitMs` have passed or `signal` fired
   */
  wait(shopId: string, after: number, waitMs: number, signal: AbortSignal): Promise<boolean>;
  /** Looks at once: this process has just written. */
  wake(): void;
}

interface Waiter {
  readonly shopId: string;
  readonly after: number;
  readonly tell: (changed: boolean) => void;
}

/** @param looksEvery for tests: milliseconds between two looks */
export function createChangeWatch({ db, log }: Pick<Services, 'db' | 'log'>, looksEvery = LOOK_MS): ChangeWatch {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let woken = false;
  let lookedAt = 0;
  let took = 0;

  async function look(): Promise<void> {
    looking = true;
    woken = false;
    const begun = Date.now();
    try {
      const last = await lastSeqs(db.knex, [...new Set([...waiters].map(({ shopId }) => shopId))]);
      for (const waiter of waiters) if ((last.get(waiter.shopId) ?? 0) > waiter.after) waiter.tell(true);
    } catch (error) {
      log.warn({ err: error }, 'the log of changes could not be looked at; who waits goes on waiting');
    }
    looking = false;
    lookedAt = Date.now();
    const tookBefore = took;
    took = lookedAt - begun;
    lookLater(woken ? LEAST_MS : Math.max(looksEvery, Math.min(took, tookBefore) * REST));
  }

  function lookLater(restMs: number): void {
    if (waiters.size === 0 || timer || looking) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (waiters.size > 0) void look(); // the last one may have gone, and the database with it
    }, restMs);
  }

  return {
    wait: async (shopId, after, waitMs, signal) =>
      await new Promise((resolve) => {
        const end = (): void => waiter.tell(false);
        const late = setTimeout(end, waitMs);
        const waiter: Waiter = {
          ...{ shopId, after },
          tell: (changed) => {
            waiters.delete(waiter);
            clearTimeout(late);
            signal.removeEventListener('abort', end);
            resolve(changed);
          },
        };
        signal.addEventListener('abort', end);
        waiters.add(waiter);
        if (signal.aborted) end();
        else wake();
      }),
    wake,
  };

  /** Also for who begins to wait: what was written since it read is told without a delay. */
  function wake(): void {
    woken = true;
    clearTimeout(timer);
    timer = undefined;
    lookLater(Math.max(0, lookedAt + LEAST_MS - Date.now()));
  }
}
