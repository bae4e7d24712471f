import { parentPort, workerData } from 'node:worker_threads';
import { openLocalBlobs } from '../../blobs/local.js';
import { UzelError } from '../../errors.js';
import { readSteps } from './feed-steps.js';
import type { FromThread, ThreadTask, ToThread } from './feed-thread.js';
import { memoryOf } from './step-items.js';

/** The thread that reads one feed: it ends with the feed. */

/** Steps that may wait to be taken: one is being written, one is ready, one is being made. */
const STEPS_AHEAD = 1;

const port = parentPort;
if (port === null) throw new Error('this file is the main file of a thread');
const task: ThreadTask = workerData;
let waiting = 0;
let taken: (() => void) | undefined;
const questions = new Map<number, (known: readonly boolean[]) => void>();
let asked = 0;

port.on('message', (message: ToThread) => {
  if (message.kind === 'known') {
    questions.get(message.id)?.(message.known);
    questions.delete(message.id);
    return;
  }
  waiting -= 1;
  taken?.();
});

const tell = (message: FromThread, memory: ArrayBuffer[] = []) => port.postMessage(message, memory);

function recognise(fingerprints: readonly string[]): Promise<readonly boolean[]> {
  asked += 1;
  const id = asked;
  tell({ kind: 'ask', id, fingerprints });
  return new Promise((resolve) => questions.set(id, resolve));
}

try {
  const blobs = await openLocalBlobs(task.dataDir);
  for await (const step of readSteps(blobs.read(task.storedAs), task, recognise)) {
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
} finally {
  port.unref();
}
