import { Mutex } from 'async-mutex';

/** One mutex per key, kept only while someone holds it or waits for it. */
export interface KeyedLocks {
  /** Runs `work` alone for this key, after those who asked before. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Runs `work` only if nobody holds the key now. @returns whether it ran. */
  tryRun(key: string, work: () => Promise<void>): Promise<boolean>;
}

/** An empty set of locks, of this process. */
export function createKeyedLocks(): KeyedLocks {
  const locks = new Map<string, { mutex: Mutex; users: number }>();

  async function run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const lock = locks.get(key) ?? { mutex: new Mutex(), users: 0 };
    locks.set(key, lock);
    lock.users += 1;
    try {
      return await lock.mutex.runExclusive(work);
    } finally {
      lock.users -= 1;
      if (lock.users === 0) locks.delete(key);
    }
  }

  return {
    run,
    tryRun: async (key, work) => {
      if (locks.has(key)) return false;
      await run(key, work);
      return true;
    },
  };
}
