import { setTimeout as sleep } from 'node:timers/promises';
import { onInterruption } from './interruption.js';

/**
 * Does it again and again, as 1C does by its schedule, with so many seconds between an end and the next beginning, until
 * SIGINT or SIGTERM: then what runs is given `signal`, and this resolves.
 */
export async function bySchedule(seconds: number, once: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const hearNoMore = onInterruption(() => stop.abort());
  try {
    while (!stop.signal.aborted) {
      await once(stop.signal);
      await sleep(seconds * 1000, undefined, { signal: stop.signal }).catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    }
  } finally {
    hearNoMore();
  }
}
