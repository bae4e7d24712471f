import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Notes } from './notes.js';

/**
 * How much and how long the rest of a refused body is read away, so that a client that sends before it reads gets its
 * answer.
 */
const DRAIN_BYTES = 256 * 1024 * 1024;
const DRAIN_MS = 60_000;

/**
 * The body of a request as a stream of its own: whoever destroys it (a failed write does) leaves the request alive,
 * so that it can still be answered. A client that breaks off makes it fail.
 */
export function bodyOf(request: IncomingMessage, notes: Notes): Readable {
  const body = Readable.from(chunks(request, notes), { objectMode: false });
  // The generator may be waiting for a client that fell silent: the end of the stream must not wait for it.
  body._destroy = (error, done) => done(error);
  return body;
}

/**
 * Reads away what is left of a body, within limits.
 * @returns whether nothing is left; if not, the connection cannot be used again.
 */
export async function drain(request: IncomingMessage, notes: Notes): Promise<boolean> {
  if (request.complete && request.readableEnded) return true;
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined)
    return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, DRAIN_MS, false);
  });
  try {
    return await Promise.race([late, readAway(request, notes)]);
  } finally {
    clearTimeout(timer);
  }
}

async function readAway(request: IncomingMessage, notes: Notes): Promise<boolean> {
  let left = DRAIN_BYTES;
  try {
    for await (const chunk of chunks(request, notes)) {
      left -= chunk.length;
      if (left < 0) return false;
    }
    return true;
  } catch {
    return false; // the client is gone, and with it the reason to read on
  }
}

async function* chunks(request: IncomingMessage, notes: Notes): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    notes.bytesIn = (notes.bytesIn ?? 0) + (chunk as Buffer).length;
    yield chunk as Buffer;
  }
}
