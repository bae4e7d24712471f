import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Trouble } from '../store/listing/troubles.js';
import { growingRests } from './growing-rests.js';
import type { Listing } from './index.js';
import type { Told } from './keep-up.js';
import { codeOf } from './lot-by-lot.js';

/** What the thread is started with. */
export interface ListingThreadData {
  /** Of the database; may hold a password. */
  readonly url: string;
}

/** What it tells: that it failed, in all or in one shop, or that products could not be listed. It is told nothing but to end. */
export type FromListingThread =
  | { readonly failed: Error; readonly code: string; readonly shopId: string | undefined }
  | { readonly shopId: string; readonly troubles: readonly Trouble[] };

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
const REST_MS = { first: 1000, longest: 300_000 } as const;
/** The round that is running may take so long when the server is to end; what it has not done is done at the next start. */
const END_MS = 4000;

/**
 * Keeps the listing up in a thread of its own: folding the words of a thousand products takes tenths of a second, and requests are not to
 * wait for it.
 */
export function keepUpInThread(url: string, told: ToldFromThread): Listing {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rests = growingRests(REST_MS.first, REST_MS.longest);
  const running = (async () => {
    while (!signal.aborted) {
      const begun = Date.now();
      await runThread(url, told, signal).catch((error: unknown) => told.failed(error, codeOf(error)));
      if (Date.now() - begun > REST_MS.longest) rests.succeeded(url);
      await sleep(rests.failed(url), undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
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

/** As `Told`; the error has lost its code on its way from the thread, so that is told beside. */
export interface ToldFromThread extends Pick<Told, 'troubled'> {
  failed(error: unknown, code: string, shopId?: string): void;
}

/** Resolves when the thread has ended as it was told to; rejects with what ended it otherwise. */
async function runThread(url: string, told: ToldFromThread, signal: AbortSignal): Promise<void> {
  const worker = new Worker(new URL('./listing-thread-main.js', import.meta.url), {
    workerData: { url } satisfies ListingThreadData,
    resourceLimits: MEMORY,
    name: 'uzel-listing',
  });
  worker.on('message', (message: FromListingThread) => {
    if ('failed' in message) told.failed(message.failed, message.code, message.shopId);
    else told.troubled(message.shopId, message.troubles);
  });
  let late: NodeJS.Timeout | undefined;
  const end = () => {
    worker.postMessage('end');
    late = setTimeout(() => void worker.terminate(), END_MS); // its transaction is rolled back
  };
  signal.addEventListener('abort', end);
  try {
    const [code] = await once(worker, 'exit'); // rejects when the thread says `error`
    if (!signal.aborted) throw new Error(`the thread of the listing ended with ${code}`);
  } finally {
    signal.removeEventListener('abort', end);
    clearTimeout(late);
  }
}
