import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { zipBytes } from '../exchange/zip-bytes.js';
import { goodsId, importXml, offersXml, pictureBytes, picturePath, range } from './support/goods.js';
import { cut, type Login, openSession, type Session } from './support/one-c.js';
import { Rest, type RestProduct } from './support/rest.js';
import { rowVersions, withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** mode=import: what a name means, what is answered while it lasts, and what is imported though nobody asked. */

const HOLD_SECONDS = 0.2;
let uzel: Uzel;
let login: Login;
let rest: Rest;
let session: Session;
/** Goods of one test: no other test names them. */
let n = 1000;

beforeAll(async () => {
  uzel = await Uzel.start({ env: { IMPORT_HOLD_SECONDS: String(HOLD_SECONDS) } });
  login = await uzel.connect();
  rest = new Rest(uzel.url, await uzel.apiKey());
});
afterAll(() => uzel.dispose());
beforeEach(async () => {
  n += 10;
  await begin();
});

const begin = async (type: 'catalog' | 'sale' = 'catalog') => {
  session = await openSession(uzel.url, login, type);
  await session.init();
  return session;
};
const goods = (...numbers: number[]) => importXml({ goods: numbers, onlyChanges: true });
const offers = (price: string, ...numbers: number[]) =>
  offersXml({ goods: numbers, onlyChanges: true, priceOf: () => price });
const zip = (...entries: [name: string, content: string][]) =>
  zipBytes(entries.map(([name, data]) => ({ name, data })));
const sent = async (name: string, body: string | Buffer) =>
  expect((await session.file(name, body)).text).toBe('success');
const asked = async (name: string) => (await session.import(name)).last.text;
const imported = async (name: string) => expect(await asked(name)).toBe('success');
const product = async (number: number) =>
  (await rest.all<RestProduct>(`/products?active=all&externalId=${encodeURIComponent(goodsId(number))}`)).find(
    (one) => one.externalId === goodsId(number),
  );
const priceOf = async (number: number) => (await product(number))?.offers[0]?.prices[0]?.amount;
/** What the journal of this exchange's files came to. */
const feeds = () =>
  withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
    const { rows } = await client.query<{ name: string; state: string | null; asked: boolean | null }>(
      `select f.name, j.state, j.asked from feeds f left join jobs j on j.shop_id = f.shop_id and j.feed_id = f.feed_id
       where f.exchange_id = (select exchange_id from feeds order by feed_id desc limit 1) order by f.feed_id`,
    );
    return rows;
  });
const until = async (condition: () => Promise<boolean>) => {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to pass');
};
/** All that was queued has ended. */
const quiet = () =>
  until(() =>
    withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
      const { rowCount } = await client.query(`select from jobs where state in ('queued', 'running')`);
      return rowCount === 0;
    }),
  );

describe('an import', () => {
  it('is held, answered with progress and a text in Russian, and in the end with the single word success', async () => {
    await sent('import.xml', goods(...range(2000, 5000)));
    const began = performance.now();
    const first = await session.ask('import', '&filename=import.xml');
    const ms = performance.now() - began;
    expect(ms).toBeGreaterThan(HOLD_SECONDS * 900);
    expect(ms).toBeLessThan(15_000);
    expect([first.status, first.lines.length, first.lines[0]]).toEqual([200, 2, 'progress']);
    expect(first.lines[1]).toMatch(/^[А-Я].*(товаров|файл|import\.xml)/);
    const { last, progress } = await session.import('import.xml');
    for (const answer of progress) expect(answer.text).toMatch(/^progress\n[А-Я][^\n]+$/);
    expect(last.text).toBe('success');
    expect((await product(4999))?.sku).toBe('M-4999');
  });

  it('repeated when it is finished is success and writes nothing', async () => {
    await sent('import.xml', goods(n));
    await imported('import.xml');
    const before = await rowVersions(uzel.env.DATABASE_URL ?? '');
    await imported('import.xml');
    await imported('/tmp/import.xml');
    expect(await rowVersions(uzel.env.DATABASE_URL ?? '')).toEqual(before);
  });

  it('asked for twice at the same time is one, told in the journal of its exchange', async () => {
    await sent('import.xml', goods(...range(5000, 6000)));
    for (const { last } of await Promise.all([session.import('import.xml'), session.import('import.xml')])) {
      expect(last.text).toBe('success');
    }
    await sent('bad.xml', '<КоммерческаяИнформация><a></b></КоммерческаяИнформация>');
    expect(await asked('bad.xml')).toMatch(/\[UZ1301]$/);
    const [newest] = (await rest.get<{ items: { id: string }[] }>('/exchanges?limit=1')).items;
    const told = await rest.get<{
      feeds: { name: string; size: number; job: { state: string; counts: Record<string, number> } }[];
      journal: { items: { severity: string; code: string; message: string }[] };
    }>(`/exchanges/${newest?.id}`);
    expect(told.feeds).toMatchObject([
      { name: 'import.xml', size: Buffer.byteLength(goods(...range(5000, 6000))), job: { state: 'done' } },
      { name: 'bad.xml', job: { state: 'failed' } },
    ]);
    expect(told.journal.items.map(({ severity, code }) => [severity, code])).toEqual([
      ['info', 'feed-received'],
      ['info', 'import-done'],
      ['info', 'feed-received'],
      ['error', 'import-failed'],
    ]);
    expect(told.journal.items[1]?.message).toMatch(/import\.xml.*1\s001/);
    for (const secret of [session.cookie.split('=')[1] ?? '', session.sessid, login.password]) {
      expect(JSON.stringify(told)).not.toContain(secret);
    }
  });

  it('that is refused stands in the journal of its exchange with what 1C was told, once for each reason', async () => {
    const half = Buffer.from(goods(n)).subarray(0, 900);
    await sent('v8_1.zip', zip(['import.xml', half.toString()]));
    for (const _again of [1, 2, 3]) expect(await asked('import.xml')).toMatch(/\[UZ1202]$/);
    expect((await session.file('offers.xml', '')).text).toMatch(/^failure\n.*\[UZ1102]$/);
    expect(await asked('../offers.xml')).toMatch(/^failure/);
    expect((await session.ask('import', '&filename=a%00b.xml')).text).toMatch(/^failure/);
    const [newest] = (await rest.get<{ items: { id: string }[] }>('/exchanges?limit=1')).items;
    const { journal } = await rest.get<{
      journal: { items: { severity: string; code: string; message: string; detail: { code?: string } | null }[] };
    }>(`/exchanges/${newest?.id}`);
    const errors = journal.items.filter(({ severity }) => severity === 'error');
    expect(errors.slice(0, 2)).toMatchObject([
      { code: 'request-refused', detail: { code: 'UZ1202', mode: 'import', file: 'import.xml' } },
      { code: 'request-refused', detail: { code: 'UZ1102', mode: 'file', file: 'offers.xml' } },
    ]);
    expect(errors.length).toBe(4);
    expect(errors[0]?.message).toContain('import.xml получен не полностью');
  });

  it('of a file that broke off in a former exchange, and was not sent in this one, says that it was not sent', async () => {
    await sent('import.xml', Buffer.from(goods(n)).subarray(0, 900));
    expect(await asked('import.xml')).toMatch(/\[UZ1202]$/);
    await begin();
    expect(await asked('import.xml')).toMatch(/\[UZ1201]$/);
  });

  it('of offers may precede that of their goods', async () => {
    await sent('offers.xml', offers('7.70', n));
    await sent('import.xml', goods(n));
    await imported('offers.xml');
    await imported('import.xml');
    expect(await product(n)).toMatchObject({ sku: `M-${n}`, offers: [{ prices: [{ amount: '7.70' }] }] });
  });

  it('of a malformed file: failure with file, line and column; corrected and sent again it is taken', async () => {
    await sent('import.xml', goods(n).replace('</Артикул>', '</Артикль>'));
    for (const _ of range(1, 2)) {
      expect(await asked('import.xml')).toMatch(/^failure\n.*import\.xml.*строк\S+ \d+.*\[UZ1301]$/);
    }
    await sent('import.xml', goods(n));
    await imported('import.xml');
  });

  it('of a truncated file: failure that says so', async () => {
    await sent('import.xml', goods(n).slice(0, -30));
    expect(await asked('import.xml')).toMatch(/^failure\n.*import\.xml.*не полностью.*\[UZ1202]$/);
  });

  it('of what is no CommerceML: failure', async () => {
    await sent('import.xml', '<html><body>502 Bad Gateway</body></html>');
    expect(await asked('import.xml')).toMatch(/^failure\n.*import\.xml.*\[UZ1305]$/);
  });
});

describe('a file that this exchange has not sent', () => {
  it('is a failure that names it and what came', async () => {
    await sent('offers.xml', offers('1', n));
    expect(await asked('never-sent.xml')).toMatch(/^failure\n.*never-sent\.xml.*offers\.xml.*\[UZ1201]$/);
  });

  it("is the node's newest one of that name that was not imported", async () => {
    const name = `left${n}.xml`;
    await sent(name, goods(n));
    await begin();
    await sent(name, goods(n + 1));
    await begin();
    await imported(name);
    expect([(await product(n))?.sku, (await product(n + 1))?.sku]).toEqual([`M-${n}`, `M-${n + 1}`]);
  });

  it('is none that is older than an imported one of that name', async () => {
    const name = `old${n}.xml`;
    await sent(name, goods(n).replace('</Артикул>', '</Артикль>'));
    expect(await asked(name)).toMatch(/\[UZ1301]$/);
    await begin();
    await sent(name, goods(n));
    await imported(name);
    await begin();
    expect(await asked(name)).toMatch(/\[UZ1201]$/);
  });
});

describe('a ZIP', () => {
  it('sent in pieces is unpacked before the first import, which names the XML inside', async () => {
    const bytes = zipBytes([
      { name: 'offers0_1.xml', data: offers('8.80', n) },
      { name: 'import0_1.xml', data: importXml({ goods: [n], onlyChanges: true, withPictures: true }) },
      { name: picturePath(n), data: pictureBytes(n) },
    ]);
    for (const piece of cut(bytes, Math.ceil(bytes.length / 4))) await sent('v8_1A2B_3.zip', piece);
    await imported('offers0_1.xml');
    await imported('import0_1.xml');
    await imported('import0_1.xml');
    expect(await product(n)).toMatchObject({ pictures: [{}], offers: [{ prices: [{ amount: '8.80' }] }] });
    expect(await asked('import9_9.xml')).toMatch(/^failure\n.*import9_9\.xml.*\[UZ1201]$/);
  });

  it('made on Windows has back-slashed names in CP866', async () => {
    const name = 'import_files\\aa\\Опис.png';
    const xml = importXml({ goods: [n], onlyChanges: true, withPictures: true }).replace(
      picturePath(n),
      'import_files/aa/Опис.png',
    );
    await sent(
      'v8_7.zip',
      zipBytes([
        { name: 'webdata\\import.xml', data: xml },
        { name: iconv.encode(name, 'cp866'), data: pictureBytes(n) },
      ]),
    );
    await imported('webdata\\import.xml');
    const id = (await product(n))?.pictures[0]?.id;
    const bytes = Buffer.from(await (await rest.request('GET', `/files/${id}`)).arrayBuffer());
    expect(bytes.equals(pictureBytes(n))).toBe(true);
  });

  it('that broke off before a second init blocks nothing', async () => {
    await sent('v8_1.zip', zip(['import.xml', goods(n)]).subarray(0, 200));
    await session.init();
    await sent('v8_2.zip', zip(['import.xml', goods(n + 1)]));
    await imported('import.xml');
    expect([await product(n), (await product(n + 1))?.sku]).toEqual([undefined, `M-${n + 1}`]);
  });

  it.each([
    ['that leads outside', () => zip(['../../evil.xml', '<a/>']), 'UZ1203'],
    ['that is damaged', () => zipBytes([{ name: 'import.xml', data: goods(n), crc: 1 }]), 'UZ1203'],
    ['that is not whole', () => zip(['import.xml', goods(n)]).subarray(0, -10), 'UZ1202'],
  ])('%s is a failure, and a good one after it is taken', async (_, bytes, code) => {
    await sent('v8_3.zip', bytes());
    expect(await asked('import.xml')).toMatch(
      new RegExp(`^failure\n.*v8_3\\.zip.*\\[${code}]$|^failure\n.*\\[${code}]$`),
    );
    await begin();
    await sent('v8_4.zip', zip(['import.xml', goods(n)]));
    await imported('import.xml');
  });
});

describe('what nobody asked for', () => {
  it("is imported at the node's next checkauth of that type, and of no other", async () => {
    await sent('import.xml', goods(n));
    await sent('offers.xml', offers('9.90', n));
    await sent('v8_5.zip', zip(['import2.xml', goods(n + 1)], ['offers2.xml', offers('3.30', n + 1)]));
    await openSession(uzel.url, login, 'sale');
    await openSession(uzel.url, await uzel.connect('trade', `other${n}`));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await feeds()).map((feed) => feed.state)).toEqual([null, null, null]);
    await openSession(uzel.url, login);
    await until(async () => (await feeds()).every((feed) => feed.state === 'done'));
    expect([await priceOf(n), await priceOf(n + 1)]).toEqual(['9.90', '3.30']);
    expect((await feeds()).every((feed) => feed.asked === false)).toBe(true);
  });

  it('is never imported when it is not whole, and blocks no other exchange', async () => {
    await sent('import.xml', goods(n).slice(0, -10));
    await sent('v8_6.zip', zip(['offers.xml', offers('1', n)]).subarray(0, -1));
    await begin();
    await sent('offers.xml', offers('2', n + 1));
    await sent('import.xml', goods(n + 1));
    await imported('import.xml');
    await begin();
    await quiet();
    const { rows } = await withClient(uzel.env.DATABASE_URL ?? '', (client) =>
      client.query<{ state: string; job: string | null }>(
        `select f.state, j.state as job from feeds f left join jobs j using (shop_id, feed_id)
         where f.exchange_id = (select exchange_id from feeds where name = 'v8_6.zip') order by f.feed_id`,
      ),
    );
    expect(rows).toEqual([
      { state: 'receiving', job: null },
      { state: 'receiving', job: null },
    ]);
    expect([await product(n), await priceOf(n + 1)]).toEqual([undefined, '2']);
  });

  it('comes before what is asked for after it, and an explicit import joins it', async () => {
    const former = session;
    await sent('import.xml', goods(n));
    await sent('offers.xml', offers('1.10', n));
    await begin();
    await sent('offers.xml', offers('2.20', n));
    await imported('offers.xml');
    expect(await priceOf(n)).toBe('2.20');
    expect((await former.import('offers.xml')).last.text).toBe('success');
    expect(await priceOf(n)).toBe('2.20');
  });
});

describe('the end of a full export', () => {
  it.each(['deactivate', 'complete'])('%s removes what the export did not name, and says success', async (mode) => {
    const node = await uzel.connect('trade', `full-${mode}`);
    const send = async (numbers: number[]) => {
      session = await openSession(uzel.url, node);
      await session.init();
      const full = { goods: numbers, onlyChanges: false };
      await sent('import0_1.xml', importXml(full).replaceAll('11111111-1111', `1111${n}-1111`));
      await sent('offers0_1.xml', offersXml(full).replaceAll('11111111-1111', `1111${n}-1111`));
      await imported('import0_1.xml');
      await imported('offers0_1.xml');
      return (await session.ask(mode, `&timestamp=${session.timestamp}`)).text;
    };
    const active = async (number: number) => (await product(number))?.active;
    expect(await send([n, n + 1, n + 2])).toBe('success');
    await quiet();
    expect(await send([n, n + 1])).toBe('success');
    await until(async () => (await active(n + 2)) === false);
    expect([await active(n), await active(n + 1)]).toEqual([true, true]);
    expect((await session.ask(mode, `&timestamp=${session.timestamp}`)).text).toBe('success');
  });
});
