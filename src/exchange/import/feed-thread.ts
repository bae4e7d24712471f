import { Worker } from 'node:worker_threads';
import { type ErrorCode, UzelError } from '../../errors.js';
import type { FeedStep, FeedTask, Recognise } from './feed-steps.js';

/** What the thread is started with. */
export interface ThreadTask extends FeedTask {
  readonly dataDir: string;
  /** Name of the feed's blob. */
  readonly storedAs: string;
}

/** What the thread tells. */
export type FromThread =
  | { readonly kind: 'step'; readonly step: FeedStep }
  | { readonly kind: 'ask'; readonly id: number; readonly fingerprints: readonly string[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly publicMessage: string; readonly detail: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What it is told: that a step was taken, and what it asked for. */
export type ToThread =
  | { readonly kind: 'taken' }
  | { readonly kind: 'known'; readonly id: number; readonly known: readonly boolean[] };

/**
 * Whether there is a file that a thread can be started with: the source as tests run it has none, and reads feeds in its own thread.
 */
export const canStartThread = !import.meta.url.endsWith('.ts');

/**
 * Reads a feed in a thread of its own, so that parsing overlaps with the database and requests are answered meanwhile. It works
 * a step ahead and then waits; leaving the iteration ends it.
 * @throws UzelError as `readSteps`, or what ended the thread
 */
export async function* readInThread(task: ThreadTask, recognise: Recognise): AsyncGenerator<FeedStep> {
  const worker = new Worker(new URL('./feed-thread-main.js', import.meta.url), { workerData: task });
  const told = new Inbox();
  const tell = (message: ToThread) => worker.postMessage(message);
  worker.on('message', (message: FromThread) => {
    if (message.kind !== 'ask') told.put(message);
    else {
      recognise(message.fingerprints).then(
        (known) => tell({ kind: 'known', id: message.id, known }),
        (error: unknown) => told.put({ kind: 'failed', error }),
      );
    }
  });
  worker.on('error', (error) => told.put({ kind: 'failed', error }));
  worker.on('exit', (code) => told.put({ kind: 'failed', error: new Error(`the feed's thread ended with ${code}`) }));
  try {
    for (;;) {
      const message = await told.take();
      if (message.kind === 'end') return;
      if (message.kind === 'failed') throw message.error;
      if (message.kind === 'refused')
        throw new UzelError(message.code, message.publicMessage, { detail: message.detail });
      tell({ kind: 'taken' });
      yield message.step;
    }
  } finally {
    await worker.terminate();
  }
}

type Told = Exclude<FromThread, { readonly kind: 'ask' }>;

/** Messages that wait to be taken, in their order. */
class Inbox {
  readonly #messages: Told[] = [];
  #waiting: (() => void) | undefined;

  put(message: Told): void {
    this.#messages.push(message);
    this.#waiting?.();
  }

  async take(): Promise<Told> {
    for (;;) {
      const message = this.#messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }
}
