import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { EmulatorProfile } from './options.js';
import type { MadeRequest, SessionObserver } from './requester.js';
import { expectationOf, type Script, type ScriptStep } from './script.js';

/** Writes a conversation down as a fixture that `replayScript` can play. */
export interface Recorder extends Required<Pick<SessionObserver, 'onRequest'>> {
  /** Writes `steps.json`; the files are there already. */
  finish(): Promise<void>;
}

const LONGEST_EXPECTATION = 200;

/**
 * A recorder into a folder, which is made (one-c-client.md §4): `steps.json`, and every body that was sent as a file. Of
 * the answers only the first line is kept, of orders the XML declaration; login, password, cookie and token are not in
 * it. Repeated imports are one step, and a body that was sent already is not written again.
 */
export function createRecorder(folder: string, profile: EmulatorProfile, title: string): Recorder {
  const steps: ScriptStep[] = [];
  const bodies = new Map<string, Buffer>();

  const keep = async (name: string, body: Buffer): Promise<string> => {
    const clean = safeName(name);
    for (let count = 1; ; count += 1) {
      const file = count === 1 ? clean : `${clean}.${count}`;
      const written = bodies.get(file);
      if (written?.equals(body)) return file;
      if (written !== undefined) continue;
      bodies.set(file, body);
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), body);
      return file;
    }
  };

  return {
    async onRequest(made) {
      const name = made.step.parameters.find(([key]) => key === 'filename')?.[1];
      const sends = made.body !== undefined && name !== undefined;
      const file = sends && made.body ? await keep(name, await buffer(made.body.open())) : undefined;
      const step = scriptStep(made, name, file);
      const last = steps.at(-1);
      const again = last?.expect === 'progress' && last.mode === step.mode && last.filename === step.filename;
      if (again) steps.pop();
      steps.push(step);
    },
    async finish() {
      const script: Script = { title, profile, steps };
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, 'steps.json'), `${JSON.stringify(script, null, 2)}\n`);
    },
  };
}

function scriptStep(made: MadeRequest, name: string | undefined, file: string | undefined): ScriptStep {
  const others = made.step.parameters
    .filter(([key]) => key !== 'filename')
    .map(([key, value]) => `${key}=${key === 'timestamp' ? '{timestamp}' : value}`)
    .join('&');
  const usual = file === undefined ? 'GET' : 'POST';
  const said = expectationOf(made.answer.text).slice(0, LONGEST_EXPECTATION);
  return {
    type: made.step.type,
    mode: name === undefined && others !== '' ? `${made.step.mode}&${others}` : made.step.mode,
    ...(file === undefined ? {} : { file }),
    ...(name === undefined || name === file ? {} : { filename: name }),
    ...(name === undefined || others === '' ? {} : { tail: others }),
    ...(made.method === usual ? {} : { method: made.method }),
    // Whether to zip is the server's choice, not this 1C's: another one may answer otherwise.
    expect: made.step.mode.startsWith('init') && said.startsWith('zip=') ? ['zip=yes', 'zip=no'] : said,
  };
}

/** A name that stays inside the folder: no drive, no root, no `..`, and never over `steps.json`. */
function safeName(name: string): string {
  const parts = name.replaceAll('\\', '/').split('/');
  const safe = parts
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => part.replace(/[:*?"<>|]/g, '_'));
  const joined = safe.join('/');
  return joined === '' || joined === 'steps.json' ? `sent-${joined || 'file'}` : joined;
}
