import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** The built command line, as a user has it. `npm test` builds it first. */
const BIN = path.join(process.cwd(), 'dist', 'cli', 'index.js');

export type Environment = Readonly<Record<string, string>>;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running `uzel …`. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Outcome>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when `done` gives something else than undefined or false. @throws when the process ends before, or after 60 s */
  until<T>(what: string, done: () => T | Promise<T>): Promise<Exclude<T, undefined | false>>;
}

/** Starts `uzel` with nothing of this process's environment but where programs are. */
export function startUzel(environment: Environment, ...words: readonly string[]): Running {
  if (!existsSync(BIN)) throw new Error('dist/cli/index.js is not there: npm run build');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [BIN, ...words], {
    env: { PATH, HOME, TZ: 'Europe/Kyiv', HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code]): Outcome => ({ code, ...said }));
  return {
    child,
    ended,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    until: async (what, done) => {
      for (const deadline = Date.now() + 60_000; ; ) {
        const result = await done();
        if (result !== undefined && result !== false) return result as never;
        if (child.exitCode !== null || Date.now() > deadline) {
          throw new Error(`${what} did not happen; it said:\n${said.stdout}\n${said.stderr}`);
        }
        await sleep(30);
      }
    },
  };
}

/** Runs a command to its end. */
export const runUzel = async (environment: Environment, ...words: readonly string[]): Promise<Outcome> =>
  await startUzel(environment, ...words).ended;

/** Runs a command with `--json`, which must succeed and print one JSON document and nothing else. */
export async function uzelJson<T = Record<string, unknown>>(
  environment: Environment,
  ...words: readonly string[]
): Promise<T> {
  const { code, stdout, stderr } = await runUzel(environment, ...words, '--json');
  if (code !== 0 || stderr !== '') throw new Error(`uzel ${words.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
