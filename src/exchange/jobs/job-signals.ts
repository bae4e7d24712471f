/** Who waits for the end of a job is called when it comes. */
export interface JobSignals {
  /** Listens from now on; `heard` resolves when the job ended, `ms` passed, `signal` was aborted or the process stops. */
  listen(jobId: string): { heard(ms: number, signal?: AbortSignal): Promise<void>; cancel(): void };
  ended(jobId: string): void;
  /** Wakes everyone, now and from now on: the process stops. */
  stop(): void;
}

/** No listeners yet. */
export function createJobSignals(): JobSignals {
  const listeners = new Map<string, Set<() => void>>();
  let stopped = false;

  return {
    listen(jobId) {
      let wake: () => void = () => undefined;
      const called = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const those = listeners.get(jobId) ?? new Set();
      listeners.set(jobId, those.add(wake));
      if (stopped) wake();
      return {
        heard: async (ms, signal) => {
          const timer = setTimeout(wake, Math.max(0, ms));
          signal?.addEventListener('abort', wake, { once: true });
          if (signal?.aborted) wake();
          await called;
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
        },
        cancel: () => {
          those.delete(wake);
          if (those.size === 0) listeners.delete(jobId);
        },
      };
    },
    ended(jobId) {
      for (const wake of listeners.get(jobId) ?? []) wake();
    },
    stop() {
      stopped = true;
      for (const those of listeners.values()) for (const wake of those) wake();
    },
  };
}
