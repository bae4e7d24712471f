import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Listing } from './index.js';

/** What the thread is started with. */
export interface ListingThreadData {
  /** Of the database; may hold a password. */
  readonly url: string;
}

/** What it tells: that a round failed. It is told nothing but to end. */
export interface FromListingThread {
  readonly failed: Error;
}

/**
 * Whether there is a file that a thread can be started with: the source as tests run it has none, and keeps the listing up in its own
 * thread.
 */
export const canStartListingThread = !import.meta.url.endsWith('.ts');

/**
 * A lot with its texts, and what is remembered of words, are some 30 MB (the program itself 15); the more it may take, the later V8 clears
 * garbage away.
 */
const MEMORY = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 4 };
/** After the thread has died. */
const REST_MS = 5000;

/**
 * Keeps the listing up in a thread of its own: folding the words of a thousand products takes tenths of a second, and requests are not to
 * wait for it.
 * @param failed is told what went wrong
 */
export function keepUpInThread(url: string, failed: (error: unknown) => void): Listing {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await runThread(url, failed, stopping.signal).catch(failed);
      await sleep(REST_MS, undefined, { signal: stopping.signal }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Resolves when the thread has ended as it was told to; rejects with what ended it otherwise. */
async function runThread(url: string, failed: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  const worker = new Worker(new URL('./listing-thread-main.js', import.meta.url), {
    workerData: { url } satisfies ListingThreadData,
    resourceLimits: MEMORY,
    name: 'uzel-listing',
  });
  worker.on('message', (message: FromListingThread) => failed(message.failed));
  const end = () => worker.postMessage('end');
  signal.addEventListener('abort', end);
  try {
    const [code] = await once(worker, 'exit'); // rejects when the thread says `error`
    if (!signal.aborted) throw new Error(`the thread of the listing ended with ${code}`);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
