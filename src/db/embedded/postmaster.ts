import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { UzelError } from '../../errors.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { findHolder, removeBlockingPidFile } from './pid-file.js';
import { type Place, SOCKET_NAME } from './place.js';
import { run } from './run.js';

/** All that is needed to start the postmaster of a cluster and to find it. */
export interface Postmaster {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly byDescriptor: boolean;
  /** Folder of the Unix socket; absent where PostgreSQL listens on 127.0.0.1. */
  readonly sockets: string | undefined;
  readonly port: number;
  /** `name=value` of postgresql.conf. */
  readonly settings: readonly string[];
  /** The URL of one of its databases. */
  url(database: string): string;
  readonly log: Logger;
}

/** Recovery after a crash may have to read all of max_wal_size. */
const START_LIMIT_MS = 10 * 60_000;
/** A postmaster that lives but has no socket yet, or is just ending. */
const SILENT_LIMIT_MS = 60_000;
const LOG_LIMIT = 10 * 1024 * 1024;

/**
 * Returns when the postmaster takes connections: the running one is used whoever started it, else one is started.
 * Safe when several processes do it at once: PostgreSQL's own lock file lets one postmaster live, the others find it.
 * @returns true when it was started here
 * @throws UzelError UZ1604 with the end of PostgreSQL's log
 */
export async function ensureRunning(postmaster: Postmaster): Promise<boolean> {
  const { place, log } = postmaster;
  const began = Date.now();
  let told = began;
  for (;;) {
    const answer = await ping(postmaster.url('postgres'));
    if (answer === 'ready') return false;
    if (answer === 'absent') {
      const holder = await findHolder(place.data);
      if (holder.state === 'blocked') {
        log.warn(
          { file: `${place.data}/postmaster.pid` },
          'the file is empty or its number is another program now: removing it',
        );
        await removeBlockingPidFile(place.data);
      }
      if (holder.state !== 'postmaster') {
        if (await start(postmaster)) return true;
      } else if (Date.now() - began > SILENT_LIMIT_MS) {
        throw new UzelError(
          'UZ1604',
          `PostgreSQL (process ${holder.pid}) does not answer. Stop that process and start again; its log is ${place.log}.`,
        );
      }
    }
    if (Date.now() - began > START_LIMIT_MS) {
      throw new UzelError('UZ1604', `PostgreSQL was not ready within ten minutes. Its log is ${place.log}.`);
    }
    if (Date.now() - told > 5_000) {
      told = Date.now();
      log.info({ log: place.log }, 'waiting for PostgreSQL, which recovers or is ending');
    }
    await sleep(answer === 'starting' ? 30 : 100);
  }
}

/** Starts a postmaster and returns when it takes connections (true) or when it found another in its place (false). */
async function start(postmaster: Postmaster): Promise<boolean> {
  const { place, account, log } = postmaster;
  await rotateLog(place.log);
  // Nobody has the data, so the lock of the socket is stale; left there, its number may be another program's by now.
  if (postmaster.sockets) await rm(path.join(postmaster.sockets, `${SOCKET_NAME}.lock`), { force: true });
  const output = await open(place.log, 'a', 0o600);
  const offset = (await output.stat()).size;
  const { child, ended } = await run({
    program: postmaster.binaries.postgres,
    args: ([data = place.data, sockets = '']) => [
      '-D',
      data,
      '-p',
      String(postmaster.port),
      ...[...postmaster.settings, `unix_socket_directories=${sockets}`].flatMap((setting) => ['-c', setting]),
    ],
    folders: postmaster.sockets ? [place.data, postmaster.sockets] : [place.data],
    account,
    byDescriptor: postmaster.byDescriptor,
    output,
    detached: true,
  });
  let end: number | Error | undefined;
  void ended.then((how) => {
    end = how;
  });
  await output.close();
  child.unref();
  const began = Date.now();
  while (end === undefined && Date.now() - began < START_LIMIT_MS) {
    await sleep(15);
    if ((await ping(postmaster.url('postgres'))) === 'ready') {
      log.info(
        { folder: place.folder, postmaster: child.pid, user: account?.name, ms: Date.now() - began },
        'started PostgreSQL',
      );
      return true;
    }
  }
  if (end === 0) return false; // it ran, and another process that used it has stopped it already
  const said = await readFrom(place.log, offset);
  // Another starter was quicker, or what a killed postmaster left behind is still ending: look again.
  if (/lock file "[^"]*" (already exists|is empty)|pre-existing shared memory block/.test(said)) {
    await sleep(200);
    return false;
  }
  const reason =
    end instanceof Error ? end.message : said.trim().split('\n').slice(-8).join('\n') || `it ended with ${end}`;
  throw new UzelError(
    'UZ1604',
    `The embedded PostgreSQL did not start: ${reason}\nIts log is ${place.log}. A PostgreSQL of your own can be named in DATABASE_URL.`,
  );
}

/** What answers at the address: nothing, one that is not ready yet or ending, or a PostgreSQL that takes connections. */
async function ping(url: string): Promise<'absent' | 'starting' | 'ready'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // it ends while we look: the answer below says so
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const { code } = error as { code?: string };
    if (code?.startsWith('57P')) return 'starting'; // starting up, recovering or shutting down
    if (code === '53300') return 'ready'; // too many connections: it lives
    if (code === undefined || /^E[A-Z]+$/.test(code)) return 'absent';
    throw new UzelError('UZ1604', `The embedded PostgreSQL refuses us: ${(error as Error).message}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined); // never connected, or gone
  }
}

async function rotateLog(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0;
      throw error;
    },
  );
  if (size > LOG_LIMIT) await rename(file, `${file}.1`);
}

async function readFrom(file: string, offset: number): Promise<string> {
  return (await readFile(file)).subarray(offset).toString('utf8');
}
