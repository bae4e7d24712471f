import { execFile } from 'node:child_process';
import { link, readFile, readlink, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Who holds the data: a living postmaster, nobody, or (the number was given again) a process that is something else. */
export type Holder = { readonly state: 'postmaster'; readonly pid: number } | { readonly state: 'none' | 'stranger' };

/** Reads postmaster.pid of a cluster and looks whom its first line means. */
export async function findHolder(data: string): Promise<Holder> {
  const pid = await readPid(data);
  if (pid === undefined || !isAlive(pid)) return { state: 'none' };
  return (await isPostmaster(pid, data)) ? { state: 'postmaster', pid } : { state: 'stranger' };
}

/**
 * Takes a postmaster.pid out of the way that names a stranger: PostgreSQL itself would refuse to start while that process lives.
 * A file that another starter wrote meanwhile is put back.
 */
export async function removeStalePidFile(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const pid = Number((await readFile(aside, 'utf8')).split('\n')[0]);
  if (isAlive(pid) && (await isPostmaster(pid, data))) {
    await link(aside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  await rm(aside);
}

async function readPid(data: string): Promise<number | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const pid = Number.parseInt(text, 10); // negative: a single-user session, which we never run
  return pid > 0 ? pid : undefined;
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
