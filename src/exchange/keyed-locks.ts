import { E_TIMEOUT, Mutex, withTimeout } from 'async-mutex';

/** One mutex per key, kept only while someone holds it or waits for it. */
export interface KeyedLocks {
  /** Runs `work` alone for this key, after those who asked before. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** The same, unless the key was not free within `ms`: then `work` is not run. @returns what `work` gave, or `busy`. */
  runWithin<T>(key: string, ms: number, work: () => Promise<T>): Promise<T | 'busy'>;
}

/** An empty set of locks, of this process. */
export function createKeyedLocks(): KeyedLocks {
  const locks = new Map<string, { readonly mutex: Mutex; users: number }>();

  async function use<T>(key: string, work: (mutex: Mutex) => Promise<T>): Promise<T> {
    const lock = locks.get(key) ?? { mutex: new Mutex(), users: 0 };
    locks.set(key, lock);
    lock.users += 1;
    try {
      return await work(lock.mutex);
    } finally {
      lock.users -= 1;
      if (lock.users === 0) locks.delete(key);
    }
  }

  return {
    run: async (key, work) => await use(key, async (mutex) => await mutex.runExclusive(work)),
    runWithin: async (key, ms, work) =>
      await use(key, async (mutex) => {
        try {
          return await withTimeout(mutex, Math.max(0, ms)).runExclusive(work);
        } catch (error) {
          if (error === E_TIMEOUT) return 'busy';
          throw error;
        }
      }),
  };
}
