import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import { createPacker, packFeeds } from '../../src/exchange/feeds/pack-feeds.js';
import { sweepRetention } from '../../src/exchange/history/retention.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { type Feed, findFeed } from '../../src/store/exchanges/feeds.js';
import { type InboxWorld, openInboxWorld, SHOP, sha256, xml } from './inbox-world.js';

let world: InboxWorld;
let node: ExchangeNode;
let exchange: Exchange;
beforeAll(async () => {
  world = await openInboxWorld();
  node = await world.node();
  exchange = await world.exchange(node);
});
afterAll(async () => await world.close());

const never = new AbortController().signal;
const round = async () => await packFeeds(world.services, never, new Set());
const now = async (feed: Feed): Promise<Feed> => {
  const found = await findFeed(world.knex, SHOP, feed.feedId);
  if (!found) throw new Error('the feed is gone');
  return found;
};
const bytesOf = async (feed: Feed): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of world.services.blobs.read((await now(feed)).storedAs)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
const imported = async (name: string, body: string | Buffer, of = exchange): Promise<Feed> => {
  const feed = await world.send(of, name, body);
  const answer = await world.jobs().ask(of, name, 5000);
  expect(answer).toMatchObject({ state: 'done' });
  return await now(feed);
};
const exists = async (name: string): Promise<boolean> =>
  await stat(path.join(world.folder, name)).then(
    () => true,
    () => false,
  );

describe('the packer', () => {
  it('compresses an imported XML under the name of its content; it reads as it came, from any place', async () => {
    const text = xml('<Ид>товар</Ид>'.repeat(20_000));
    const feed = await imported('import.xml', text);
    await round();
    const packed = await now(feed);
    expect(packed).toMatchObject({ packed: true, sha256: sha256(text), size: Buffer.byteLength(text) });
    expect(packed.storedAs).toBe(`packed/${sha256(text).slice(0, 2)}/${sha256(text)}-gz`);
    expect((await stat(path.join(world.folder, packed.storedAs))).size).toBeLessThan(packed.size / 20);
    expect((await bytesOf(feed)).equals(Buffer.from(text))).toBe(true);
    const part: Buffer[] = [];
    for await (const chunk of world.services.blobs.read(packed.storedAs, { start: 100_001, end: 250_000 })) {
      part.push(chunk as Buffer);
    }
    expect(Buffer.concat(part).equals(Buffer.from(text).subarray(100_001, 250_001))).toBe(true);
    expect(await world.services.blobs.size(packed.storedAs)).toBe(packed.size);
    await expect(world.services.blobs.append(packed.storedAs, 0, [] as never, 1)).rejects.toThrow(/does not change/);
    // The former bytes go a round later.
    expect(await exists(feed.storedAs)).toBe(true);
    await round();
    expect(await exists(feed.storedAs)).toBe(false);
  });

  it('leaves what is still received, queued or running', async () => {
    const open = await world.send(exchange, 'open.xml', xml('open'));
    const queued = await world.send(exchange, 'queued.xml', xml('queued'));
    await world.knex('feeds').where({ feed_id: queued.feedId }).update({ state: 'closed' });
    await world.knex('jobs').insert({
      ...{ shop_id: SHOP, job_id: queued.feedId, node_id: node.nodeId, exchange_id: exchange.exchangeId },
      ...{ feed_id: queued.feedId, kind: 'import', state: 'queued' },
    });
    await round();
    expect((await now(open)).packed).toBe(false);
    expect((await now(queued)).packed).toBe(false);
    await world.knex('jobs').where({ feed_id: queued.feedId }).update({ state: 'failed' });
    await round();
    expect((await now(queued)).packed).toBe(true);
  });

  it('keeps ZIPs and pictures as they are, entries compressed; a packed archive can be unpacked again', async () => {
    const zip = new AdmZip();
    const picture = randomBytes(50_000);
    zip.addFile('import0_1.xml', Buffer.from(xml('in the archive')));
    zip.addFile('import_files/a.jpg', picture);
    const archive = await imported('v8.zip', zip.toBuffer());
    const loose = await world.send(exchange, 'import_files/b.jpg', picture);
    await world.send(exchange, 'next.xml', xml('settles it'));
    await round();
    expect((await now(archive)).storedAs).toMatch(/^packed\/..\/[0-9a-f]{64}$/);
    expect((await now(loose)).storedAs).toBe(`packed/${sha256(picture).slice(0, 2)}/${sha256(picture)}`);
    expect((await bytesOf(archive)).equals(zip.toBuffer())).toBe(true);
    await world.knex('jobs').where({ feed_id: archive.feedId }).update({ state: 'failed', asked: true });
    await world.knex('feeds').where({ parent_feed_id: archive.feedId }).update({ parent_feed_id: null });
    const before = await world.count('feeds');
    const next = await world.exchange(node);
    expect(await world.jobs().ask({ ...exchange, openedAt: next.openedAt }, 'v8.zip', 5000)).toMatchObject({
      state: 'done',
    });
    expect(await world.count('feeds')).toBe(before + 1);
  });

  it('is done with a feed that failed, and its job goes on from the pack', async () => {
    const broken = `${xml('x').trimEnd()}`;
    const feed = await world.send(exchange, 'again.xml', broken);
    let fail = true;
    const jobs = world.jobs(async (_job, { storedAs }) => {
      if (fail) throw Object.assign(new Error('once'), { code: 'XX000' });
      let bytes = 0;
      for await (const chunk of world.services.blobs.read(storedAs)) bytes += (chunk as Buffer).length;
      return { state: 'done', counts: { bytes }, text: 'готово' };
    });
    expect((await jobs.ask(exchange, 'again.xml', 5000)).state).toBe('failed');
    await round();
    await round();
    expect(await now(feed)).toMatchObject({ packed: true });
    expect(await exists(feed.storedAs)).toBe(false);
    fail = false;
    expect((await jobs.ask(exchange, 'again.xml', 5000)).state).toBe('done');
    const job = await world.knex('jobs').where({ feed_id: feed.feedId }).first('counts');
    expect(job.counts).toEqual({ bytes: Buffer.byteLength(broken) });
  });

  it('goes on after a death at each of its steps, and one feed without bytes does not stop it', async () => {
    const lost = await imported('lost.xml', xml('lost'));
    const { blobs, db } = world.services;
    await blobs.remove(lost.storedAs);
    const feed = await imported('crash.xml', xml('crash'));
    const dying = (what: 'place' | 'transaction' | 'remove') => ({
      ...world.services,
      blobs: {
        ...blobs,
        pack: async (name: string, how: 'gzip' | 'as it is') => {
          const pack = await blobs.pack(name, how);
          if (what !== 'place') return pack;
          return { ...pack, place: () => Promise.reject(new Error('died')), discard: () => Promise.resolve() };
        },
        remove: async (name: string) => {
          if (what === 'remove') throw new Error('died');
          await blobs.remove(name);
        },
      },
      db: what === 'transaction' ? { ...db, transaction: () => Promise.reject(new Error('died')) } : db,
    });
    for (const what of ['place', 'transaction'] as const) {
      await packFeeds(dying(what), never, new Set());
      expect(await now(feed)).toMatchObject({ packed: false });
      expect((await bytesOf(feed)).toString()).toBe(xml('crash'));
    }
    await round();
    expect((await bytesOf(feed)).toString()).toBe(xml('crash'));
    await packFeeds(dying('remove'), never, new Set());
    expect(await exists(feed.storedAs)).toBe(true);
    await createPacker(world.services, never, 0)();
    expect(await exists(feed.storedAs)).toBe(false);
    expect(await readdir(path.join(world.folder, 'packed', 'drafts'))).toEqual([]);
    expect(await now(lost)).toMatchObject({ packed: false });
  });

  it('waits while an exchange goes on, and gives up what it packs when an import begins', async () => {
    const going = await imported('going.xml', xml('going'.repeat(1000)));
    const before = await imported('before.xml', xml('before'));
    const silent = async (seconds: number) =>
      await world
        .knex('exchanges')
        .update({ last_seen_at: world.knex.raw('now() - make_interval(secs => ?)', [seconds]) });
    await silent(5);
    await packFeeds(world.services, never, new Set(), 60);
    expect(await now(going)).toMatchObject({ packed: false });
    await silent(61);
    const { blobs } = world.services;
    const failed = new Set<string>();
    const job = world.knex('jobs').where({ feed_id: before.feedId });
    const slow: typeof blobs.pack = async (_name, _how, signal) => {
      await job.clone().update({ state: 'queued' });
      return await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    expect(await packFeeds({ ...world.services, blobs: { ...blobs, pack: slow } }, never, failed, 60)).toBe(0);
    expect(failed.has(going.feedId)).toBe(false);
    await job.clone().update({ state: 'done' });
    await packFeeds(world.services, never, failed, 60);
    expect(await now(going)).toMatchObject({ packed: true });
    await silent(0);
  });

  it('shares equal bytes; they go with the last feed that has them, and count once', async () => {
    const other = await world.exchange(node);
    const one = await imported('same.xml', xml('same'.repeat(1000)));
    const two = await imported('same.xml', xml('same'.repeat(1000)), other);
    await round();
    const { storedAs } = await now(one);
    expect((await now(two)).storedAs).toBe(storedAs);
    const age = async (of: Exchange, days: number) => {
      const at = world.knex.raw('now() - make_interval(days => ?)', [days]);
      await world.knex('exchanges').where({ exchange_id: of.exchangeId }).update({ opened_at: at, last_seen_at: at });
      await world.knex('feeds').where({ exchange_id: of.exchangeId }).update({ received_at: at });
    };
    const size = (await stat(path.join(world.folder, storedAs))).size;
    await age(other, 2);
    await age(exchange, 40);
    // The newer of both has room for its bytes once; all of the older exchange is beyond it but what is shared.
    const few = { ...world.services, config: { ...world.services.config, RETENTION_BYTES: size, RETENTION_DAYS: 100 } };
    await sweepRetention(few);
    expect(await now(two)).toMatchObject({ state: 'closed' });
    expect((await bytesOf(two)).toString()).toBe(xml('same'.repeat(1000)));
    await sweepRetention(world.services);
    expect(await now(one)).toMatchObject({ state: 'expired' });
    expect(await exists(storedAs)).toBe(true);
    await age(other, 40);
    await sweepRetention(world.services);
    expect(await exists(storedAs)).toBe(false);
    const left = await readdir(path.join(world.folder, 'packed'), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile()).map((entry) => entry.name)).toEqual([]);
  });
});
