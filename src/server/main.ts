import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createApiRouter } from '../api/index.js';
import { openLocalBlobs } from '../blobs/local.js';
import type { Config } from '../config.js';
import { migrate } from '../db/migrate.js';
import { type Database, openDatabase } from '../db/open.js';
import { holdServerLock } from '../db/serve-lock.js';
import type { UzelError } from '../errors.js';
import { type FirstStart, firstStart } from '../exchange/first-start.js';
import { createImporter } from '../exchange/importer.js';
import { createJobs } from '../exchange/jobs.js';
import { createProtocolRouter } from '../protocol/index.js';
import type { Services } from '../services.js';
import { createApp } from './app.js';
import { wireExchange } from './exchange-wiring.js';
import { createHealthRouter } from './health.js';
import { closeServer, listen, localUrl } from './listen.js';
import { startSweepers } from './sweepers.js';
import { publicBase } from './welcome.js';
import { within } from './within.js';

/** Running requests and the current import step may take so long to end; then the database has the rest of the 10 s. */
const GRACE_MS = 7000;
const CLOSE_MS = 2500;

export interface RunningServer {
  /** Where this computer reaches it. */
  readonly url: string;
  /** Where others reach it: PUBLIC_URL, or a guess. */
  readonly publicUrl: string;
  readonly services: Services;
  /** What a first start made, secrets in clear; null later. */
  readonly first: FirstStart | null;
  /** Resolves when the server has ended: null after `stop`, the reason when it had to end by itself. */
  readonly ended: Promise<UzelError | null>;
  /** Stops accepting, lets running requests and the current import step end, closes the database; within 10 s. Again: the same. */
  stop(): Promise<void>;
}

/**
 * Starts a whole server: database, migrations, first start, jobs, HTTP, sweepers. Signals and what is printed are the caller's affair.
 * @throws UZ1601…UZ1606 with a sentence for the person who started it; what was opened by then is closed again
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const db = await openDatabase(config, log);
  let lost = (_error: UzelError): void => undefined;
  try {
    const lock = await holdServerLock(db, { onLost: (error) => lost(error) });
    try {
      const server = await serve(config, db, log);
      return finish(server, async () => {
        await lock.release();
        await db.close();
      });
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    await db.close();
    throw error;
  }
}
