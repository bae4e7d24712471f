import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipBytes } from '../exchange/zip-bytes.js';
import { goodsId, importXml, offersXml, pictureBytes, picturePath, range } from './support/goods.js';
import { cut, type Login, openSession } from './support/one-c.js';
import { Rest, type RestProduct } from './support/rest.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** What outlives silence and kill -9: exchanges, pieces, frozen orders. */

const LEFTOVER_MINUTES = 0.04;
const LIMIT = 4096;
let uzel: Uzel;
let login: Login;
let rest: Rest;

beforeAll(async () => {
  uzel = await Uzel.start({ env: { LEFTOVER_MINUTES: String(LEFTOVER_MINUTES), FILE_LIMIT: String(LIMIT) } });
  await uzel.cli('node', 'remove', '1c');
  login = await uzel.connect();
  rest = new Rest(uzel.url, await uzel.apiKey());
});
afterAll(() => uzel.dispose());

const restart = async () => {
  await uzel.kill();
  await uzel.launch();
};
const names = async () => (await rest.all<RestProduct>('/products')).map((product) => product.externalId).sort();
const jobs = () =>
  withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
    const { rows } = await client.query<{ name: string; state: string; asked: boolean; ms: number }>(
      `select f.name, j.state, j.asked, extract(epoch from j.queued_at - f.updated_at) * 1000 as ms
       from feeds f join jobs j using (shop_id, feed_id) order by f.feed_id`,
    );
    return rows;
  });

describe('an exchange that falls silent', () => {
  it('has its whole feeds and pictures taken though import is never called, and its unfinished ones never', async () => {
    const session = await openSession(uzel.url, login);
    const whole = { goods: [1, 2], onlyChanges: true, withPictures: true };
    await session.file('offers.xml', offersXml(whole));
    await session.file('half.xml', importXml({ goods: [3], onlyChanges: true }).slice(0, -20));
    await session.file('import.xml', importXml(whole));
    await session.file(picturePath(1), pictureBytes(1));
    for (let tries = 0; tries < 500 && (await names()).length < 2; tries += 1) await pause(50);
    expect(await names()).toEqual([goodsId(1), goodsId(2)]);
    for (let tries = 0; tries < 500 && (await jobs()).some((job) => job.state !== 'done'); tries += 1) await pause(50);
    const done = await jobs();
    expect(done.map(({ name, state, asked }) => [name, state, asked])).toEqual([
      ['offers.xml', 'done', false],
      ['import.xml', 'done', false],
    ]);
    for (const { ms } of done) expect(Number(ms)).toBeGreaterThan(LEFTOVER_MINUTES * 60_000 - 600);
    const [first] = await rest.all<RestProduct>('/products');
    expect(first?.pictures).toHaveLength(1);
    await pause(1000);
    expect(await jobs()).toHaveLength(2);
    // It has not ended by that.
    expect((await session.init()).lines[0]).toBe('zip=yes');
    expect((await session.import('import.xml')).last.text).toBe('success');
  });
});

describe('an exchange that is silent for two hours', () => {
  it('has ended; the journal tells of what broke off in it, and none of that was taken', async () => {
    const session = await openSession(uzel.url, login);
    await session.file('half.xml', importXml({ goods: [5], onlyChanges: true }).slice(0, -20));
    await session.file(picturePath(5), Buffer.alloc(LIMIT, 1)); // a full piece: the next one never came
    const id = await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
      const { rows } = await client.query<{ exchange_id: string }>(
        `update exchanges set last_seen_at = now() - interval '121 minutes'
         where exchange_id = (select exchange_id from feeds order by feed_id desc limit 1) returning exchange_id`,
      );
      return rows[0]?.exchange_id;
    });
    type Journal = { endedAt: string | null; journal: { items: { code: string; message: string }[] } };
    const told = () => rest.get<Journal>(`/exchanges/${id}`);
    for (let tries = 0; tries < 500 && (await told()).endedAt === null; tries += 1) await pause(50);
    const { endedAt, journal } = await told();
    expect(endedAt).not.toBeNull();
    expect(journal.items).toMatchObject([
      { code: 'feed-incomplete', message: expect.stringContaining('half.xml') },
      { code: 'feed-incomplete', message: expect.stringContaining(picturePath(5)) },
    ]);
    expect((await session.init()).text).toMatch(/^failure\n.*\[UZ1003]$/);
    const registered = await withClient(uzel.env.DATABASE_URL ?? '', (client) =>
      client.query('select from files where path = $1', [picturePath(5)]),
    );
    expect(registered.rowCount).toBe(0);
    expect(await names()).not.toContain(goodsId(5));
  });
});

describe('after kill -9', () => {
  it('an exchange goes on with its cookie and sessid, and a file with its next piece', async () => {
    const session = await openSession(uzel.url, login);
    const pieces = cut(importXml({ goods: [10], onlyChanges: true }), 800);
    for (const piece of pieces) {
      expect((await session.file('import.xml', piece)).text).toBe('success');
      if (piece === pieces[0]) await restart();
    }
    expect((await session.ask('init', `&sessid=${session.sessid}`)).lines[0]).toBe('zip=yes');
    expect((await session.import('import.xml')).last.text).toBe('success');
    expect(await names()).toContain(goodsId(10));
  });

  it('the pictures of a ZIP, kept while its XML is imported, are all there when that is told to be done', async () => {
    const pictures = range(1, 2000).map((i) => ({ name: `import_files/killed/${i}.jpg`, data: `picture ${i}` }));
    const kept = async () =>
      await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
        const { rows } = await client.query<{ path: string; sha256: string }>(
          `select path, sha256 from files where path like 'import_files/killed/%' order by path collate "C"`,
        );
        return rows;
      });
    const session = await openSession(uzel.url, login);
    const goods = { name: 'import.xml', data: importXml({ goods: [20], onlyChanges: true }) };
    for (const piece of cut(zipBytes([...pictures, goods]), LIMIT)) {
      expect((await session.file('v8_20.zip', piece)).text).toBe('success');
    }
    const cutOff = session.import('import.xml').catch((error: unknown) => error);
    for (let tries = 0; tries < 1000 && (await kept()).length === 0; tries += 1) await pause(10);
    await restart();
    expect(await cutOff).toMatchObject({ code: 'ECONNRESET' });
    expect((await kept()).length).toBeGreaterThan(0);
    expect((await session.import('import.xml')).last.text).toBe('success');
    const all = pictures.map(({ name, data }) => ({
      path: name,
      sha256: createHash('sha256').update(data).digest('hex'),
    }));
    expect(await kept()).toEqual(all.sort((a, b) => (a.path < b.path ? -1 : 1)));
    expect(await names()).toContain(goodsId(20));
  });

  it('query gives the same frozen bytes, and success acknowledges them, once', async () => {
    for (const n of range(1, 2)) {
      await rest.placeOrder(
        {
          customer: { type: 'person', name: `Покупець ${n}` },
          currency: 'UAH',
          lines: [{ name: 'Матрац', quantity: '1', price: '10.10' }],
        },
        `key-${n}`,
      );
    }
    const session = await openSession(uzel.url, login, 'sale');
    const first = await session.ask('query');
    expect(first.text.match(/<Документ>/g)).toHaveLength(2);
    await restart();
    expect((await session.ask('query')).bytes.equals(first.bytes)).toBe(true);
    expect((await session.ask('success')).text).toBe('success');
    await restart();
    expect((await session.ask('success')).text).toBe('success');
    const next = await (await openSession(uzel.url, login, 'sale')).ask('query');
    expect(next.text).not.toContain('<Документ>');
  });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
