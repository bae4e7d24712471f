import type { Logger } from 'pino';
import { UzelError } from '../errors.js';
import { canReach, chooseAccount } from './embedded/account.js';
import { makeAddress } from './embedded/address.js';
import { chooseCopies, prepareBinaries } from './embedded/binaries.js';
import { makeCluster } from './embedded/cluster.js';
import { makeDatabase } from './embedded/database.js';
import { takeLease } from './embedded/lease.js';
import { makePlace } from './embedded/place.js';
import { ensureRunning, type Postmaster } from './embedded/postmaster.js';
import { settingsFor } from './embedded/settings.js';
import { stopPostmaster } from './embedded/stop.js';

/** What the embedded PostgreSQL is asked for. */
export interface EmbeddedOptions {
  /** DATA_DIR; everything lies in its folder `postgres`. */
  readonly dataDir: string;
  /** Connections of all processes together at least. */
  readonly connections: number;
  readonly log: Logger;
  /** TCP on 127.0.0.1 with a password instead of a Unix socket; default: on Windows. */
  readonly tcp?: boolean;
  /** Further `name=value` of postgresql.conf. */
  readonly settings?: readonly string[];
}

/** A running embedded PostgreSQL, used by this process. */
export interface Embedded {
  /** Connects to the database `uzel`. */
  readonly url: string;
  /** Absolute path of everything that it is. */
  readonly folder: string;
  /** Name of the operating system's user it runs as, when it is not ours. */
  readonly account: string | undefined;
  /** Leaves it; the last process to leave stops it. */
  close(): Promise<void>;
}

const DATABASE = 'uzel';

/**
 * Makes (first start), starts or takes over (left by a killed server) the embedded PostgreSQL of a data folder and uses it
 * until `close`. While it is open, a postmaster that dies is started again.
 * @throws UzelError UZ1603 no binaries for this platform, UZ1604 it did not start
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const postmaster = await preparePostmaster(options);
  const { place, account, log } = postmaster;
  const url = postmaster.url(DATABASE);
  const revive = async () => {
    const started = await ensureRunning(postmaster);
    if (!started) log.debug({ folder: place.folder }, 'using the PostgreSQL that runs already');
  };
  const prepare = async () => await makeDatabase(postmaster.url('postgres'), DATABASE);
  const lease = await takeLease(url, { revive, prepare }, log);
  return {
    url,
    folder: place.folder,
    account: account?.name,
    close: async () => await lease.end(async () => await stopPostmaster(place, postmaster.binaries, log)),
  };
}

/**
 * Everything up to the start: folders, user, binaries and the cluster itself.
 * @throws UzelError UZ1603 no binaries for this platform, UZ1604 the cluster cannot be made
 */
export async function preparePostmaster(options: EmbeddedOptions): Promise<Postmaster> {
  try {
    return await prepare(options);
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (error instanceof UzelError || code === undefined || syscall === undefined) throw error;
    throw new UzelError(
      'UZ1604',
      `The embedded database cannot be prepared in ${options.dataDir}: ${message}. Give Uzel a DATA_DIR that it may write to, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

async function prepare(options: EmbeddedOptions): Promise<Postmaster> {
  const { log } = options;
  const tcp = options.tcp ?? process.platform === 'win32';
  const place = await makePlace(options.dataDir);
  const account = await chooseAccount(place.folder, place.data);
  if (account) log.info({ user: account.name }, `PostgreSQL does not run as root: it runs as the user ${account.name}`);
  const byDescriptor = account !== undefined && !(await canReach(place.folder, account));
  const binaries = await prepareBinaries(() => chooseCopies(place.folder, account), account, log);
  const address = await makeAddress(place, account, tcp);
  await makeCluster(place, { binaries, account, byDescriptor, passwordFile: address.passwordFile, log });
  const settings = settingsFor(options.connections, tcp, options.settings ?? []);
  return { place, binaries, account, byDescriptor, log, settings, ...address };
}
