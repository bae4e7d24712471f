import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { query, useEmbeddedFolder } from '../support/embedded-folder.js';

const folder = useEmbeddedFolder();

async function killPostmaster(): Promise<number> {
  const pid = await folder.postmaster();
  if (pid === undefined) throw new Error('no postmaster runs');
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Asks until an answer comes: the database is coming back. */
async function eventually(url: string, sql: string): Promise<unknown> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await query(url, sql);
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}

describe('the embedded PostgreSQL, when something is killed', () => {
  it('is taken over after kill -9 of its server, and stopped by the one that took it over', async () => {
    await folder.fill();
    const killed = await folder.start();
    await query(killed.url, 'create table kept as select 1 as n');
    const pid = await folder.postmaster();
    await killed.kill();
    const next = await folder.start();
    expect(await folder.postmaster()).toBe(pid);
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await next.close();
    expect(await folder.postmaster()).toBeUndefined();
  });

  it('survives Ctrl-C, which goes to the whole process group', async () => {
    await folder.fill();
    const one = await folder.start();
    process.kill(-(one.child.pid ?? Number.NaN), 'SIGINT');
    await sleep(300);
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('keeps every acknowledged row when server and postmaster are killed -9', async () => {
    await folder.fill();
    const one = await folder.start();
    await query(one.url, 'create table kept (n int)');
    for (let n = 0; n < 20; n += 1) await query(one.url, `insert into kept values (${n})`);
    await one.kill();
    const pid = await killPostmaster();
    const next = await folder.start();
    expect(await folder.postmaster()).not.toBe(pid);
    expect(await query(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 20 }]);
  });

  it('is started again when the postmaster is killed under a running server', async () => {
    await folder.fill();
    const one = await folder.start();
    await query(one.url, 'create table kept as select 3 as n');
    const pid = await killPostmaster();
    expect(await eventually(one.url, 'select n from kept')).toEqual([{ n: 3 }]);
    expect(await folder.postmaster()).not.toBe(pid);
    await one.close();
    expect(await folder.postmaster()).toBeUndefined();
  });

  it('comes back by itself when one of its own processes is killed', async () => {
    await folder.fill();
    const one = await folder.start();
    await query(one.url, 'create table kept as select 4 as n');
    const pid = await folder.postmaster();
    const [backend] = await query(one.url, "select pid from pg_stat_activity where backend_type = 'checkpointer'");
    process.kill(Number(backend?.pid), 'SIGKILL');
    await sleep(50);
    expect(await eventually(one.url, 'select n from kept')).toEqual([{ n: 4 }]);
    expect(await folder.postmaster()).toBe(pid);
  });

  it.each([
    ['of a process that is gone', () => 4_000_000],
    ['whose number is another program now', () => process.pid],
  ])('starts over a stale postmaster.pid %s', async (_, pid) => {
    await folder.fill();
    await writePidFile(pid());
    const next = await folder.start();
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('starts over an empty postmaster.pid, which a loss of power leaves', async () => {
    await folder.fill();
    await writeFile(path.join(folder.data(), 'postmaster.pid'), '');
    const next = await folder.start();
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('leaves a stranger alone whose number postmaster.pid names, even one of PostgreSQL’s name and user', async () => {
    await folder.fill();
    const stranger = spawn('sleep', ['60'], { argv0: 'postgres', ...(process.getuid?.() === 0 ? { uid: 65534 } : {}) });
    await writePidFile(stranger.pid ?? Number.NaN);
    const next = await folder.start();
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
  });

  it('begins initdb anew when it was interrupted', async () => {
    const half = path.join(folder.dataDir, 'postgres', 'initdb-abcdef');
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'PG_VERSION'), '18\n');
    const one = await folder.start();
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  async function writePidFile(pid: number): Promise<void> {
    const lines = [pid, folder.data(), 1_700_000_000, 5432, '/nowhere', '', '  1 1', 'ready   ', ''];
    await writeFile(path.join(folder.data(), 'postmaster.pid'), lines.join('\n'), { mode: 0o644 });
    await writeFile(path.join(folder.dataDir, 'postgres', 'run', '.s.PGSQL.5432.lock'), lines.join('\n'));
  }
});
