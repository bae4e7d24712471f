import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Credentials, excerpt, readCredentials } from './answers.js';
import { EmulatorFailure } from './failure.js';
import { firstWord } from './one-c-text.js';
import type { ConnectionOptions, EmulatorProfile, Step } from './options.js';
import { cutIntoPieces, type PieceBody } from './pieces.js';
import { createRequester, type SessionAnswer } from './requester.js';

/** One step of a `steps.json`. */
export interface ScriptStep {
  /** What stands after `?type=`; `{token}` in it is line 4 of the last checkauth, as УНФ puts it there (§4). */
  readonly type: string;
  /** What stands after `&mode=`, with `{token}` too. */
  readonly mode: string;
  /** A file of the script's folder, sent whole as the body. */
  readonly file?: string;
  /** Default: `file`. */
  readonly filename?: string;
  /** The first line of the answer, or those that are right. */
  readonly expect: string | readonly string[];
}

/** A `steps.json`: what one 1C sends, in its order, and what it must be told. */
export interface Script {
  readonly title: string;
  /** How answers are read; УНФ reads them as `trade` does. */
  readonly profile: EmulatorProfile;
  readonly steps: readonly ScriptStep[];
}

/** Reads `steps.json` of a folder. */
export async function readScript(folder: string): Promise<Script> {
  return JSON.parse(await readFile(path.join(folder, 'steps.json'), 'utf8')) as Script;
}

/**
 * Makes the steps of a folder's `steps.json` one after another against a server, an import again until it is done.
 * Gives the steps that were made. Throws EmulatorFailure at the first answer that is not the expected one.
 */
export async function replayScript(folder: string, connection: Omit<ConnectionOptions, 'profile'>): Promise<Step[]> {
  const { profile, steps } = await readScript(folder);
  const made: Step[] = [];
  let credentials: Credentials | undefined;
  for (const [index, step] of steps.entries()) {
    if (step.mode === 'checkauth') credentials = undefined;
    const withToken = (text: string): string => text.replace('{token}', credentials?.token ?? '');
    const send = createRequester({ ...connection, profile }, withToken(step.type), { onStep: (one) => made.push(one) });
    const name = step.filename ?? step.file;
    const parameters = name === undefined ? [] : [['filename', name] as const];
    let answer: SessionAnswer;
    do {
      const body = step.file === undefined ? undefined : await wholeFile(path.join(folder, step.file));
      answer = await send(credentials?.cookie, body ? 'POST' : 'GET', withToken(step.mode), parameters, body);
    } while (step.mode.startsWith('import') && firstWord(answer.text, profile) === 'progress');
    if (![step.expect].flat().includes(firstWord(answer.text, profile))) {
      throw new EmulatorFailure(`Step ${index + 1} (${step.type} ${step.mode} ${name ?? ''}): ${excerpt(answer.text)}`);
    }
    if (step.mode === 'checkauth') credentials = readCredentials(answer.text, profile);
  }
  return made;
}

async function wholeFile(file: string): Promise<PieceBody | undefined> {
  return (await cutIntoPieces({ path: file }, 0))[0];
}
