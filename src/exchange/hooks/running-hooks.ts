import { Worker } from 'node:worker_threads';

/** How often the main thread shows that it lives while a hook runs. */
const BEAT_MS = 200;
const BOARD_BYTES = 2048;

/**
 * Looks from a thread of its own whether the main thread still beats, and tells on standard error which hooks were running when it
 * does not: a loop without an end behind an `await` cannot be interrupted, and the log of the main thread is as stuck as the rest.
 * Written as text, because a worker's file would have to be found beside the source and beside the built program.
 */
const WATCHER = `
const { workerData, parentPort } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const { board, beat, stallMs, everyMs } = workerData;
const beats = new Int32Array(beat), bytes = new Uint8Array(board);
let last = -1, since = Date.now(), told = false;
setInterval(() => {
  const now = Atomics.load(beats, 0), length = Atomics.load(beats, 1);
  if (now !== last || length === 0) { last = now; since = Date.now(); told = false; return; }
  if (told || Date.now() - since < stallMs) return;
  told = true;
  const hooks = Buffer.from(bytes.slice(0, length)).toString('utf8');
  const line = { level: 60, time: Date.now(), hooks, msg: 'the server does nothing any more: a hook of a node kind runs a loop without an end behind an await. Mend the kind, or take it out of uzel.config, and start the server again' };
  writeSync(2, JSON.stringify(line) + '\\n');
}, everyMs);
parentPort.unref();
`;

interface Board {
  readonly bytes: Uint8Array;
  readonly beats: Int32Array;
}

const running = new Map<symbol, string>();
let board: Board | undefined;
let beating: NodeJS.Timeout | undefined;

/**
 * Notes that a hook waits for its answer, for the thread that watches over the process.
 * @param name kind, hook and node
 * @param stallMs how long the process may stand still before standard error tells of it; that of the first call counts
 * @returns to be called when the hook has ended
 */
export function noteRunning(name: string, stallMs: number): () => void {
  board ??= startWatcher(stallMs);
  const call = Symbol(name);
  running.set(call, name);
  show(board);
  beating ??= setInterval(() => board && Atomics.add(board.beats, 0, 1), BEAT_MS).unref();
  return () => {
    running.delete(call);
    if (board) show(board);
    if (running.size > 0) return;
    clearInterval(beating);
    beating = undefined;
  };
}

function show({ bytes, beats }: Board): void {
  const text = new TextEncoder().encode([...running.values()].join(', ')).slice(0, BOARD_BYTES);
  bytes.set(text);
  Atomics.store(beats, 1, text.length);
  Atomics.add(beats, 0, 1);
}

function startWatcher(stallMs: number): Board {
  const shared = { board: new SharedArrayBuffer(BOARD_BYTES), beat: new SharedArrayBuffer(8) };
  const workerData = { ...shared, stallMs, everyMs: Math.min(1000, stallMs / 2) };
  const watcher = new Worker(WATCHER, { eval: true, workerData, execArgv: [], name: 'uzel-hooks' });
  watcher.unref();
  // No thread can be had: the hooks run unwatched, which is better than no server. The next call tries again.
  watcher.once('error', () => {
    board = undefined;
  });
  return { bytes: new Uint8Array(shared.board), beats: new Int32Array(shared.beat) };
}
