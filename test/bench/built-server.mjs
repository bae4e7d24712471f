import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(here, '..', '..', 'dist', 'cli', 'index.js');
const observer = path.join(here, 'observe-server.mjs');
const READY_MS = 120_000;
const STOP_MS = 15_000;
/** At rest: less than this part of a core, for so many looks in a row. */
const REST = { share: 0.1, looks: 4, everyMs: 50, patienceMs: 120_000 };

/**
 * What the process tells of itself: the event loop since the last `startMeasuring` (milliseconds, each with the 10 ms
 * between two looks), CPU seconds since its start.
 * @typedef {{ loopP999Ms: number, loopMaxMs: number, cpuSeconds: number, maxRssMb: number }} Observed
 *
 * The built server in a process of its own.
 * @typedef {{ url: string, pid: number, node(name: string, login: string, password: string): Promise<void>, key(name: string): Promise<string>,
 *   resetPeak(): Promise<boolean>, peakMegabytes(): Promise<number>, startMeasuring(): Promise<Observed>,
 *   observed(): Promise<Observed>, untilAtRest(): Promise<void>, stop(): Promise<void> }} BuiltServer
 */

/**
 * @param {string} dataDir an empty folder
 * @param {string | undefined} databaseUrl absent: the embedded PostgreSQL in the folder
 * @returns {Promise<BuiltServer>} once /ready answers
 */
export async function startBuiltServer(dataDir, databaseUrl) {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  delete env.DATABASE_URL;
  if (databaseUrl !== undefined) env.DATABASE_URL = databaseUrl;
  const server = spawn(process.execPath, ['--import', observer, cli, 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
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
  const ask = async (wish) => {
    if (!server.connected) throw new Error(`The server has ended. It said:\n${said}`);
    const answer = once(server, 'message');
    server.send(wish);
    return (await answer)[0];
  };
  return {
    url,
    pid,
    async node(name, login, password) {
      const words = ['node', 'add', name, '--login', login, '--password', password, '--profile', 'trade', '--json'];
      await promisify(execFile)(process.execPath, [cli, ...words], { env });
    },
    /** A key of the REST API that may do everything, without a limit that a measurement could reach. */
    async key(name) {
      const words = ['key', 'add', name, '--rate', '10000000', '--json'];
      const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words], { env });
      return JSON.parse(stdout).key;
    },
    /** Forgets the highest resident size so far; false where the kernel cannot: it then counts from the start. */
    async resetPeak() {
      return await writeFile(`/proc/${pid}/clear_refs`, '5').then(
        () => true,
        () => false,
      );
    },
    /** The highest resident size since `resetPeak`: VmHWM, kept by the kernel; elsewhere what the process itself says. */
    async peakMegabytes() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
      return kilobytes === undefined ? (await ask('read')).maxRssMb : Number(kilobytes) / 1024;
    },
    startMeasuring: () => ask('reset'),
    observed: () => ask('read'),
    /** What the server does behind the exchange (packing the feed) is not to be measured with the next one. */
    async untilAtRest() {
      const deadline = Date.now() + REST.patienceMs;
      for (let quiet = 0, last = await ask('read'); quiet < REST.looks && Date.now() < deadline; ) {
        await sleep(REST.everyMs);
        const now = await ask('read');
        const share = (now.cpuSeconds - last.cpuSeconds) / (REST.everyMs / 1000);
        quiet = share < REST.share ? quiet + 1 : 0;
        last = now;
      }
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
