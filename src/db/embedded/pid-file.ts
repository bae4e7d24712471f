import { execFile } from 'node:child_process';
import { link, open, readFile, readlink, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Who holds the data: a living postmaster; nobody (a stale file of a process that is gone, PostgreSQL deals with by itself);
 * or nobody with a file that PostgreSQL would not start over: its number is another program now, or it is empty.
 */
export type Holder = { readonly state: 'postmaster'; readonly pid: number } | { readonly state: 'none' | 'blocked' };

/** A postmaster that starts writes its number at once; a file that stays empty was left by a loss of power. */
const EMPTY_FOR_MS = 2_000;

/** Reads postmaster.pid of a cluster and looks whom its first line means. */
export async function findHolder(data: string): Promise<Holder> {
  const file = await readPidFile(data);
  if (file === undefined) return { state: 'none' };
  if (Number.isNaN(file.pid)) return { state: file.ageMs > EMPTY_FOR_MS ? 'blocked' : 'none' };
  if (!isAlive(file.pid)) return { state: 'none' };
  return (await isPostmaster(file.pid, data)) ? { state: 'postmaster', pid: file.pid } : { state: 'blocked' };
}

/** Takes a postmaster.pid out of the way that blocks. A file that another starter wrote meanwhile is put back. */
export async function removeBlockingPidFile(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const pid = Number.parseInt(await readFile(aside, 'utf8'), 10);
  if (!Number.isNaN(pid) && isAlive(pid) && (await isPostmaster(pid, data))) {
    await link(aside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  await rm(aside);
}

async function readPidFile(data: string): Promise<{ pid: number; ageMs: number } | undefined> {
  try {
    const handle = await open(path.join(data, 'postmaster.pid'), 'r');
    try {
      const { mtimeMs } = await handle.stat();
      return { pid: Number.parseInt(await handle.readFile('utf8'), 10), ageMs: Date.now() - mtimeMs };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** On Linux a postmaster is known by its working directory, the data (a zombie has none); elsewhere by its name. */
async function isPostmaster(pid: number, data: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data));
    if (process.platform === 'win32') return true;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]);
    return stdout.includes('postgres');
  } catch {
    return false; // it is gone, or somebody's whose working directory is not for us to see
  }
}
