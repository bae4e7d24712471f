import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** An example, run as its README says: `node examples/<name>/server.js`. */
export class ExampleProcess {
  private child: ChildProcess | undefined;
  /** All that it printed, in all its lives. */
  output = '';

  constructor(
    readonly name: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Starts it, and waits for a line. @returns its match */
  async start(ready: RegExp): Promise<RegExpExecArray> {
    const from = this.output.length;
    const file = path.join(process.cwd(), 'examples', this.name, 'server.js');
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env };
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    return await this.says(ready, from);
  }

  /** Waits until it has printed something. @param from how much of the output is not looked at */
  async says(what: RegExp, from = 0): Promise<RegExpExecArray> {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      const found = what.exec(this.output.slice(from));
      if (found) return found;
      if (this.child && this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${this.name} did not say ${what}:\n${this.output}`);
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
