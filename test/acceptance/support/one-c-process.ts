import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { EmulatorProfile } from '../../../src/emulator/index.js';

const CLI = path.join(process.cwd(), 'dist', 'cli', 'index.js');

/** What an emulated 1C of its own process needs to know. */
export interface OneCPlan {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly profile: EmulatorProfile;
  /** Where it keeps its orders. */
  readonly base: string;
}

/** `uzel emulate --every`: a 1C that exchanges orders again and again, in a process that can be killed. */
export class OneCProcess {
  private child: ChildProcess | undefined;
  /** What it said on standard error, of all its lives. */
  readonly errors: string[] = [];

  constructor(readonly plan: OneCPlan) {}

  start(): void {
    const { url, login, password, profile, base } = this.plan;
    const words = ['--url', url, '--login', login, '--password', password, '--profile', profile];
    const child = spawn(process.execPath, [CLI, 'emulate', ...words, '--orders', '--base', base, '--every', '1'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (data: Buffer) => this.errors.push(data.toString()));
    this.child = child;
  }

  /** kill -9, in the midst of whatever it does. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM: it ends what it does. @returns its exit code */
  async stop(): Promise<number | null> {
    return await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }
}
