import type { UzelError } from '../errors.js';
import { decodeBytes, toWindows1251 } from './text.js';

/** One whole answer of the protocol. */
export interface Answer {
  /** 200 also for `failure` (one-c-client.md §1); 401 when no credentials were sent; 304 when listening brought nothing. */
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** Whom to tell how the sending ends; absent = nobody asks. */
  readonly sending?: Sending | undefined;
}

/** Hears whether an answer went out to its last byte; `lost` takes that back: the client was gone before it had read it. Neither fails. */
export interface Sending {
  whole(): Promise<void>;
  lost(): Promise<void>;
}

const TEXT = 'text/plain; charset=windows-1251';

/** The whole of a short answer; УНФ shows it to its user only below 255 characters (commerceml.md §1.2 G12). */
const SHORT = 254;
/** The whole of a failure of import or file: it names file, line and what to do, and every client shows all of it. */
const LONG = 1000;

/** So many bytes of a first line are told: that of an XML document may be the whole of it. */
const FIRST_LINE = 200;

/** A text answer: lines divided by LF, none at the end, windows-1251 (commerceml.md §1.2). */
export function lines(...all: readonly string[]): Answer {
  return { status: 200, contentType: TEXT, body: toWindows1251(all.join('\n')) };
}

export const SUCCESS: Answer = lines('success');

/** Nothing has happened: the one answer without a body, to type=listen. */
export const NOTHING_NEW: Answer = { status: 304, contentType: TEXT, body: Buffer.alloc(0) };

/** `progress` and what is being done, for the user of 1C. */
export function progress(text: string): Answer {
  return lines('progress', oneLine(text, SHORT - 'progress\n'.length));
}

/** `failure`, the public text and the code. */
export function failure(error: Pick<UzelError, 'publicMessage' | 'code'>, room: 'short' | 'long' = 'short'): Answer {
  const code = ` [${error.code}]`;
  const limit = (room === 'short' ? SHORT : LONG) - 'failure\n'.length - code.length;
  return lines('failure', `${oneLine(error.publicMessage, limit)}${code}`);
}

/** The first word of an answer, for the log. */
export function firstWord(answer: Answer): string {
  return /^\S+/.exec(answer.body.subarray(0, 20).toString('latin1'))?.[0] ?? '';
}

/** The first line of an answer: of checkauth the word alone, its secrets stand in those below. */
export function firstLine(answer: Answer): string {
  const head = answer.body.subarray(0, FIRST_LINE);
  const end = head.indexOf('\n');
  return decodeBytes(end < 0 ? head : head.subarray(0, end)).trim();
}

function oneLine(text: string, limit: number): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return flat.length <= limit ? flat : `${flat.slice(0, limit - 1).trimEnd()}…`;
}
