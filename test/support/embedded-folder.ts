import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import pg from 'pg';
import { findHolder } from '../../src/db/embedded/pid-file.js';
import { compileSources } from './compiled-sources.js';
import { type EmbeddedProcess, type ProcessOptions, startEmbeddedProcess } from './embedded-process.js';

/** A data folder for each test, and the processes that use its embedded PostgreSQL. */
export interface EmbeddedFolder {
  /** The folder of the running test; a test may name another. */
  dataDir: string;
  /** PGDATA of it. */
  data(): string;
  /** Starts a process that uses it; killed after the test if it still runs. */
  start(options?: Partial<ProcessOptions>): Promise<EmbeddedProcess>;
  /** Puts a cluster there that was made and stopped before: saves the test an initdb. */
  fill(): Promise<void>;
  /** Process number of the postmaster, undefined when none runs. */
  postmaster(): Promise<number | undefined>;
}

/** Registers the hooks of a test file. */
export function useEmbeddedFolder(): EmbeddedFolder {
  const processes: EmbeddedProcess[] = [];
  let sources: Awaited<ReturnType<typeof compileSources>>;
  let base: string;
  let filled: string | undefined;

  const folder: EmbeddedFolder = {
    dataDir: '',
    data: () => path.join(folder.dataDir, 'postgres', 'data'),
    start: async (options = {}) => {
      const started = await startEmbeddedProcess(sources.folder, { dataDir: folder.dataDir, ...options });
      processes.push(started);
      return started;
    },
    fill: async () => {
      if (filled === undefined) {
        filled = path.join(base, 'filled');
        await (await folder.start({ dataDir: filled })).close();
      }
      await promisify(execFile)('cp', ['-a', `${filled}/.`, folder.dataDir]);
    },
    postmaster: async () => {
      const holder = await findHolder(folder.data());
      return holder.state === 'postmaster' ? holder.pid : undefined;
    },
  };

  beforeAll(async () => {
    sources = await compileSources(['db', 'errors.ts', 'config.ts']);
    base = await mkdtemp(path.join(os.tmpdir(), 'uzel-embedded-'));
    await chmod(base, 0o755);
  });
  beforeEach(async () => {
    folder.dataDir = await mkdtemp(path.join(base, 'test-'));
  });
  afterEach(async () => {
    for (const one of processes.splice(0)) await one.kill();
    const pid = await folder.postmaster();
    if (pid !== undefined) process.kill(pid, 'SIGQUIT');
  });
  afterAll(async () => {
    await sources.remove();
    await rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return folder;
}

/** Rows of one query, on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a test kills the server under it
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
