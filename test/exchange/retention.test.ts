import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { openLocalBlobs } from '../../src/blobs/local.js';
import { readConfig } from '../../src/config.js';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import { sweepRetention } from '../../src/exchange/history/retention.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { Services } from '../../src/services.js';
import { type Exchange, openExchange } from '../../src/store/exchanges/exchanges.js';
import { type Feed, findFeed } from '../../src/store/exchanges/feeds.js';
import { finishJob, queueJob } from '../../src/store/exchanges/jobs.js';
import { addJournal } from '../../src/store/exchanges/journal.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let dataDir: string;
let services: Services;
let nodeId: string;
beforeEach(async () => {
  test = await openTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-retention-'));
  services = {
    config: readConfig({ DATA_DIR: dataDir, RETENTION_DAYS: '30', RETENTION_BYTES: '1K' }),
    db: test.db,
    blobs: await openLocalBlobs(dataDir),
    log: pino({ level: 'silent' }),
    kinds: createRegistry(),
  };
  const node = { name: '1c', login: '1c', password: 'p', profile: 'trade', timeZone: 'UTC' } as const;
  ({ nodeId } = await test.db.transaction(async (tx) => await insertNode(tx, 'main', node)));
});
afterEach(async () => {
  await test.close();
  await rm(dataDir, { recursive: true, force: true });
});

const open = async () => (await openExchange(test.db.knex, { shopId: 'main', nodeId, type: 'catalog' })).exchange;
const receive = async (exchange: Exchange, name: string, bytes: number) =>
  await receiveFile(services, exchange, name, Readable.from([Buffer.alloc(bytes, 'x')], { objectMode: false }));
/** Moves an exchange and its feeds into the past. */
const age = async ({ exchangeId }: Exchange, days: number) => {
  const values = [days, exchangeId];
  await test.db.knex.raw(
    `update exchanges set last_seen_at = now() - make_interval(days => ?) where exchange_id = ?`,
    values,
  );
  await test.db.knex.raw(
    `update feeds set received_at = now() - make_interval(days => ?) where exchange_id = ?`,
    values,
  );
};
/** The state of a feed, and whether its bytes are there. */
const look = async (feed: Feed) => [
  (await findFeed(test.db.knex, 'main', feed.feedId))?.state,
  (await services.blobs.size(feed.storedAs)) !== null,
];

/** A sweep that found nothing to do. */
const NOTHING = {
  feedBytes: 0,
  journalEntries: 0,
  images: 0,
  requests: 0,
  feeds: 0,
  repeatedOffers: 0,
  emptyBatches: 0,
  batchBytes: 0,
  exchanges: 0,
  runRows: 0,
  webhookMessages: 0,
  changes: 0,
  runs: 0,
  idempotencyKeys: 0,
  knownRecords: 0,
};

describe('retention of feeds and journals', () => {
  it('takes the bytes of feeds that are too old and keeps their rows', async () => {
    const [old, recent] = [await open(), await open()];
    const [gone, kept] = [await receive(old, 'a.xml', 10), await receive(recent, 'a.xml', 10)];
    await age(old, 31);
    await age(recent, 29);
    expect(await sweepRetention(services)).toEqual({ ...NOTHING, feedBytes: 1 });
    expect(await look(gone)).toEqual(['expired', false]);
    expect(await look(kept)).toEqual(['receiving', true]);
    expect(await sweepRetention(services)).toEqual(NOTHING);
  });

  it('takes the oldest beyond RETENTION_BYTES', async () => {
    const feeds: Feed[] = [];
    for (const days of [5, 4, 3, 2, 1]) {
      const exchange = await open();
      feeds.push(await receive(exchange, 'a.xml', 300));
      await age(exchange, days);
    }
    expect((await sweepRetention(services)).feedBytes).toBe(2);
    const states = await Promise.all(feeds.map(look));
    expect(states.map(([, there]) => there)).toEqual([false, false, true, true, true]);
  });

  it('spares a live exchange, however old its feed, and however large', async () => {
    const exchange = await open();
    const feed = await receive(exchange, 'a.xml', 2000);
    await age(exchange, 40);
    await test.db.knex.raw('update exchanges set last_seen_at = now()');
    expect((await sweepRetention(services)).feedBytes).toBe(0);
    expect(await look(feed)).toEqual(['receiving', true]);
  });

  it('spares a feed with an open job, its archive and its entries, until the job is done', async () => {
    const exchange = await open();
    const archive = await receive(exchange, 'a.zip', 10);
    const entry = await receive(exchange, 'import.xml', 10);
    const sibling = await receive(exchange, 'offers.xml', 10);
    await test.db
      .knex('feeds')
      .whereIn('feed_id', [entry.feedId, sibling.feedId])
      .update({ parent_feed_id: archive.feedId });
    await age(exchange, 31);
    const job = await queueJob(test.db.knex, entry, 'import', { asked: true });
    expect((await sweepRetention(services)).feedBytes).toBe(1);
    expect([await look(archive), await look(entry), await look(sibling)].map(([, there]) => there)).toEqual([
      true,
      true,
      false,
    ]);
    await finishJob(test.db.knex, job, { counts: {}, text: '' });
    expect((await sweepRetention(services)).feedBytes).toBe(2);
  });

  it('works through more feeds than one transaction takes', async () => {
    const exchange = await open();
    const feed = await receive(exchange, 'a.xml', 1);
    await test.db.knex.raw(
      `insert into feeds (shop_id, feed_id, exchange_id, node_id, type, name, generation, stored_as, size)
       select shop_id, gen_random_uuid(), exchange_id, node_id, type, n::text, 0, 'feeds/many/' || n, 1
       from feeds, generate_series(1, 450) n where feed_id = ?`,
      [feed.feedId],
    );
    await age(exchange, 31);
    expect((await sweepRetention(services)).feedBytes).toBe(451);
  });

  it('deletes journal entries of that age', async () => {
    const exchange = await open();
    const entry = { shopId: 'main', exchangeId: exchange.exchangeId, nodeId, severity: 'info', code: 'x' } as const;
    await addJournal(test.db.knex, [
      { ...entry, message: 'old' },
      { ...entry, message: 'new' },
    ]);
    await test.db.knex.raw(`update journal set at = now() - interval '31 days' where message = 'old'`);
    expect((await sweepRetention(services)).journalEntries).toBe(1);
    const left = await test.db.knex('journal').select('message');
    expect(left).toEqual([{ message: 'new' }]);
  });
});
