import { EmulatorFailure } from './failure.js';
import { firstWord, lines1C, trim1C } from './one-c-text.js';
import type { EmulatorProfile } from './options.js';

/** What `checkauth` gave: the Cookie header, and the line that newer clients send back. */
export interface Credentials {
  /** `name=value` of lines 2 and 3, untrimmed: the value of the hand-made Cookie header. */
  readonly cookie: string;
  /** Line 4 as printed (`sessid=…`), '' when there is none. The profiles here ignore it. */
  readonly token: string;
  /** Line 5 (`timestamp=…`) without its name, '' when there is none. */
  readonly timestamp: string;
}

/** What `init` gave. */
export interface ExchangeParameters {
  readonly zip: boolean;
  /** Bytes; ≤ 0 = no splitting. */
  readonly fileLimit: number;
}

/** The verdict of a `file` or `import` answer: the first line decides, whatever the status was. */
export interface Verdict {
  readonly word: 'success' | 'failure' | 'progress' | 'unknown';
  /** The lines after the first. */
  readonly text: string;
}

/** Reads the answer to checkauth. Throws EmulatorFailure unless line 1 says `success`. */
export function readCredentials(text: string, profile: EmulatorProfile): Credentials {
  if (firstWord(text, profile) !== 'success') {
    throw new EmulatorFailure(`checkauth: login and password were not accepted. The answer: ${excerpt(text)}`);
  }
  const [, name = '', value = '', token = '', timestamp = ''] = lines1C(text);
  if (/[\r\0]/.test(name + value)) {
    throw new EmulatorFailure('checkauth: lines 2 and 3 hold a CR: no Cookie header can be made of them.');
  }
  return { cookie: `${name}=${value}`, token, timestamp: timestamp.replace(/^timestamp=/, '') };
}

/**
 * Reads the answer to init: exactly two lines, `zip=yes|no` and `file_limit=<digits>` (one-c-client.md §2). Another
 * count of lines, or other names, stop the exchange; an unreadable or non-positive limit means no splitting.
 */
export function readExchangeParameters(text: string, profile: EmulatorProfile): ExchangeParameters {
  const lines = lines1C(text).map((line) => (profile === 'utp' ? line : trim1C(line).toLowerCase()));
  const [zip = '', limit = ''] = lines;
  if (lines.length !== 2) {
    throw new EmulatorFailure(`init: the exchange parameters were not received: 2 lines wanted, ${lines.length} came.`);
  }
  if (zip !== 'zip=yes' && zip !== 'zip=no') {
    throw new EmulatorFailure(`init: line 1 must be zip=yes or zip=no. The answer: ${excerpt(text)}`);
  }
  const digits = /^file_limit=(\d+)$/.exec(limit);
  if (!limit.startsWith('file_limit=')) {
    throw new EmulatorFailure(`init: line 2 must be file_limit=<bytes>. The answer: ${excerpt(text)}`);
  }
  return { zip: zip === 'zip=yes', fileLimit: digits ? Number(digits[1]) : -1 };
}

/** Reads the answer to file or import. */
export function readVerdict(text: string, profile: EmulatorProfile): Verdict {
  const word = firstWord(text, profile);
  const known = word === 'success' || word === 'failure' || word === 'progress' ? word : 'unknown';
  return { word: known, text: lines1C(text).slice(1).join('\n') };
}

/** The beginning of an answer, for a message. */
export function excerpt(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
