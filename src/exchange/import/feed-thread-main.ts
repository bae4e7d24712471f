import { Readable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import { openLocalBlobs } from '../../blobs/local.js';
import { UzelError } from '../../errors.js';
import type { KnownPart } from '../../store/catalogue/known-table.js';
import { TextRooms } from '../../store/catalogue/text-rooms.js';
import { readSteps } from './feed-steps.js';
import type { FromThread, ThreadTask, ToThread } from './feed-thread.js';
import type { KnownStore } from './known-of-feed.js';
import { memoryOf } from './step-items.js';

/** A thread that reads feeds, one after the other, until it is ended from outside. */

/** Steps that may wait to be taken: one is being written, one is ready, one is being made. */
const STEPS_AHEAD = 1;

const port = parentPort;
if (port === null) throw new Error('this file is the main file of a thread');
const rooms = new TextRooms();
let waiting = 0;
let taken: (() => void) | undefined;
const questions = new Map<number, Question>();
let asked = 0;

port.on('message', (message: ToThread) => {
  if (message.kind === 'read') {
    void read(message.task); // what goes wrong in it, it tells
    return;
  }
  if (message.kind === 'taken') {
    waiting -= 1;
    rooms.give(message.memory);
    taken?.();
    return;
  }
  const question = questions.get(message.id);
  question?.parts.push(message.kind === 'answer' ? message.part : null);
  question?.begin(message.kind === 'answer' || message.isKnown);
  if (message.kind === 'done') questions.delete(message.id);
});

/** What the other thread was asked. */
interface Question {
  readonly parts: Readable;
  /** The answer has begun. */
  readonly begin: (isKnown: boolean) => void;
}

const tell = (message: FromThread, memory: ArrayBuffer[] = []) => port.postMessage(message, memory);

/** @returns the parts of the answer; undefined when nothing is to be recognised */
async function ask(question: (id: number) => FromThread): Promise<AsyncIterable<KnownPart> | undefined> {
  asked += 1;
  const id = asked;
  const parts = new Readable({ objectMode: true, read: () => undefined });
  const isKnown = await new Promise<boolean>((begin) => {
    questions.set(id, { parts, begin });
    tell(question(id));
  });
  return isKnown ? parts : undefined;
}

const store: KnownStore = {
  known: (key) => ask((id) => ({ kind: 'ask', id, key })),
  async rewrite(rewrite) {
    await ask((id) => ({ kind: 'rewrite', id, rewrite }));
  },
};

async function read(task: ThreadTask): Promise<void> {
  try {
    const blobs = await openLocalBlobs(task.dataDir);
    for await (const step of readSteps(blobs.pieces(task.storedAs), task, store, rooms)) {
      while (waiting >= STEPS_AHEAD) {
        await new Promise<void>((resolve) => {
          taken = resolve;
        });
      }
      waiting += 1;
      tell({ kind: 'step', step }, 'applied' in step.items ? memoryOf(step.items) : []);
    }
    tell({ kind: 'end' });
  } catch (error) {
    if (error instanceof UzelError) {
      const { code, publicMessage, detail } = error;
      tell({ kind: 'refused', code, publicMessage, detail });
    } else tell({ kind: 'failed', error });
  }
}
