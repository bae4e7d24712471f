import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { UzelError } from '../../src/errors.js';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import { uploading } from '../../src/exchange/feeds/uploads.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { beginGeneration, type Exchange } from '../../src/store/exchanges/exchanges.js';
import { feedsOfExchange } from '../../src/store/exchanges/feed-search.js';
import { closeFeed, findFeed } from '../../src/store/exchanges/feeds.js';
import { bodyOf, gate, type InboxWorld, openInboxWorld, SHOP, sha256, withCode, xml } from './inbox-world.js';

const PIECE = 1000;
let world: InboxWorld;
let node: ExchangeNode;
let exchange: Exchange;
beforeAll(async () => {
  world = await openInboxWorld({ FILE_LIMIT: String(PIECE), FEED_LIMIT: '2500' });
  node = await world.node();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  exchange = await world.exchange(node);
});

const feedsNamed = async (name: string) =>
  await world.knex('feeds').where({ exchange_id: exchange.exchangeId, name }).orderBy('feed_id');
const blobsOfExchange = async () =>
  await readdir(path.join(world.folder, 'feeds', exchange.exchangeId)).catch(() => [] as string[]);

describe('the pieces of a feed', () => {
  it('are appended under one name, in one feed, durable with the answer', async () => {
    const whole = xml('x'.repeat(1500));
    const bytes = Buffer.from(whole);
    const first = await world.send(exchange, 'import.xml', bytes.subarray(0, PIECE));
    expect(first).toMatchObject({
      name: 'import.xml',
      size: PIECE,
      content: 'xml',
      state: 'receiving',
      type: 'catalog',
    });
    const second = await world.send(exchange, '\\import.xml', bytes.subarray(PIECE));
    expect(second).toMatchObject({ feedId: first.feedId, size: bytes.length });
    expect((await world.bytes(second)).equals(bytes)).toBe(true);
    expect(await findFeed(world.knex, SHOP, first.feedId)).toEqual(second);
  });

  it('of two names and of two exchanges are kept apart', async () => {
    const other = await world.exchange(node);
    const [a, b, c] = [
      await world.send(exchange, 'import.xml', 'a'),
      await world.send(exchange, 'offers.xml', 'b'),
      await world.send(other, 'import.xml', 'c'),
    ];
    expect(new Set([a.feedId, b.feedId, c.feedId]).size).toBe(3);
    expect((await world.bytes(c)).toString()).toBe('c');
  });

  it('sent at the same time come one after the other, none lost', async () => {
    const pieces = Array.from({ length: 8 }, (_, i) => `${i}`.repeat(100));
    await Promise.all(pieces.map(async (piece) => await world.send(exchange, 'both.txt', piece)));
    const [row] = await feedsNamed('both.txt');
    const text = (await world.bytes({ storedAs: row.stored_as })).toString();
    expect(text).toHaveLength(800);
    expect(text.match(/(\d)\1{99}/g)?.sort()).toEqual(pieces);
    expect(await feedsNamed('both.txt')).toHaveLength(1);
  });

  it('go on after a restart, and what a crash left beyond the last answer is gone', async () => {
    const feed = await world.send(exchange, 'crash.xml', '<a>');
    await writeFile(world.services.blobs.localPath(feed.storedAs), '<a>half a piece that was never answered');
    const grown = await world.send(exchange, 'crash.xml', '</a>');
    expect((await world.bytes(grown)).toString()).toBe('<a></a>');
  });

  it('begin a new feed when the former was closed, and after a second init', async () => {
    const first = await world.send(exchange, 'import.xml', '<a/>');
    await closeFeed(world.knex, first);
    const second = await world.send(exchange, 'import.xml', '<b/>');
    exchange = await beginGeneration(world.knex, exchange, {});
    const third = await world.send(exchange, 'import.xml', '<c/>');
    expect((await feedsNamed('import.xml')).map((row) => row.feed_id)).toEqual([
      first.feedId,
      second.feedId,
      third.feedId,
    ]);
    expect((await world.bytes(first)).toString()).toBe('<a/>');
    expect((await world.bytes(third)).toString()).toBe('<c/>');
    expect((await feedsOfExchange(world.knex, exchange)).map((feed) => feed.feedId)).toEqual([third.feedId]);
  });

  it('are told apart by bytes and name', async () => {
    const zip = Buffer.from('PK\u0003\u0004 and so on');
    const content = async (name: string, body: string | Buffer) => (await world.send(exchange, name, body)).content;
    expect(await content('a.xml', '\ufeff<?xml version="1.0"?>')).toBe('xml');
    expect(await content('v8_1.zip', zip)).toBe('zip');
    expect(await content('b.xml', zip)).toBe('zip');
    expect(await content('c.xml', 'plain text')).toBe('unknown');
    expect(await content('c.xml', 'still')).toBe('unknown');
    expect(await content('import_files/a/x.svg', '<?xml version="1.0"?><svg/>')).toBe('file');
    expect(await content('import_files/a/x.xml', '<?xml version="1.0"?><a/>')).toBe('file');
    expect(await content('import_files/a/x.docx', zip)).toBe('file');
    expect(await content('import_files/a/x.zip', zip)).toBe('file');
    expect(await content('noextension', '<?xml version="1.0"?>')).toBe('xml');
  });
});

describe('what is refused leaves everything as it was', () => {
  const refusals: [string, string, () => Readable, string][] = [
    ['an empty body', 'import.xml', () => Readable.from([]), 'UZ1102'],
    ['a body over the limit', 'import.xml', () => bodyOf('x'.repeat(PIECE + 1)), 'UZ1103'],
    ['an unsafe name', '../import.xml', () => bodyOf('x'), 'UZ1101'],
    [
      'a body that breaks off',
      'import.xml',
      () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('half');
            throw new Error('reset');
          })(),
        ),
      'UZ1106',
    ],
  ];

  it.each(refusals)('%s: no feed begins', async (_what, name, body, code) => {
    await expect(receiveFile(world.services, exchange, name, body())).rejects.toEqual(withCode(code));
    expect(await feedsNamed('import.xml')).toEqual([]);
    expect(await blobsOfExchange()).toEqual([]);
    expect((await world.send(exchange, 'import.xml', '<a/>')).size).toBe(4);
  });

  it.each(refusals)('%s: what came before goes on whole', async (_what, name, body, code) => {
    const feed = await world.send(exchange, 'import.xml', '<a>');
    await expect(receiveFile(world.services, exchange, name, body())).rejects.toEqual(withCode(code));
    expect(await findFeed(world.knex, SHOP, feed.feedId)).toEqual(feed);
    const grown = await world.send(exchange, 'import.xml', '</a>');
    expect(grown.feedId).toBe(feed.feedId);
    expect((await world.bytes(grown)).toString()).toBe('<a></a>');
  });

  it('a feed over FEED_LIMIT (UZ1104)', async () => {
    for (let i = 0; i < 2; i += 1) await world.send(exchange, 'big.xml', 'x'.repeat(PIECE));
    await expect(world.send(exchange, 'big.xml', 'x'.repeat(501))).rejects.toEqual(withCode('UZ1104', 'FEED_LIMIT'));
    expect((await world.send(exchange, 'big.xml', 'x'.repeat(500))).size).toBe(2500);
    await expect(world.send(exchange, 'big.xml', 'x')).rejects.toEqual(withCode('UZ1104'));
  });

  it('takes larger pieces from who may send them', async () => {
    const feed = await receiveFile(world.services, exchange, 'cli.xml', bodyOf('x'.repeat(2000)), { pieceLimit: 5000 });
    expect(feed.size).toBe(2000);
  });

  it('a connection that falls silent (UZ1106), and meanwhile counts as uploading', async () => {
    const body = new Readable({ read: () => undefined });
    body.push('begun');
    const received = receiveFile(world.services, exchange, 'silent.xml', body, { idleMs: 200 });
    const outcome = received.catch((error: UzelError) => error.code);
    await pause(50);
    expect([uploading(node.nodeId), uploading(exchange.exchangeId)]).toEqual([true, true]);
    expect(await outcome).toBe('UZ1106');
    expect([uploading(node.nodeId), uploading(exchange.exchangeId)]).toEqual([false, false]);
    expect(await feedsNamed('silent.xml')).toEqual([]);
  });

  it('a slow connection is not silent', async () => {
    const slow = Readable.from(
      (async function* () {
        for (let i = 0; i < 6; i += 1) {
          yield Buffer.from('x');
          await pause(700);
        }
      })(),
    );
    expect((await receiveFile(world.services, exchange, 'slow.xml', slow, { idleMs: 3000 })).size).toBe(6);
  });
});

describe('over HTTP', () => {
  it('a client that sends too much gets to the answer on the same connection; one that goes away leaves nothing', async () => {
    const outcomes: string[] = [];
    const server = createServer((req, res) => {
      receiveFile(world.services, exchange, 'http.xml', req).then(
        (feed) => res.end(`ok ${feed.size}`),
        (error: UzelError) => {
          outcomes.push(error.code);
          res.end(error.code);
        },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    try {
      const tooMuch = await fetch(url, { method: 'POST', body: randomBytes(3_000_000) });
      expect(await tooMuch.text()).toBe('UZ1103');
      expect(await (await fetch(url, { method: 'POST', body: '<a>' })).text()).toBe('ok 3');

      const aborted = request(url, { method: 'POST', headers: { 'content-length': '500' } });
      aborted.on('error', () => undefined);
      aborted.write('half of it');
      await pause(100);
      aborted.destroy();
      while (outcomes.length < 2) await pause(10);
      expect(outcomes).toEqual(['UZ1103', 'UZ1106']);
      expect(await (await fetch(url, { method: 'POST', body: '</a>' })).text()).toBe('ok 7');
      const [row] = await feedsNamed('http.xml');
      expect((await world.bytes({ storedAs: row.stored_as })).toString()).toBe('<a></a>');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('pictures', () => {
  const file = async (name: string) => await world.knex('files').where({ path: name }).first();

  it('are registered when another name comes, with hash, size and type', async () => {
    const jpg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(500)]);
    await world.send(exchange, 'import_files/p1/x.jpg', jpg.subarray(0, 300));
    await world.send(exchange, 'import_files/p1/x.jpg', jpg.subarray(300));
    expect(await file('import_files/p1/x.jpg')).toBeUndefined();
    await world.send(exchange, 'import_files/p1/y.png', 'png');
    expect(await file('import_files/p1/x.jpg')).toMatchObject({
      id_space: 'main',
      sha256: sha256(jpg),
      size: '504',
      content_type: 'image/jpeg',
      exchange_id: exchange.exchangeId,
    });
    expect(await file('import_files/p1/y.png')).toBeUndefined();
    const kept = await world.bytes({ storedAs: `files/${sha256(jpg).slice(0, 2)}/${sha256(jpg)}` });
    expect(kept.equals(jpg)).toBe(true);
  });

  it('sent again the same write nothing; changed they count as changed, and so do those that show them', async () => {
    const path = 'import_files/p2/x.jpg';
    const ids = { shop_id: SHOP, id_space: 'main', external_id: 'p2' };
    await world.knex('products').insert({
      ...ids,
      product_id: '01900000-0000-7000-8000-000000000002',
      file_paths: [path],
      updated_at: '2020-01-01',
    });
    const settled = async (body: string) => {
      await world.send(exchange, path, body);
      await world.send(exchange, 'import.xml', '<a>');
      const { updated_at } = await world.knex('products').where(ids).first();
      const changes = (await world.knex('changes').orderBy('last_no')).flatMap((row) =>
        row.entity_ids.map((entity_id: string) => ({ entity: row.entity, entity_id })),
      );
      return { updated: updated_at as Date, changes };
    };
    const first = await settled('one');
    const again = await settled('one');
    const changed = await settled('two');
    const { file_id } = await file(path);
    const both = [
      { entity: 'file', entity_id: file_id },
      { entity: 'product', entity_id: '01900000-0000-7000-8000-000000000002' },
    ];
    expect(first.changes.slice(-2)).toEqual(both);
    expect(first.updated.getFullYear()).toBeGreaterThan(2020);
    expect(again).toEqual(first);
    expect(changed.changes).toEqual([...first.changes, ...both]);
    expect(changed.updated.getTime()).toBeGreaterThan(first.updated.getTime());
    expect((await file(path)).sha256).toBe(sha256('two'));
  });

  it('that came later under a settled name do not change the bytes that were kept', async () => {
    const name = 'import_files/p3/x.bin.2';
    await world.send(exchange, name, 'first');
    await world.send(exchange, 'a.xml', '<a/>');
    await world.send(exchange, name, 'second');
    expect((await feedsNamed(name)).map((row) => [row.state, row.sha256 === null])).toEqual([
      ['closed', false],
      ['receiving', true],
    ]);
    expect(
      (await world.bytes({ storedAs: `files/${sha256('first').slice(0, 2)}/${sha256('first')}` })).toString(),
    ).toBe('first');
  });

  it('are settled although a crash came between closing and registering', async () => {
    const feed = await world.send(exchange, 'import_files/p4/x.gif', 'GIF89a');
    await closeFeed(world.knex, feed);
    await world.send(exchange, 'a.xml', '<a/>');
    expect(await file('import_files/p4/x.gif')).toMatchObject({ content_type: 'image/gif' });
  });

  it('of a name that is being received at this moment wait', async () => {
    const name = 'import_files/p5/x.jpg';
    await world.send(exchange, name, 'one,');
    const held = gate();
    const body = Readable.from(
      (async function* () {
        yield Buffer.from('two,');
        await held.opened;
        yield Buffer.from('three');
      })(),
    );
    const received = receiveFile(world.services, exchange, name, body);
    await pause(50);
    await world.send(exchange, 'b.xml', '<a/>');
    expect(await file(name)).toBeUndefined();
    held.open();
    expect((await received).size).toBe(13);
    await world.send(exchange, 'c.xml', '<a/>');
    expect((await file(name)).sha256).toBe(sha256('one,two,three'));
  });
});
