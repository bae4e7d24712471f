import { createReadStream } from 'node:fs';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { type Differences, differencesOf } from '../../store/catalogue/row-differences.js';
import { openExchange } from '../../store/exchanges/exchanges.js';
import { receiveFile } from '../feeds/inbox.js';
import { createImporter } from '../import/importer.js';
import { feedsToImport, type ImportEvent } from '../jobs/import-now.js';
import { createJobs } from '../jobs/jobs.js';
import { applyFeeds } from './apply-feeds.js';
import { dryRun } from './dry-run.js';
import { openReplay, type ReplayPlan } from './replay.js';

/** What applying some files did, or would do. */
export interface Effect {
  /** How each file ended, in their order. */
  readonly files: readonly ImportEvent[];
  /** What it made of the catalogue; of orders the files' texts tell. */
  readonly differences: Differences;
}

/**
 * What a replay would do. Nothing of it stays.
 * @param show how many differences are told at most
 */
export async function tryReplay(services: Services, plan: ReplayPlan, show: number): Promise<Effect> {
  return await dryRun(services, async (dry) => {
    const { exchange, feeds } = await openReplay(dry, plan);
    const files = await applyFeeds(dry, exchange, feeds);
    return { files, differences: await differencesOf(dry.db.knex, exchange.shopId, exchange.exchangeId, show) };
  });
}

/**
 * Applies the files of a plan again, as an exchange of type `replay`.
 * @param show how many differences are told at most
 * @param onEvent hears of each file as it goes on
 */
export async function doReplay(
  services: Services,
  plan: ReplayPlan,
  show: number,
  onEvent: (event: ImportEvent) => void = () => undefined,
): Promise<Effect & { readonly exchangeId: string }> {
  const jobs = createJobs(services, { import: createImporter(services) });
  const files: ImportEvent[] = [];
  try {
    const { exchange, feeds } = await openReplay(services, plan);
    for await (const event of jobs.importNow(exchange, feeds)) {
      onEvent(event);
      if (event.state !== 'progress') files.push(event);
    }
    const { shopId, exchangeId } = exchange;
    return { exchangeId, files, differences: await differencesOf(services.db.knex, shopId, exchangeId, show) };
  } finally {
    await jobs.stop();
  }
}

/** A file to be imported, under the name that a 1C would give it. */
export interface ImportSource {
  readonly path: string;
  readonly name: string;
}

/**
 * What an import of files would do. Nothing of it stays.
 * @param show how many differences are told at most
 * @param options.lockWait how long it waits for imports of the same catalogue, as `30s`; absent: as long as they take
 */
export async function tryImport(
  services: Services,
  node: ExchangeNode,
  sources: readonly ImportSource[],
  show: number,
  options: { readonly lockWait?: string } = {},
): Promise<Effect> {
  const work = async (dry: Services): Promise<Effect> => {
    const { shopId, nodeId } = node;
    const opened = { shopId, nodeId, type: 'import' as const, userAgent: 'uzel import --dry-run' };
    const { exchange } = await openExchange(dry.db.knex, opened);
    for (const { path, name } of sources) {
      await receiveFile(dry, exchange, name, createReadStream(path), { pieceLimit: Number.POSITIVE_INFINITY });
    }
    const files = await applyFeeds(dry, exchange, await feedsToImport(dry, exchange));
    return { files, differences: await differencesOf(dry.db.knex, shopId, exchange.exchangeId, show) };
  };
  return await dryRun(services, work, options.lockWait);
}
