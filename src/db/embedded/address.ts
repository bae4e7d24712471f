import { randomBytes } from 'node:crypto';
import { chmod, chown, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Account } from './account.js';
import { ROLE } from './cluster.js';
import { makeSocketFolder, type Place } from './place.js';

/** How the embedded PostgreSQL is reached. */
export interface Address {
  /** Folder of the Unix socket; absent for TCP. */
  readonly sockets: string | undefined;
  readonly port: number;
  /** Holds the password of the role; absent for a Unix socket, which its folder's mode guards. */
  readonly passwordFile: string | undefined;
  /** The URL of one of its databases. */
  url(database: string): string;
}

/** A Unix socket and no TCP port; where Node has no Unix sockets (Windows), a port of 127.0.0.1 with a password. */
export async function makeAddress(place: Place, account: Account | undefined, tcp: boolean): Promise<Address> {
  if (tcp) return await makeTcpAddress(place, account);
  const sockets = await makeSocketFolder(place, account);
  return {
    sockets,
    port: 5432,
    passwordFile: undefined,
    url: (database) => `postgresql://${ROLE}@localhost/${database}?host=${encodeURIComponent(sockets)}`,
  };
}

async function makeTcpAddress(place: Place, account: Account | undefined): Promise<Address> {
  const passwordFile = path.join(place.folder, 'password');
  const password = await once(passwordFile, () => randomBytes(24).toString('base64url'));
  const port = Number(await once(path.join(place.folder, 'port'), async () => String(await freePort())));
  await chmod(passwordFile, 0o600);
  if (account) await chown(passwordFile, account.uid, account.gid);
  return {
    sockets: undefined,
    port,
    passwordFile,
    url: (database) => `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`,
  };
}

/** The content of a file that the first who comes writes. */
async function once(file: string, make: () => string | Promise<string>): Promise<string> {
  try {
    await writeFile(file, await make(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return await readFile(file, 'utf8');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
