import { clientOf } from './clients/index.js';
import { excerpt, inWords } from './diagnosis.js';
import { EmulatorFailure } from './failure.js';
import { firstWord, lines1C, trim1C } from './one-c-text.js';
import type { EmulatorProfile } from './options.js';

/** What `checkauth` gave: the Cookie header, and the lines that newer clients send back. */
export interface Credentials {
  /** `name=value` of lines 2 and 3, untrimmed: the value of the hand-made Cookie header. */
  readonly cookie: string;
  /** Line 4 as printed (`sessid=…`), '' when there is none. */
  readonly token: string;
  /** Line 5 (`timestamp=…`) without its name, '' when there is none. */
  readonly timestamp: string;
}

/** What `init` gave. */
export interface ExchangeParameters {
  readonly zip: boolean;
  /** Bytes; ≤ 0 = no splitting. */
  readonly fileLimit: number;
  /** CommerceML version that the site speaks, of a line `version=`; absent when it said none, or was not asked. */
  readonly version?: string;
}

/** The verdict of a `file` or `import` answer: the first line decides, whatever the status was. */
export interface Verdict {
  readonly word: 'success' | 'failure' | 'progress' | 'unknown';
  /** The lines after the first. */
  readonly text: string;
}

/** Reads the answer to checkauth. Throws EmulatorFailure unless line 1 says `success`. */
export function readCredentials(text: string, profile: EmulatorProfile): Credentials {
  const word = firstWord(text, profile);
  if (word !== 'success') {
    throw new EmulatorFailure(
      word === 'failure'
        ? `checkauth: login and password were not accepted. The answer: ${excerpt(text)}`
        : `checkauth: the first line must be the word success alone; 1C tells its user that login and password were not accepted. ${inWords(text)}`,
    );
  }
  const [, name = '', value = '', token = '', timestamp = ''] = lines1C(text);
  if (/[\r\0]/.test(name + value)) {
    throw new EmulatorFailure(
      'checkauth: lines 2 and 3 hold a CR: no Cookie header can be made of them. Lines must end with LF alone.',
    );
  }
  const exact = clientOf(profile).exactFirstLine;
  return {
    cookie: `${name}=${value}`,
    token: exact ? token : trim1C(token),
    timestamp: trim1C(timestamp).replace(/^timestamp=/, ''),
  };
}

/**
 * Reads the answer to init (one-c-client.md §2): УТП, BAS and УТ 11 want exactly two lines, `zip=yes|no` and
 * `file_limit=<digits>`, and stop at any other count; УНФ and БУС take one or more, БУС with `version=` among them. An
 * unreadable or non-positive limit means no splitting.
 */
export function readExchangeParameters(text: string, profile: EmulatorProfile): ExchangeParameters {
  const client = clientOf(profile);
  const lines = lines1C(text).map((line) => (client.exactFirstLine ? line : trim1C(line).toLowerCase()));
  if (client.initLines === 'two' && lines.length !== 2) {
    const trailing = lines.length === 3 && lines[2] === '' ? ' (the answer ends with a line feed: leave it out)' : '';
    throw new EmulatorFailure(
      `init: ${lines.length} line(s) came where ${client.title} takes exactly 2 lines, zip= and file_limit=${trailing}: the exchange parameters were not received. ${inWords(text)}`,
    );
  }
  const [zip = '', limit = ''] = lines;
  if (zip !== 'zip=yes' && zip !== 'zip=no') {
    throw new EmulatorFailure(`init: line 1 must be zip=yes or zip=no. ${inWords(text)}`);
  }
  if (client.initLines === 'two' && !limit.startsWith('file_limit=')) {
    throw new EmulatorFailure(`init: line 2 must be file_limit=<bytes>. ${inWords(text)}`);
  }
  const digits = /^file_limit=(\d+)$/.exec(limit);
  const version = lines.find((line) => line.startsWith('version='))?.slice('version='.length);
  return {
    zip: zip === 'zip=yes',
    fileLimit: digits ? Number(digits[1]) : -1,
    ...(version === undefined ? {} : { version }),
  };
}

/** Reads the answer to file or import. */
export function readVerdict(text: string, profile: EmulatorProfile): Verdict {
  const word = firstWord(text, profile);
  const known = word === 'success' || word === 'failure' || word === 'progress' ? word : 'unknown';
  return { word: known, text: lines1C(text).slice(1).join('\n') };
}

/** An answer that is no success, for a message: what it says, or what is odd about it. */
export function refusalInWords(verdict: Verdict, text: string): string {
  return verdict.word === 'unknown' ? inWords(text) : `The answer: ${excerpt(text)}`;
}
