import { Worker } from 'node:worker_threads';

/**
 * Threads that read feeds. A new one needs 0.15 s to start, and reads at a quarter of its speed until its program is compiled, for
 * another half second. So one is started while its feed is being received, and waits for the next feed when it has read one.
 */

/** Stock and prices come every few minutes where they matter; a shop with a nightly exchange is not to hold a thread's memory all day. */
const IDLE_MS = 15 * 60_000;

let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | undefined;
let running = 0;

/** As many as there are imports at once. */
const MOST = 2;

/**
 * Starts a thread for a feed that is on its way, unless one waits already.
 * @throws what ends the start of a thread: the system may have none left
 */
export function prepareThread(): void {
  if (idle === undefined && running < MOST) keepThread(newThread());
}

/** The thread that waits, or a new one. */
export function takeThread(): Worker {
  const waiting = idle;
  if (waiting === undefined) return newThread();
  forget(waiting.worker);
  waiting.worker.ref();
  return waiting.worker;
}

/**
 * Lets a thread that has nothing to do wait for the next feed, a while; it does not keep the process alive. If one waits already,
 * this one ends.
 */
export function keepThread(worker: Worker): void {
  if (idle !== undefined) {
    void worker.terminate();
    return;
  }
  worker.unref();
  const timer = setTimeout(() => {
    forget(worker);
    void worker.terminate();
  }, IDLE_MS);
  timer.unref();
  idle = { worker, timer };
}

function newThread(): Worker {
  const worker = new Worker(new URL('./feed-thread-main.js', import.meta.url));
  running += 1;
  // What ends it while it waits is no one's affair: the next feed gets a new one.
  worker.on('error', () => forget(worker));
  worker.on('exit', () => {
    running -= 1;
    forget(worker);
  });
  return worker;
}

function forget(worker: Worker): void {
  if (idle?.worker !== worker) return;
  clearTimeout(idle.timer);
  idle = undefined;
}
