import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'cli', 'index.js');
const READY_MS = 120_000;
const STOP_MS = 15_000;

/**
 * The built server in a process of its own, on an embedded database in a folder of its own.
 * @typedef {{ url: string, pid: number, node(name: string, login: string, password: string): Promise<void>,
 *   peakMegabytes(): Promise<number>, stop(): Promise<void> }} BuiltServer
 */

/**
 * @param {string} dataDir an empty folder
 * @returns {Promise<BuiltServer>} once /ready answers
 */
export async function startBuiltServer(dataDir) {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  delete env.DATABASE_URL;
  const server = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk) => {
    said = (said + chunk).slice(-20_000);
  };
  server.stdout.on('data', keep);
  server.stderr.on('data', keep);
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_MS;
  while (!(await isReady(`${url}/ready`))) {
    if (server.exitCode !== null || server.pid === undefined || Date.now() > deadline) {
      server.kill('SIGKILL');
      throw new Error(`The server did not become ready. It said:\n${said}`);
    }
    await sleep(100);
  }
  const { pid } = server;
  return {
    url,
    pid,
    async node(name, login, password) {
      const words = ['node', 'add', name, '--login', login, '--password', password, '--profile', 'trade', '--json'];
      await promisify(execFile)(process.execPath, [cli, ...words], { env });
    },
    /** The highest resident size that the process has had: VmHWM, kept by the kernel. */
    async peakMegabytes() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    async stop() {
      if (server.exitCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      const late = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
      await gone;
      clearTimeout(late);
    },
  };
}

async function isReady(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
