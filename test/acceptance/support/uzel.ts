import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openEmptyDatabase } from '../../support/database.js';

/** The built server and its command line, as a user has them: black boxes. */
const CLI = path.join(process.cwd(), 'dist', 'cli', 'index.js');
const run = promisify(execFile);

export interface UzelOptions {
  /** Absent: a new empty database on TEST_DATABASE_URL. `embedded`: the server's own PostgreSQL in its data folder. */
  readonly database?: 'embedded' | { readonly url: string };
  readonly env?: Readonly<Record<string, string>>;
}

/** A server process of a test. */
export class Uzel {
  private child: ChildProcess | undefined;
  readonly output: string[] = [];

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    readonly env: NodeJS.ProcessEnv,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  /** Starts a server on a free port with a fresh data folder and an empty database. */
  static async start(options: UzelOptions = {}): Promise<Uzel> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-acc-'));
    const port = await freePort();
    const database =
      options.database === 'embedded'
        ? { url: undefined, close: async () => {} }
        : options.database
          ? { url: options.database.url, close: async () => {} }
          : await openEmptyDatabase();
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      DEFAULT_TIME_ZONE: 'Europe/Kyiv',
      ...(database.url === undefined ? {} : { DATABASE_URL: database.url }),
      ...options.env,
    };
    const uzel = new Uzel(`http://127.0.0.1:${port}`, dataDir, env, database.close);
    await uzel.launch();
    return uzel;
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error('the server does not run');
    return pid;
  }

  /** Starts the process (again) and waits until it is ready. */
  async launch(): Promise<void> {
    const child = spawn(process.execPath, [CLI, 'serve'], { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    const before = this.output.length;
    const log = createWriteStream(path.join(this.dataDir, 'server.log'), { flags: 'a' });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => this.output.push(data.toString()));
      stream.pipe(log, { end: false });
    }
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      if (child.exitCode !== null)
        throw new Error(`the server stopped with ${child.exitCode}:\n${this.output.join('')}`);
      const ready = await fetch(`${this.url}/ready`).catch(() => undefined);
      // What it prints for the person comes when it is ready, and ends with the frame or the address.
      if (ready?.status === 200 && this.output.slice(before).join('').includes('/1c_exchange')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server is not ready:\n${this.output.join('')}`);
  }

  /** kill -9: nothing is said, nothing is closed. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM; resolves with the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill(signal);
    return exited;
  }

  /** Stops the server and removes its folder and database. */
  async dispose(): Promise<void> {
    await this.stop();
    await this.dropDatabase();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Runs `uzel …` with `--json` and gives what it prints. */
  async cli<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const { stdout } = await run(process.execPath, [CLI, ...args, '--json'], { env: this.env });
    return JSON.parse(stdout) as T;
  }

  /** Runs `uzel …` and gives its standard output as it is. */
  async text(...args: string[]): Promise<string> {
    return (await run(process.execPath, [CLI, ...args], { env: this.env, maxBuffer: 100_000_000 })).stdout;
  }

  /** What a first start printed for the person: the login of node `1c` (profile `trade`) and an API key. */
  get printed(): { readonly login: { login: string; password: string }; readonly key: string } {
    const text = this.output.join('');
    const find = (pattern: RegExp): string => {
      const found = pattern.exec(text)?.[1];
      if (!found) throw new Error(`the first start did not print ${pattern}:\n${text}`);
      return found;
    };
    return {
      login: { login: find(/Пользователь +(\S+)/), password: find(/Пароль +(\S+)/) },
      key: find(/Ключ REST API +(\S+)/),
    };
  }

  /** A node and a key for a test. */
  async connect(
    profile: 'trade' | 'utp' | 'unf' | 'bitrix3' = 'trade',
    name = 'shop1c',
  ): Promise<{ login: string; password: string }> {
    const login = `${name}-login`;
    const password = `${name}-password`;
    await this.cli('node', 'add', name, '--login', login, '--password', password, '--profile', profile);
    return { login, password };
  }

  async apiKey(): Promise<string> {
    const { key } = await this.cli<{ key: string }>('key', 'add', `test-${randomBytes(4).toString('hex')}`);
    return key;
  }
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
