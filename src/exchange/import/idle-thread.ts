import { Worker } from 'node:worker_threads';

/**
 * Threads that read feeds. One that has read a feed to its end waits a while for the next feed of its exchange: loading the program and
 * running it until it is compiled costs a new one 0.2 to 0.3 s.
 */

/** 1C asks for the next import as soon as it has the answer for the former. */
const IDLE_MS = 10_000;

let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | undefined;

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
  // What ends it while it waits is no one's affair: the next feed gets a new one.
  worker.on('error', () => forget(worker));
  worker.on('exit', () => forget(worker));
  return worker;
}

function forget(worker: Worker): void {
  if (idle?.worker !== worker) return;
  clearTimeout(idle.timer);
  idle = undefined;
}
