import { parentPort, workerData } from 'node:worker_threads';
import { UzelError } from '../../errors.js';
import type { ExportTask } from './export-task.js';
import { exportOn, type FromExport, PIECES_AHEAD } from './export-thread.js';

/** A thread that writes one export; it is ended from outside when nobody takes it any more. */

const port = parentPort;
if (port === null) throw new Error('this file is the main file of a thread');
let waiting = 0;
let taken: (() => void) | undefined;

port.on('message', () => {
  waiting -= 1;
  taken?.();
});

const tell = (message: FromExport, memory: ArrayBuffer[] = []) => port.postMessage(message, memory);

try {
  for await (const bytes of exportOn(workerData as ExportTask, (begun) => tell({ kind: 'begun', ...begun }))) {
    while (waiting >= PIECES_AHEAD) {
      await new Promise<void>((resolve) => {
        taken = resolve;
      });
    }
    waiting += 1;
    tell({ kind: 'piece', bytes }, [bytes.buffer]);
  }
  tell({ kind: 'end' });
} catch (error) {
  if (error instanceof UzelError) tell({ kind: 'refused', code: error.code, publicMessage: error.publicMessage });
  else tell({ kind: 'failed', error });
}
port.close();
