import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { compileSources } from '../support/compiled-sources.js';
import { type EmbeddedProcess, startEmbeddedProcess } from '../support/embedded-process.js';

let sources: Awaited<ReturnType<typeof compileSources>>;
let dataDir: string;
const open: EmbeddedProcess[] = [];

async function start(options: { tcp?: boolean } = {}): Promise<EmbeddedProcess> {
  const process = await startEmbeddedProcess(sources.folder, { dataDir, ...options });
  open.push(process);
  return process;
}

const data = (): string => path.join(dataDir, 'postgres', 'data');
const pidOf = async (): Promise<number> =>
  Number.parseInt(await readFile(path.join(data(), 'postmaster.pid'), 'utf8'), 10);
const running = async (): Promise<boolean> => (await readdir(data())).includes('postmaster.pid');

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  sources = await compileSources(['db', 'errors.ts', 'config.ts']);
});
afterAll(async () => await sources.remove());

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'uzel-embedded-'));
});
afterEach(async () => {
  for (const process of open.splice(0))
    if (process.child.exitCode === null && process.child.signalCode === null) await process.kill();
  if (
    (await readdir(dataDir)).includes('postgres') &&
    (await readdir(path.join(dataDir, 'postgres'))).includes('data')
  ) {
    if (await running()) {
      const pid = await pidOf();
      if (pid > 0) killQuietly(pid);
    }
  }
  await sleep(50);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ESRCH');
  }
}

describe('the embedded PostgreSQL', () => {
  it('is made at the first start and found again at the second', async () => {
    const first = await start();
    const [facts] = await query(
      first.url,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
         current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
         (select datlocale from pg_database where datname = current_database()) as locale`,
    );
    expect(facts).toEqual({ major: 18, fsync: 'on', addresses: '', encoding: 'UTF8', locale: 'C.UTF-8' });
    await query(first.url, 'create table kept as select 7 as n');
    await first.close();
    expect(await running()).toBe(false);

    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(second.ms).toBeLessThan(first.ms);
    await second.close();
    if (process.env.UZEL_TEST_PRINT)
      console.log(`first start ${Math.round(first.ms)} ms, second ${Math.round(second.ms)} ms`);
  });

  it("has no open folder: socket and data are its user's alone", async () => {
    const one = await start();
    for (const folder of ['run', 'data']) {
      expect((await stat(path.join(dataDir, 'postgres', folder))).mode & 0o777).toBe(0o700);
    }
    await one.close();
  });

  it('is taken over after kill -9 of its server, and stopped by the one that took it over', async () => {
    const killed = await start();
    await query(killed.url, 'create table kept as select 1 as n');
    const pid = await pidOf();
    await killed.kill();
    const next = await start();
    expect(await pidOf()).toBe(pid);
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await next.close();
    expect(await running()).toBe(false);
  });

  it('survives Ctrl-C, which goes to the whole process group', async () => {
    const one = await start();
    process.kill(-(one.child.pid as number), 'SIGINT');
    await sleep(300);
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('keeps every acknowledged row when server and postmaster are killed -9', async () => {
    const one = await start();
    await query(one.url, 'create table kept (n int)');
    for (let n = 0; n < 20; n += 1) await query(one.url, `insert into kept values (${n})`);
    const pid = await pidOf();
    await one.kill();
    process.kill(pid, 'SIGKILL');
    const next = await start();
    expect(await pidOf()).not.toBe(pid);
    expect(await query(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 20 }]);
    await next.close();
  });

  it('is started again when the postmaster is killed under a running server', async () => {
    const one = await start();
    await query(one.url, 'create table kept as select 3 as n');
    process.kill(await pidOf(), 'SIGKILL');
    let rows: unknown;
    for (let tries = 0; tries < 100 && rows === undefined; tries += 1) {
      await sleep(100);
      rows = await query(one.url, 'select n from kept').catch(() => undefined);
    }
    expect(rows).toEqual([{ n: 3 }]);
    await one.close();
    expect(await running()).toBe(false);
  });

  it.each([
    ['of a process that is gone', () => 4_000_000],
    ['whose number is another program now', () => process.pid],
  ])('starts over a stale postmaster.pid %s', async (_, pid) => {
    await (await start()).close();
    await writeFile(
      path.join(data(), 'postmaster.pid'),
      `${pid()}\n${data()}\n1700000000\n5432\n/nowhere\n\n  1 1\nready   \n`,
    );
    const next = await start();
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await next.close();
  });

  it("is not fought by a number that lives as another user's program of the same kind", async () => {
    await (await start()).close();
    const sleeper = spawn('sleep', ['60'], { argv0: 'postgres' });
    await writeFile(
      path.join(data(), 'postmaster.pid'),
      `${sleeper.pid}\n${data()}\n1700000000\n5432\n/nowhere\n\n  1 1\nready   \n`,
    );
    const next = await start();
    expect(sleeper.exitCode).toBeNull();
    await next.close();
    sleeper.kill();
  });

  it('is made once when several come first together, and stopped by the last', async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(new Set(all.map((one) => one.url)).size).toBe(1);
    const pid = await pidOf();
    const [first, second, third] = all as [EmbeddedProcess, EmbeddedProcess, EmbeddedProcess];
    await Promise.all([first.close(), second.close()]);
    expect(await pidOf()).toBe(pid);
    expect(await query(third.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await third.close();
    expect(await running()).toBe(false);
  });

  it('serves one that comes while the last is leaving', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await start();
      const [next] = await Promise.all([start(), one.close()]);
      expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
      await next.close();
    }
  });

  it('begins initdb anew when it was interrupted', async () => {
    const half = path.join(dataDir, 'postgres', 'initdb-abcdef');
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'PG_VERSION'), '18\n');
    const one = await start();
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await one.close();
  });

  it('refuses data of another major version with a sentence', async () => {
    await mkdir(data(), { recursive: true });
    await writeFile(path.join(data(), 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({ code: 'UZ1604', message: expect.stringContaining('PostgreSQL 17') });
  });

  it('tells what PostgreSQL said when it does not start', async () => {
    await (await start()).close();
    await writeFile(path.join(data(), 'pg_hba.conf'), 'nonsense\n');
    await expect(start()).rejects.toMatchObject({ code: 'UZ1604', message: expect.stringContaining('pg_hba.conf') });
  });

  it('puts the socket elsewhere when the path is too long for one', async () => {
    const short = dataDir;
    dataDir = path.join(short, 'x'.repeat(60), 'y'.repeat(60));
    const one = await start();
    expect(decodeURIComponent(one.url)).not.toContain('xxxx');
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await one.close();
    dataDir = short;
  });

  it('listens on 127.0.0.1 with a password where there are no Unix sockets', async () => {
    const one = await start({ tcp: true });
    expect(one.url).toMatch(/^postgresql:\/\/uzel:[\w-]{30,}@127\.0\.0\.1:\d+\/uzel$/);
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await expect(query(one.url.replace(/:[\w-]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await one.close();
  });
});
