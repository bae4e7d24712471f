import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect } from '@jest/globals';
import { pino } from 'pino';
import { openLocalBlobs } from '../../src/blobs/local.js';
import { readConfig } from '../../src/config.js';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import { createJobs, type ImportStep, type Jobs, type JobTimes } from '../../src/exchange/jobs/jobs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { Services } from '../../src/services.js';
import { type Exchange, type ExchangeType, openExchange } from '../../src/store/exchanges/exchanges.js';
import type { Feed } from '../../src/store/exchanges/feeds.js';
import { openTestDatabase } from '../support/database.js';
import { insertQuickNode } from '../support/quick-node.js';

export const SHOP = 'main';

/** A server's inbox and jobs without HTTP: real files, a real database. */
export interface InboxWorld {
  readonly services: Services;
  readonly knex: Services['db']['knex'];
  readonly folder: string;
  node(name?: string): Promise<ExchangeNode>;
  exchange(node: ExchangeNode, type?: ExchangeType): Promise<Exchange>;
  send(exchange: Exchange, name: string, body: string | Buffer): Promise<Feed>;
  /** Jobs with an import that writes down what it reads; stopped by `close`. */
  jobs(step?: ImportStep, times?: Partial<JobTimes>): Jobs;
  /** Names of the feeds that `jobs` imported, in their order. */
  readonly imported: string[];
  /** What a blob holds. */
  bytes(feed: { readonly storedAs: string }): Promise<Buffer>;
  journal(): Promise<{ code: string; severity: string; message: string }[]>;
  /** As if the exchange had said nothing for so many minutes. */
  silence(exchange: Exchange, minutes: number): Promise<void>;
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

export async function openInboxWorld(environment: Record<string, string> = {}, folderOf?: string): Promise<InboxWorld> {
  const { db, close } = await openTestDatabase();
  const folder = folderOf ?? (await mkdtemp(path.join(os.tmpdir(), 'uzel-inbox-')));
  const config = readConfig({ DATA_DIR: folder, DEFAULT_TIME_ZONE: 'Europe/Kyiv', ...environment });
  const services: Services = {
    config,
    db,
    blobs: await openLocalBlobs(folder),
    log: pino({ level: 'silent' }),
    kinds: createRegistry(),
  };
  const { knex } = db;
  const imported: string[] = [];
  const running: Jobs[] = [];
  let made = 0;

  return {
    services,
    knex,
    folder,
    imported,
    node: async (name) => {
      made += 1;
      const input = { name: name ?? `1c-${made}`, login: `login-${made}`, password: 'p', profile: 'trade' as const };
      return await db.transaction((tx) => insertQuickNode(tx, SHOP, { ...input, timeZone: 'Europe/Kyiv' }));
    },
    exchange: async (node, type = 'catalog') =>
      (await openExchange(knex, { shopId: SHOP, nodeId: node.nodeId, type })).exchange,
    send: async (exchange, name, body) => await receiveFile(services, exchange, name, bodyOf(body)),
    jobs: (step, times) => {
      const jobs = createJobs(services, { import: step ?? noting(services, imported) }, { restMs: [20], ...times });
      running.push(jobs);
      return jobs;
    },
    bytes: async (feed) => await readFile(services.blobs.localPath(feed.storedAs)),
    journal: async () => await knex('journal').select('code', 'severity', 'message').orderBy('entry_id'),
    silence: async (exchange, minutes) => {
      await knex('exchanges')
        .where({ exchange_id: exchange.exchangeId })
        .update({ last_seen_at: knex.raw('now() - make_interval(mins => ?)', [minutes]) });
    },
    count: async (table) => Number((await knex(table).count({ n: '*' }))[0]?.n),
    close: async () => {
      for (const jobs of running) await jobs.stop();
      await close();
      if (!folderOf) await rm(folder, { recursive: true });
    },
  };
}

/** An import that reads the whole feed and notes its name. */
function noting(services: Services, imported: string[]): ImportStep {
  return async (_job, feed) => {
    let bytes = 0;
    for await (const chunk of services.blobs.read(feed.storedAs)) bytes += (chunk as Buffer).length;
    imported.push(feed.name);
    return { state: 'done', counts: { bytes }, text: `Прочитано ${bytes}` };
  };
}

export const bodyOf = (body: string | Buffer): Readable => Readable.from([Buffer.from(body)]);

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A whole feed; `inside` makes its bytes differ. */
export const xml = (inside = ''): string =>
  `<?xml version="1.0"?>\n<КоммерческаяИнформация>${inside}</КоммерческаяИнформация>\n`;

/** A promise that a test resolves from outside. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export const withCode = (code: string, text = ''): unknown =>
  expect.objectContaining({ code, publicMessage: expect.stringContaining(text) });
