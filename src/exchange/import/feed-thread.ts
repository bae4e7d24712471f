import { type ErrorCode, UzelError } from '../../errors.js';
import type { BlockRewrite } from '../../store/catalogue/block-rewrites.js';
import type { KnownPart } from '../../store/catalogue/known-table.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import type { FeedStep, FeedTask } from './feed-steps.js';
import { keepThread, prepareThread, takeThread } from './idle-thread.js';
import type { KnownStore } from './known-of-feed.js';
import { roomsOf } from './step-items.js';

/** What the thread is told to read. */
export interface ThreadTask extends FeedTask {
  readonly dataDir: string;
  /** Name of the feed's blob. */
  readonly storedAs: string;
}

/** What the thread tells. */
export type FromThread =
  | { readonly kind: 'step'; readonly step: FeedStep }
  | { readonly kind: 'ask'; readonly id: number; readonly key: string }
  | { readonly kind: 'rewrite'; readonly id: number; readonly rewrite: BlockRewrite }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly publicMessage: string; readonly detail: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * What it is told: a feed to read, that a step was taken (with the memory of the one before), and what it asked for, in parts; `done`
 * without a part = all of it was told.
 */
export type ToThread =
  | { readonly kind: 'read'; readonly task: ThreadTask }
  | { readonly kind: 'taken'; readonly memory: ArrayBuffer[] }
  | { readonly kind: 'answer'; readonly id: number; readonly part: KnownPart }
  | { readonly kind: 'done'; readonly id: number; readonly isKnown: boolean };

/**
 * Whether there is a file that a thread can be started with: the source as tests run it has none, and reads feeds in its own thread.
 */
const canStartThread = !import.meta.url.endsWith('.ts');
/** A smaller feed is read before a thread for it has started. */
const THREAD_BYTES = 1024 * 1024;

/** Whether a feed of so many bytes is read in a thread of its own. */
export const isReadInThread = (bytes: number): boolean => canStartThread && bytes >= THREAD_BYTES;

/**
 * Tells of a feed that is being received, so that a thread is ready for it when it is whole.
 * @throws as `prepareThread`
 */
export function expectFeed({ content, size }: Pick<Feed, 'content' | 'size'>): void {
  if ((content === 'xml' || content === 'zip') && isReadInThread(size)) prepareThread();
}

/**
 * Reads a feed in a thread of its own, so that parsing overlaps with the database and requests are answered meanwhile. It works
 * a step ahead and then waits; leaving the iteration ends it.
 * @throws UzelError as `readSteps`, or what ended the thread
 */
export async function* readInThread(task: ThreadTask, store: KnownStore): AsyncGenerator<FeedStep> {
  const worker = takeThread();
  const told = new Inbox();
  const tell: Tell = (message, memory) => worker.postMessage(message, memory);
  const failed = (error: unknown) => told.put({ kind: 'failed', error });
  const answers = new Set<Promise<void>>();
  const onMessage = (message: FromThread) => {
    if (message.kind !== 'ask' && message.kind !== 'rewrite') told.put(message);
    else {
      const answered = answer(message, store, tell).catch(failed);
      answers.add(answered);
      void answered.finally(() => answers.delete(answered));
    }
  };
  const onExit = (code: number) => failed(new Error(`the feed's thread ended with ${code}`));
  worker.on('message', onMessage).on('error', failed).on('exit', onExit);
  let memory: ArrayBuffer[] = [];
  let isAtEnd = false;
  try {
    tell({ kind: 'read', task });
    for (;;) {
      const message = await told.take();
      if (message.kind === 'end') {
        isAtEnd = true;
        return;
      }
      if (message.kind === 'failed') throw message.error;
      if (message.kind === 'refused')
        throw new UzelError(message.code, message.publicMessage, { detail: message.detail });
      tell({ kind: 'taken', memory }, memory);
      yield message.step;
      memory = 'applied' in message.step.items ? roomsOf(message.step.items) : [];
    }
  } finally {
    worker.off('message', onMessage).off('error', failed).off('exit', onExit);
    if (isAtEnd) keepThread(worker);
    else await worker.terminate();
    // Who imports next asks what is known: nothing of this import may change it any more.
    await Promise.all(answers);
  }
}

type Question = Extract<FromThread, { readonly id: number }>;
type Told = Exclude<FromThread, Question>;

type Tell = (message: ToThread, memory?: ArrayBuffer[]) => void;

/** What of a part may be handed over without a copy. */
function memoryOfPart(part: KnownPart): ArrayBuffer[] {
  if (part.kind !== 'block') return [];
  const { buffer, length } = part.records;
  return buffer.byteLength === length ? [buffer as ArrayBuffer] : [];
}

async function answer(question: Question, store: KnownStore, tell: Tell): Promise<void> {
  const { id } = question;
  if (question.kind === 'rewrite') {
    await store.rewrite(question.rewrite);
    tell({ kind: 'done', id, isKnown: true });
    return;
  }
  const parts = await store.known(question.key);
  if (parts) for await (const part of parts) tell({ kind: 'answer', id, part }, memoryOfPart(part));
  tell({ kind: 'done', id, isKnown: parts !== undefined });
}

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
