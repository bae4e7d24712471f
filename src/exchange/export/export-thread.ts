import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { openServer } from '../../db/open.js';
import { type ErrorCode, UzelError } from '../../errors.js';
import type { ExportTask } from './export-task.js';
import { type ExportBegun, writeExport } from './write-export.js';

/** What the thread tells. */
export type FromExport =
  | ({ readonly kind: 'begun' } & ExportBegun)
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly publicMessage: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What it is told: that a piece was taken. */
export type ToExport = 'taken';

/** Pieces that may wait to be taken: some megabytes. */
export const PIECES_AHEAD = 4;

/** An export that has begun. */
export interface RunningExport extends ExportBegun {
  readonly pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /** Ends it, and its snapshot, wherever it is. */
  end(): Promise<void>;
}

/** Whether there is a file that a thread can be started with: the source as tests run it has none. */
const canStartThread = !import.meta.url.endsWith('.ts');
/** Without a bound the thread takes 60 MB more before it tidies up, and gains little. A product of tens of megabytes still fits. */
const HEAP = { maxOldGenerationSizeMb: 192 };

/**
 * Begins an export on a connection of its own, in a thread of its own: neither requests nor imports wait for it.
 * @throws UzelError UZ1601 the database gives no connection
 */
export const startExport = async (task: ExportTask): Promise<RunningExport> =>
  canStartThread ? await startInThread(task) : await startHere(task);

/** Opens the one connection of an export, and writes it. */
export async function* exportOn(
  task: ExportTask,
  begun: (what: ExportBegun) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const db = await openServer(task.databaseUrl, 1, pino({ level: 'silent' }));
  try {
    yield* writeExport(db, task, begun);
  } finally {
    await db.close();
  }
}

async function startHere(task: ExportTask): Promise<RunningExport> {
  let begun: ExportBegun | undefined;
  const source = exportOn(task, (what) => {
    begun = what;
  });
  // The generator runs to its first piece: the moment is known then.
  const first = await source.next();
  if (!begun) throw new Error('the export gave nothing');
  async function* pieces() {
    if (!first.done) yield first.value;
    yield* source;
  }
  return { ...begun, pieces: pieces(), end: async () => void (await source.return(undefined)) };
}

async function startInThread(task: ExportTask): Promise<RunningExport> {
  const worker = new Worker(new URL('./export-thread-main.js', import.meta.url), {
    workerData: task,
    resourceLimits: HEAP,
  });
  const inbox = new Inbox();
  worker.on('message', (message: FromExport) => inbox.put(message));
  worker.on('error', (error) => inbox.put({ kind: 'failed', error }));
  worker.on('exit', (code) =>
    inbox.put({ kind: 'failed', error: new Error(`the thread of an export ended with ${code}`) }),
  );
  const end = async () => void (await worker.terminate());
  const take = async () => {
    const message = await inbox.take();
    if (message.kind === 'failed') throw message.error;
    if (message.kind === 'refused') throw new UzelError(message.code, message.publicMessage);
    return message;
  };
  try {
    const begun = await take();
    if (begun.kind !== 'begun') throw new Error(`the thread of an export began with ${begun.kind}`);
    async function* pieces() {
      for (;;) {
        const message = await take();
        if (message.kind !== 'piece') return;
        yield message.bytes;
        worker.postMessage('taken' satisfies ToExport);
      }
    }
    return { seq: begun.seq, at: begun.at, pieces: pieces(), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Messages that wait to be taken, in their order. */
class Inbox {
  readonly #messages: FromExport[] = [];
  #arrived: (() => void) | undefined;

  put(message: FromExport): void {
    this.#messages.push(message);
    this.#arrived?.();
  }

  async take(): Promise<FromExport> {
    for (;;) {
      const message = this.#messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }
}
