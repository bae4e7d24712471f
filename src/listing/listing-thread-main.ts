import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { openServer } from '../db/open.js';
import { keepUp } from './keep-up.js';
import type { FromListingThread, ListingThreadData } from './listing-thread.js';
import { codeOf } from './lot-by-lot.js';

/** A thread that keeps the listing up until it is told to end. */

const port = parentPort;
if (port === null) throw new Error('this file is the main file of a thread');
// Linux takes it for the calling thread alone; elsewhere it would slow down the whole server.
const CALLING_THREAD = 0;
const BEHIND_REQUESTS = 10;
if (process.platform === 'linux') os.setPriority(CALLING_THREAD, BEHIND_REQUESTS);

const stopping = new AbortController();
port.once('message', () => stopping.abort());

const { url } = workerData as ListingThreadData;
const CONNECTIONS = 1;
const db = await openServer(url, CONNECTIONS, pino({ level: 'silent' })); // what goes wrong, its caller is told
const tell = (message: FromListingThread): void => port.postMessage(message);
try {
  await keepUp(
    db,
    {
      failed: (error, shopId) => tell({ failed: asError(error), code: codeOf(error), shopId }),
      troubled: (shopId, troubles) => tell({ shopId, troubles }),
    },
    stopping.signal,
  );
} finally {
  await db.close();
  port.close();
}

/** What a thread may tell another: errors of libraries carry what cannot be sent. */
function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const told = new Error(error.message);
  if (error.stack !== undefined) told.stack = error.stack;
  return told;
}
