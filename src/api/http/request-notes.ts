import type { Response } from 'express';

/** What a request over REST turned out to be, for its one line in the log. Never a secret: of a key its name and id. */
export interface RequestNotes {
  shop?: string;
  keyId?: string;
  keyName?: string;
  /** `operationId` of a request that may write; what it is about stands in the address. */
  operation?: string;
  /** The id of what was made: it stands in no address yet. */
  made?: string;
  /** True = the write was done before under the same Idempotency-Key; nothing was written now. */
  replayed?: true;
  /** Code of the error that was answered. */
  code?: string;
}

const notes = new WeakMap<Response, RequestNotes>();

/** Adds to what is noted of the request that this response answers. */
export function noteRequest(response: Response, more: RequestNotes): void {
  notes.set(response, Object.assign(notes.get(response) ?? {}, more));
}

/** What was noted of the request; empty = nothing. */
export const requestNotesOf = (response: Response): RequestNotes => notes.get(response) ?? {};
