import type { ServerResponse } from 'node:http';
import type { UzelError } from '../errors.js';

/** What a request turned out to be, for its one line in the log. Never a secret: no sessid, cookie or password. */
export interface Notes {
  shop?: string | undefined;
  exchange?: string | undefined;
  node?: string | undefined;
  type?: string | undefined;
  mode?: string | undefined;
  file?: string | undefined;
  /** Bytes of the body that were read. */
  bytesIn?: number | undefined;
  /** First word of the answer: success, failure, progress … */
  answer?: string | undefined;
  /** First line of the answer, for the history of its exchange. */
  firstLine?: string | undefined;
  error?: UzelError | undefined;
}

const notes = new WeakMap<ServerResponse, Notes>();

/** The notes on the request that this response answers; made when there are none. */
export function notesOf(response: ServerResponse): Notes {
  const known = notes.get(response) ?? {};
  notes.set(response, known);
  return known;
}
