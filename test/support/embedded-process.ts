import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that uses the embedded PostgreSQL of a data folder, as a server or a command does. */
export interface EmbeddedProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly account: string | undefined;
  /** What it logged, one JSON text a line, while it opened. */
  readonly logged: string;
  /** From the call of openEmbedded to its return. */
  readonly ms: number;
  /** Leaves the PostgreSQL as a program that ends does. */
  close(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

const PROGRAM = `
  const [, folder, options] = process.argv;
  const { openEmbedded } = await import(folder + '/db/embedded.js');
  const { pino } = await import('pino');
  const began = performance.now();
  const log = pino(pino.destination({ dest: 2, sync: true }));
  const embedded = await openEmbedded({ connections: 20, log, ...JSON.parse(options) }).catch((error) => ({ error }));
  const answer = embedded.error
    ? { code: embedded.error.code, message: embedded.error.publicMessage ?? String(embedded.error.stack) }
    : { url: embedded.url, account: embedded.account, ms: performance.now() - began };
  process.stdout.write(JSON.stringify(answer) + '\\n');
  if (embedded.error) process.exit(1);
  process.stdin.once('data', async () => { await embedded.close(); process.exit(0); });
`;

/** What `openEmbedded` is given, and as whom the process runs. */
export interface ProcessOptions {
  readonly dataDir: string;
  readonly tcp?: boolean;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Starts one. @param sources folder that stands for src/, by `compileSources`
 * @throws Error with the code and text of the UzelError when it did not open
 */
export async function startEmbeddedProcess(sources: string, given: ProcessOptions): Promise<EmbeddedProcess> {
  const { uid, gid, ...options } = given;
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, sources, JSON.stringify(options)], {
    cwd: process.cwd(),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // a process group of its own, that a test may signal as a terminal does
    ...(uid === undefined ? {} : { uid, gid }),
  });
  let logged = '';
  child.stderr.on('data', (chunk) => {
    logged += chunk;
  });
  const exited = once(child, 'exit');
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), exited.then(() => [undefined])]);
  if (line === undefined) throw new Error(`the process ended: ${logged}`);
  const answer = JSON.parse(line);
  if (!answer.url) throw Object.assign(new Error(answer.message), { code: answer.code });
  return {
    child,
    ...answer,
    logged,
    close: async () => {
      child.stdin.write('close\n');
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL'); // nothing, when it has ended
      await exited;
    },
  };
}
