import type { Logger } from 'pino';
import { createApiRouter } from '../api/index.js';
import { ordersJson } from '../api/views/order.js';
import { openLocalBlobs } from '../blobs/local.js';
import type { Config } from '../config.js';
import { migrate } from '../db/migrate.js';
import { openDatabase } from '../db/open.js';
import { holdServerLock } from '../db/serve-lock.js';
import type { UzelError } from '../errors.js';
import { type FirstStart, firstStart } from '../exchange/first-start.js';
import { hearForgottenPromises } from '../exchange/hooks/forgotten-promises.js';
import { createImporter } from '../exchange/import/importer.js';
import { createJobs } from '../exchange/jobs/jobs.js';
import { startOrderPush } from '../exchange/orders-out/order-push.js';
import { startListing } from '../listing/index.js';
import { loadKinds } from '../nodes/load-kinds.js';
import { createProtocolRouter } from '../protocol/index.js';
import type { Services } from '../services.js';
import { createChangeWatch } from '../store/changes/change-watch.js';
import { startWebhooks } from '../webhooks/index.js';
import { createApp } from './app.js';
import { type Closing, createClosing } from './closing.js';
import { createDocsRouter } from './docs-page.js';
import { wireExchange } from './exchange-wiring.js';
import { createHealthRouter } from './health.js';
import { closeServer, listen, localUrl } from './listen.js';
import { createRequestHistory } from './request-history.js';
import { startSweepers } from './sweepers.js';
import { publicBase } from './welcome.js';

/** Running requests may take so long to end; what is left of the 10 s is for the database. */
const GRACE_MS = 7000;

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
  /**
   * Stops accepting, lets running requests and the current import step end, closes the database; within 10 s. Again:
   * the same.
   */
  stop(): Promise<void>;
}

/**
 * Starts a whole server: database, migrations, first start, jobs, HTTP, sweepers. Signals and what is printed are the
 * caller's affair. One that is `interrupted` by then makes no node and no key: the next start does, and tells of them.
 * @throws UZ1601…UZ1606 and UZ1611 with a sentence for the person who started it; what was opened by then is closed again
 */
export async function startServer(config: Config, log: Logger, interrupted = () => false): Promise<RunningServer> {
  const closing = createClosing(log);
  try {
    return await assemble(config, log, closing, interrupted);
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function assemble(
  config: Config,
  log: Logger,
  closing: Closing,
  interrupted: () => boolean,
): Promise<RunningServer> {
  const kinds = await loadKinds(config);
  const db = await openDatabase(config, log);
  closing.add('database', () => db.close());
  const lock = await holdServerLock(db, { onLost: closing.lost });
  closing.add('server lock', () => lock.release());
  const applied = await migrate(db);
  if (applied.length > 0) log.info({ applied }, 'database migrated');
  const services: Services = { config, db, blobs: await openLocalBlobs(config.DATA_DIR), log, kinds };
  const hearNoMore = hearForgottenPromises(services);
  closing.add('forgotten promises', async () => hearNoMore());
  const history = createRequestHistory(services);
  closing.add('history of requests', () => history.stop());

  const jobs = createJobs(services, { import: createImporter(services) });
  const changes = createChangeWatch(services);
  const jobsEnded = new AbortController();
  const app = createApp(services, {
    health: createHealthRouter(services, closing.begun),
    protocol: createProtocolRouter(
      services,
      wireExchange(services, jobs, { begun: closing.begun, jobsEnded: jobsEnded.signal }),
    ),
    api: createApiRouter(services, { changes, jobs, closing: closing.begun }),
    docs: createDocsRouter(),
    history,
  });
  const server = await listen(app, config);
  const url = localUrl(server);
  const sweepers = startSweepers(services, jobs);
  const push = startOrderPush(services);
  const webhooks = startWebhooks(services, changes, ordersJson);
  const listing = startListing(services, changes);
  closing.add('requests and jobs', async () => {
    const ended = jobs.stop().finally(() => jobsEnded.abort());
    await Promise.all([
      closeServer(server, GRACE_MS),
      sweepers.stop(),
      push.stop(),
      ended,
      webhooks.stop(),
      listing.stop(),
    ]);
  });
  await jobs.start();
  // Last of all: a start that fails (the port is taken) must not have made secrets that nobody was shown.
  const first = interrupted() ? null : await firstStart(db, config);
  log.info({ url, database: db.kind }, 'listening');
  return {
    url,
    publicUrl: publicBase(config, Number(new URL(url).port)),
    services,
    first,
    ended: closing.ended,
    stop: closing.run,
  };
}
