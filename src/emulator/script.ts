import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EmulatorFailure } from './failure.js';
import { lines1C, trim1C } from './one-c-text.js';
import type { EmulatorProfile } from './options.js';

/**
 * One step of a `steps.json`. In `type`, `mode` and `tail`, `{token}` stands for line 4 of the last checkauth as printed
 * (`sessid=…`), `{sessid}` for the same without its name, `{timestamp}` for line 5 of the first checkauth, without its
 * name (one-c-client.md §4).
 */
export interface ScriptStep {
  /** What stands after `?type=`. */
  readonly type: string;
  /** What stands after `&mode=`, up to the name of the file. */
  readonly mode: string;
  /** A file of the script's folder, sent whole as the body. */
  readonly file?: string;
  /** Default: `file`. */
  readonly filename?: string;
  /** What stands after the name of the file, without its first `&`. */
  readonly tail?: string;
  /** Default: POST with a file, else GET. */
  readonly method?: 'GET' | 'POST';
  /** The first line of the answer, or those that are right; of an XML, its declaration. */
  readonly expect: string | readonly string[];
}

/** A `steps.json`: what one 1C sends, in its order, and what it must be told. */
export interface Script {
  readonly title: string;
  /** How requests are made and answers are read. */
  readonly profile: EmulatorProfile;
  readonly steps: readonly ScriptStep[];
}

/** Reads `steps.json` of a folder. Throws EmulatorFailure when there is none, or none that can be read. */
export async function readScript(folder: string): Promise<Script> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'steps.json'), 'utf8')) as Script;
  } catch (error) {
    throw new EmulatorFailure(`The folder ${folder} holds no steps.json that can be read.`, { cause: error });
  }
}

/** What of an answer is compared and kept: its first line trimmed and in lower case, of an XML the declaration alone. */
export function expectationOf(answer: string): string {
  const line = trim1C(lines1C(answer)[0] ?? '').toLowerCase();
  return /^<\?xml[^>]*\?>/.exec(line)?.[0] ?? line;
}
