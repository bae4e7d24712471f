import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UzelError } from '../../errors.js';

/** The operating system's user that PostgreSQL runs as; it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** In this order, when nothing belongs to anybody yet. */
const PREFERRED = ['postgres', 'nobody'];

/**
 * Whom the postmaster runs as: nobody else (undefined) when we are not root; else the owner of the data that is there,
 * else the first unprivileged user that can reach the folder, else the first there is.
 * @throws UzelError UZ1604 when the system has no such user, or the data is another user's and we are not root
 */
export async function chooseAccount(folder: string, data: string): Promise<Account | undefined> {
  const owner = await stat(data).catch(missing);
  const own = process.getuid?.();
  if (own !== 0) {
    if (own === undefined || !owner || owner.uid === own) return undefined;
    throw new UzelError(
      'UZ1604',
      `${data} belongs to another user (uid ${owner.uid}). Start Uzel as that user or as root, or give it a DATA_DIR of its own.`,
    );
  }
  const accounts = await readAccounts();
  if (owner && owner.uid !== 0) {
    const known = accounts.find((account) => account.uid === owner.uid);
    return { uid: owner.uid, gid: owner.gid, name: known?.name ?? `user ${owner.uid}` };
  }
  const home = await stat(path.dirname(folder));
  const candidates = [
    ...PREFERRED.flatMap((name) => accounts.filter((account) => account.name === name)),
    ...accounts.filter((account) => account.uid === home.uid),
  ].filter((account) => account.uid !== 0);
  for (const candidate of candidates) {
    if (await canReach(folder, candidate)) return candidate;
  }
  const [first] = candidates;
  if (first) return first;
  throw new UzelError(
    'UZ1604',
    'PostgreSQL does not run as root, and this system has no user `postgres` or `nobody`. Start Uzel as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account may pass through the folder and all above it, by their mode bits. */
export async function canReach(folder: string, account: Account): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { uid, gid, mode } = await stat(at);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(missing);
  return (text ?? '').split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** For `.catch`: a file that is not there is `undefined`, any other trouble stays an error. */
function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
