import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UzelError } from '../../errors.js';
import type { Account } from './account.js';

/** Where the embedded PostgreSQL lies; all paths absolute. */
export interface Place {
  /** `DATA_DIR/postgres`: everything of it. */
  readonly folder: string;
  /** PGDATA; exists only when initdb went through. */
  readonly data: string;
  /** What the postmaster prints. */
  readonly log: string;
}

/** Longest path of a Unix socket: 107 bytes and a NUL on Linux, 103 on macOS. */
const LONGEST_SOCKET = process.platform === 'darwin' ? 103 : 107;
/** The name that PostgreSQL gives a socket: its port is in it. */
export const SOCKET_NAME = '.s.PGSQL.5432';

/** Makes `DATA_DIR/postgres`. Others may pass through it (the postmaster has another user when we are root), not list it. */
export async function makePlace(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  const folder = path.join(await realpath(dataDir), 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o711 });
  return { folder, data: path.join(folder, 'data'), log: path.join(folder, 'postgres.log') };
}

/**
 * The folder of the Unix socket, open to the postmaster's user only: `run` beside the data, or, where that path is too long
 * for a socket, a folder under the system's temporary one with a name made from the path.
 * @throws UzelError UZ1604 when that temporary folder belongs to somebody else
 */
export async function makeSocketFolder(place: Place, account: Account | undefined): Promise<string> {
  const near = path.join(place.folder, 'run');
  const fits = Buffer.byteLength(path.join(near, SOCKET_NAME)) <= LONGEST_SOCKET;
  const name = createHash('sha256').update(place.folder).digest('hex').slice(0, 16);
  const folder = fits ? near : path.join(tmpdir(), `uzel-${name}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const owner = account?.uid ?? process.getuid?.();
  const ours = found.uid === owner || found.uid === process.getuid?.();
  if (!found.isDirectory() || (!ours && !fits)) {
    throw new UzelError(
      'UZ1604',
      `The folder ${folder}, where the socket of PostgreSQL belongs, is somebody else's. Remove it.`,
    );
  }
  if (account && found.uid !== account.uid) await chown(folder, account.uid, account.gid);
  if ((found.mode & 0o777) !== 0o700) await chmod(folder, 0o700);
  return folder;
}
