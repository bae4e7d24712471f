import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import iconv from 'iconv-lite';
import { keepArchiveFiles } from '../../src/exchange/feeds/keep-archive-files.js';
import { unpackArchive } from '../../src/exchange/feeds/unpack.js';
import type { JobOutcome, JobTools } from '../../src/exchange/jobs/job-step.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Services } from '../../src/services.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { entriesOf } from '../../src/store/exchanges/feed-search.js';
import { type Feed, findFeed } from '../../src/store/exchanges/feeds.js';
import { type Job, jobOf, queueJob, startJob } from '../../src/store/exchanges/jobs.js';
import { type InboxWorld, openInboxWorld, SHOP, sha256, withCode, xml } from './inbox-world.js';
import { type ZipEntry, zipBytes } from './zip-bytes.js';

let world: InboxWorld;
let node: ExchangeNode;
let exchange: Exchange;
beforeAll(async () => {
  world = await openInboxWorld({ FILE_LIMIT: '64M', ZIP_ENTRIES: '50', ZIP_UNPACKED: '40M', ZIP_RATIO: '200' });
  node = await world.node();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  exchange = await world.exchange(node);
  await world.knex('files').delete();
});

interface Unpacking {
  readonly archive: Feed;
  readonly job: Job;
  readonly texts: string[];
  run(services?: Services, stopping?: () => boolean): Promise<JobOutcome>;
}

async function begin(bytes: Buffer, asked = true): Promise<Unpacking> {
  const archive = await world.send(exchange, 'v8_1A2B_3.zip', bytes);
  const job = await queueJob(world.knex, archive, 'unpack', { asked });
  const texts: string[] = [];
  const run = async (services = world.services, stopping = () => false) => {
    const tools: JobTools = { progress: (text) => texts.push(text), stopping };
    const end = async (outcome: JobOutcome) => {
      if (outcome.state === 'done') await world.services.db.transaction(async (tx) => await outcome.commit?.(tx));
      return outcome;
    };
    // What a job has ended is not done again.
    const isUnpacked = (await findFeed(world.knex, SHOP, archive.feedId))?.state === 'unpacked';
    const outcome = isUnpacked ? null : await end(await unpackArchive(services, job, archive, tools));
    const files = await jobOf(world.knex, archive, 'files');
    if ((outcome && outcome.state !== 'done') || !files) return outcome as JobOutcome;
    const kept = await keepArchiveFiles(services, await startJob(world.knex, files), archive, tools);
    return outcome && kept.state === 'done' ? outcome : kept;
  };
  return { archive, job, texts, run };
}

const unpack = async (entries: readonly ZipEntry[], asked = true) => {
  const unpacking = await begin(zipBytes(entries), asked);
  const outcome = await unpacking.run();
  return { ...unpacking, outcome };
};
const files = async () =>
  Object.fromEntries((await world.knex('files').select('path', 'sha256')).map((row) => [row.path, row.sha256]));
const blobsOfExchange = async () => await readdir(path.join(world.folder, 'feeds', exchange.exchangeId));

describe('a ZIP', () => {
  it('made as people make them: each XML becomes a feed, each other file is registered', async () => {
    const zip = new AdmZip();
    const picture = randomBytes(70_000);
    zip.addFile('import.xml', Buffer.from(xml('import')));
    zip.addFile('offers.xml', Buffer.from(xml('offers')));
    zip.addFile('import_files/', Buffer.alloc(0));
    zip.addFile('import_files/ab/x.jpg', picture);
    const { archive, run } = await begin(zip.toBuffer());
    expect(await run()).toMatchObject({ state: 'done', counts: { xml: 2, files: 1 } });
    const entries = await entriesOf(world.knex, archive);
    expect(entries).toEqual(
      ['import', 'offers'].map((name) =>
        expect.objectContaining({
          ...{ name: `${name}.xml`, parentFeedId: archive.feedId, exchangeId: exchange.exchangeId, type: 'catalog' },
          ...{ content: 'xml', state: 'closed', size: Buffer.byteLength(xml(name)) },
        }),
      ),
    );
    expect(await Promise.all(entries.map(async (feed) => (await world.bytes(feed)).toString()))).toEqual([
      xml('import'),
      xml('offers'),
    ]);
    expect(await files()).toEqual({ 'import_files/ab/x.jpg': sha256(picture) });
    expect((await findFeed(world.knex, SHOP, archive.feedId))?.state).toBe('unpacked');
  });

  it.each<[string, ZipEntry['name'], Partial<ZipEntry>]>([
    ['in CP866, as Windows writes them', iconv.encode('import_files\\Рисунок №1.jpg', 'cp866'), {}],
    ['in UTF-8 with its flag', 'import_files/Рисунок №1.jpg', { flags: 0x800 }],
    ['in UTF-8 without it', 'import_files\\Рисунок №1.jpg', {}],
    ['in the Unicode extra field', '?.jpg', { extra: unicodePath('?.jpg', 'import_files/Рисунок №1.jpg') }],
  ])('reads names %s', async (_how, name, more) => {
    await unpack([{ name, data: 'picture', ...more }]);
    expect(Object.keys(await files())).toEqual(['import_files/Рисунок №1.jpg']);
  });

  it('of large files: they do not pass through memory as a whole', async () => {
    const picture = randomBytes(5_000_000);
    const big = xml('x'.repeat(5_000_000));
    const { archive, outcome } = await unpack([
      { name: 'import.xml', data: big },
      { name: 'import_files/big.tif', data: picture },
    ]);
    expect(outcome).toMatchObject({ counts: { xml: 1, files: 1 } });
    const [entry] = await entriesOf(world.knex, archive);
    expect(entry && (await world.bytes(entry)).equals(Buffer.from(big))).toBe(true);
    expect(await files()).toEqual({ 'import_files/big.tif': sha256(picture) });
    expect((await blobsOfExchange()).sort()).toEqual([archive.feedId, `${archive.feedId}-0`]);
  });

  it('leaves out directories, empty files and what desktops add', async () => {
    const { outcome } = await unpack([
      { name: 'folder\\', data: '' },
      { name: 'folder/empty.jpg', data: '' },
      { name: '__MACOSX/._import.xml', data: 'x' },
      { name: 'folder/.DS_Store', data: 'x' },
      { name: 'folder\\Thumbs.db', data: 'x' },
      { name: 'a.jpg', data: 'x', method: 0 },
    ]);
    expect(outcome).toMatchObject({ counts: { xml: 0, files: 1 } });
    expect(Object.keys(await files())).toEqual(['a.jpg']);
  });

  it('keeps a ZIP inside it as a file, and XML among the attachments too', async () => {
    const inner = zipBytes([{ name: 'import.xml', data: xml() }]);
    const { archive } = await unpack([
      { name: 'inner.zip', data: inner, method: 0 },
      { name: 'import_files/manual.xml', data: xml() },
    ]);
    expect(await entriesOf(world.knex, archive)).toEqual([]);
    expect(await files()).toEqual({ 'inner.zip': sha256(inner), 'import_files/manual.xml': sha256(xml()) });
  });

  it('of two files of one name takes the later', async () => {
    const { archive } = await unpack([
      { name: 'import.xml', data: xml('one') },
      { name: './import.xml', data: xml('two') },
    ]);
    const [entry, ...more] = await entriesOf(world.knex, archive);
    expect(more).toEqual([]);
    expect(entry && (await world.bytes(entry)).toString()).toBe(xml('two'));
  });

  it('says how far it is', async () => {
    const { texts } = await unpack([
      { name: 'import.xml', data: xml() },
      ...Array.from({ length: 9 }, (_, i) => ({ name: `${i}.jpg`, data: 'x' })),
    ]);
    expect(texts[0]).toBe('Распаковка архива: 0 из 1 файлов XML');
    expect(texts.at(-1)).toBe('Картинки архива v8_1A2B_3.zip: 8 из 9');
  });

  it('that nobody asked for brings its whole XML into the queue, right behind it and before what came later', async () => {
    const archive = await world.send(
      exchange,
      'a.zip',
      zipBytes(
        ['import.xml', 'offers.xml', 'cut.xml'].map((name) => ({ name, data: name === 'cut.xml' ? '<a><b>' : xml() })),
      ),
    );
    const job = await queueJob(world.knex, archive, 'unpack', { asked: false });
    const later = await queueJob(world.knex, await world.send(exchange, 'later.xml', xml()), 'import', { asked: true });
    const outcome = await unpackArchive(world.services, job, archive, {
      progress: () => undefined,
      stopping: () => false,
    });
    if (outcome.state === 'done') await world.services.db.transaction(async (tx) => await outcome.commit?.(tx));
    const [imports, offers, cut] = await entriesOf(world.knex, archive);
    const queue = await world.knex('jobs').where({ exchange_id: exchange.exchangeId }).orderBy(['queued_at', 'job_id']);
    expect(queue.map((row) => row.feed_id)).toEqual([archive.feedId, imports?.feedId, offers?.feedId, later.feedId]);
    expect(queue.map((row) => row.asked)).toEqual([false, false, false, true]);
    expect(cut && (await jobOf(world.knex, cut, 'import'))).toBeNull();
  });
});

describe('a ZIP that is refused', () => {
  const picture = { name: 'a.jpg', data: 'picture' };
  const big = Buffer.alloc(11 * 1024 * 1024);

  it.each<[string, readonly ZipEntry[], string]>([
    ['leads outside', [picture, { name: '../../x.jpg', data: 'x' }], 'за пределы'],
    ['leads outside with backslashes', [picture, { name: '..\\x.jpg', data: 'x' }], 'за пределы'],
    ['holds a program', [picture, { name: 'shell.php', data: 'x' }], 'php'],
    ['is encrypted', [picture, { name: 'x.jpg', data: 'x', flags: 1, method: 8 }], 'зашифрован'],
    ['is packed in a way of its own', [picture, { name: 'x.jpg', data: 'x', method: 12 }], 'способом'],
    ['has too many files', Array.from({ length: 51 }, (_, i) => ({ name: `${i}.jpg`, data: 'x' })), '50'],
    [
      'unpacks to too much',
      [
        picture,
        ...Array.from({ length: 4 }, (_, i) => ({
          name: `${i}.jpg`,
          data: Buffer.alloc(10_600_000, randomBytes(60_000)),
        })),
      ],
      'предела',
    ],
    ['is a bomb', [picture, { name: 'x.jpg', data: big }], 'бомба'],
  ])('because it %s: nothing of it is registered, no bytes are left', async (_why, entries, text) => {
    const { archive, run } = await begin(zipBytes(entries));
    await expect(run()).rejects.toEqual(withCode('UZ1203', text));
    expect(await files()).toEqual({});
    expect(await entriesOf(world.knex, archive)).toEqual([]);
    expect(await blobsOfExchange()).toEqual([archive.feedId]);
  });

  it('because entries share bytes', async () => {
    const data = randomBytes(1000);
    const honest = zipBytes([
      { name: 'a.jpg', data, method: 0 },
      { name: 'b.jpg', data, method: 0 },
    ]);
    // Both directory entries point at the first file, whose bytes the archive has once.
    const at = honest.indexOf('PK\u0001\u0002');
    const overlapping = Buffer.concat([honest.subarray(0, honest.indexOf('PK\u0003\u0004', 4)), honest.subarray(at)]);
    const shift = at - honest.indexOf('PK\u0003\u0004', 4);
    overlapping.writeUInt32LE(overlapping.readUInt32LE(overlapping.length - 6) - shift, overlapping.length - 6);
    overlapping.writeUInt32LE(0, overlapping.lastIndexOf('PK\u0001\u0002') + 42);
    const { run } = await begin(overlapping);
    await expect(run()).rejects.toEqual(withCode('UZ1203', 'перекрываются'));
  });

  it.each<[string, Partial<ZipEntry>]>([
    ['its check sum is wrong', { crc: 1 }],
    ['it unpacks to more than it says', { size: 10 }],
    ['it unpacks to less than it says', { size: 100_000 }],
    ['it does not unpack', { data: Buffer.from([7, 7, 7, 7]), method: 8 }],
  ])('because a file in it is damaged: %s', async (_why, wrong) => {
    for (const name of ['bad.xml', 'bad.jpg']) {
      const bytes = zipBytes([
        { name: 'import.xml', data: xml() },
        { name, data: randomBytes(5000), ...wrong },
      ]);
      if (wrong.data) bytes.fill(0xff, bytes.indexOf(name) + 7, bytes.indexOf(name) + 10);
      exchange = await world.exchange(node);
      const { archive, run } = await begin(bytes);
      await expect(run()).rejects.toEqual(withCode('UZ1203', name));
      expect(await files()).toEqual({});
      // Of a damaged picture is known when the XML is imported already.
      const unpacked = name === 'bad.xml' ? [] : ['import.xml'];
      expect((await entriesOf(world.knex, archive)).map((feed) => feed.name)).toEqual(unpacked);
      expect(await blobsOfExchange()).toHaveLength(1 + unpacked.length);
    }
  });

  it('because its directory is damaged', async () => {
    const bytes = zipBytes([picture, picture]);
    bytes.fill(0, bytes.lastIndexOf('PK\u0001\u0002'), bytes.lastIndexOf('PK\u0001\u0002') + 4);
    await expect((await begin(bytes)).run()).rejects.toEqual(withCode('UZ1203', 'оглавление'));
  });
});

describe('unpacking that was interrupted', () => {
  const entries = [
    { name: 'import.xml', data: xml('import') },
    ...Array.from({ length: 20 }, (_, i) => ({ name: `import_files/${i}.jpg`, data: `picture ${i}` })),
    { name: 'offers.xml', data: xml('offers') },
  ];

  async function expectOnce(archive: Feed): Promise<void> {
    expect((await entriesOf(world.knex, archive)).map((feed) => feed.name)).toEqual(['import.xml', 'offers.xml']);
    expect(await files()).toEqual(
      Object.fromEntries(entries.slice(1, 21).map(({ name, data }) => [name, sha256(data)])),
    );
    expect((await blobsOfExchange()).sort()).toEqual(
      [archive.feedId, `${archive.feedId}-0`, `${archive.feedId}-21`].sort(),
    );
  }

  it('by the stop of the server is done again and gives the same', async () => {
    const { archive, run } = await begin(zipBytes(entries));
    let looks = 0;
    const third = () => {
      looks += 1;
      return looks === 3;
    };
    expect(await run(world.services, third)).toEqual({ state: 'stopped' });
    expect(await files()).toEqual({});
    expect((await blobsOfExchange()).length).toBeGreaterThan(1);
    await run();
    await expectOnce(archive);
  });

  it.each([1, 6, 15, 22])('at write %i by an error of the disk is done again and gives the same', async (at) => {
    const { archive, run } = await begin(zipBytes(entries));
    const { blobs } = world.services;
    let writes = 0;
    const counted = async <T>(write: () => Promise<T>): Promise<T> => {
      writes += 1;
      if (writes === at) throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', syscall: 'write' });
      return await write();
    };
    const failing: Services = {
      ...world.services,
      blobs: {
        ...blobs,
        append: async (...args) => await counted(async () => await blobs.append(...args)),
        keepBytes: async (bytes) => await counted(async () => await blobs.keepBytes(bytes)),
      },
    };
    await expect(run(failing)).rejects.toThrow('EIO');
    await run();
    await expectOnce(archive);
  });
});

function unicodePath(raw: string, name: string): Buffer {
  const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)]);
  data.writeUInt32LE(crc32(raw), 1);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}
