import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Binaries } from './binaries.js';
import { findHolder } from './pid-file.js';
import type { Place } from './place.js';
import { run } from './run.js';

/** A server has 10 s to end in all. */
const STOP_LIMIT_MS = 6_000;

/**
 * Fast shutdown: connections are cut, everything is written, the postmaster ends. Returns when it did, or after 6 s, when it
 * goes on ending by itself (the next start waits for it).
 */
export async function stopPostmaster(place: Place, binaries: Binaries, log: Logger): Promise<void> {
  const holder = await findHolder(place.data);
  if (holder.state !== 'postmaster') return;
  if (process.platform === 'win32') {
    await stopByProgram(place, binaries); // Windows has no SIGINT for other processes
  } else {
    process.kill(holder.pid, 'SIGINT');
  }
  const began = Date.now();
  while ((await findHolder(place.data)).state === 'postmaster') {
    if (Date.now() - began > STOP_LIMIT_MS) {
      log.warn({ postmaster: holder.pid, log: place.log }, 'PostgreSQL is still writing; it ends by itself');
      return;
    }
    await sleep(20);
  }
  log.info({ ms: Date.now() - began }, 'stopped PostgreSQL');
}

async function stopByProgram(place: Place, binaries: Binaries): Promise<void> {
  const output = await open(place.log, 'a');
  const { ended } = await run({
    program: binaries.pgCtl,
    args: ([data = place.data]) => ['stop', '-D', data, '-m', 'fast', '-W'],
    folders: [place.data],
    account: undefined,
    byDescriptor: false,
    output,
    detached: false,
  });
  await ended;
  await output.close();
}
