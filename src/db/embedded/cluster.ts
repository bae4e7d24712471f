import { chown, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { UzelError } from '../../errors.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { Place } from './place.js';
import { run } from './run.js';

/** Role that owns everything in the embedded database. */
export const ROLE = 'uzel';
const PART = 'initdb-';
/** Older than this, an unfinished initdb has nobody that works on it. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Makes the database cluster when there is none: in a folder beside, renamed when it is whole, so that neither a kill in the
 * middle nor two processes at once leave half a cluster.
 * @param password for connections by TCP; absent, the socket's folder guards the access
 * @throws UzelError UZ1604 when initdb fails or the data is of another major version
 */
export async function makeCluster(
  place: Place,
  means: {
    binaries: Binaries;
    account: Account | undefined;
    byDescriptor: boolean;
    passwordFile: string | undefined;
    log: Logger;
  },
): Promise<void> {
  await removeAbandoned(place.folder);
  if (await checkVersion(place, means.binaries)) return;
  means.log.info({ folder: place.data }, 'making the embedded database');
  const part = await mkdtemp(path.join(place.folder, PART));
  try {
    if (means.account) await chown(part, means.account.uid, means.account.gid);
    const failure = (await initdb(place, part, 'C.UTF-8', means)) && (await initdb(place, part, 'C', means));
    if (failure) throw new UzelError('UZ1604', `The embedded database could not be made: ${failure}`);
    await rename(part, place.data);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw error;
    if (!(await checkVersion(place, means.binaries))) throw error; // else another process was quicker
  }
}

/** @returns false when there is no cluster yet */
async function checkVersion(place: Place, binaries: Binaries): Promise<boolean> {
  const file = path.join(place.data, 'PG_VERSION');
  const version = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (version === undefined) return false;
  if (version.trim() === binaries.major) return true;
  throw new UzelError(
    'UZ1604',
    `${place.data} was made by PostgreSQL ${version.trim()}, this Uzel brings ${binaries.major}. Copy the data with the former version of Uzel (uzel copy --to <DATABASE_URL>) first.`,
  );
}

/**
 * The built-in provider gives the same order of text on every system; the name of the C library's locale, which some
 * systems lack, matters to nothing then.
 * @returns what initdb said, when it failed
 */
async function initdb(
  place: Place,
  part: string,
  locale: string,
  means: Parameters<typeof makeCluster>[1],
): Promise<string | undefined> {
  const report = path.join(place.folder, 'initdb.log');
  const output = await open(report, 'w');
  const { ended } = await run({
    program: means.binaries.initdb,
    args: ([data = part, home = place.folder]) => [
      `--pgdata=${data}`,
      `--username=${ROLE}`,
      '--encoding=UTF8',
      `--locale=${locale}`,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(means.passwordFile
        ? ['--auth=scram-sha-256', `--pwfile=${path.join(home, path.basename(means.passwordFile))}`]
        : ['--auth=trust']),
    ],
    folders: [part, place.folder],
    account: means.account,
    byDescriptor: means.byDescriptor,
    output,
    detached: false,
  });
  const end = await ended;
  await output.close();
  if (end === 0) return undefined;
  return `${end instanceof Error ? end.message : (await readFile(report, 'utf8')).trim()} (${report})`;
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PART)) continue;
    const made = await open(path.join(folder, name), 'r').then(async (handle) => {
      const { mtimeMs } = await handle.stat();
      await handle.close();
      return mtimeMs;
    });
    if (Date.now() - made > ABANDONED_MS) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
