import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodsId, importXml, offersXml, picturePath, range } from './support/goods.js';
import { ask, cut, type Login, openSession, overSocket, type Session } from './support/one-c.js';
import { Rest, type RestProduct } from './support/rest.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** mode=file: pieces, names, refusals, pictures. What was there before a refusal must stay whole. */

const LIMIT = 16 * 1024;
let uzel: Uzel;
let login: Login;
let rest: Rest;
let session: Session;

beforeAll(async () => {
  uzel = await Uzel.start({ env: { FILE_LIMIT: String(LIMIT), FEED_LIMIT: '200K' } });
  login = await uzel.connect();
  rest = new Rest(uzel.url, await uzel.apiKey());
});
afterAll(() => uzel.dispose());

const changes = (goods: readonly number[], withPictures = false) =>
  importXml({ goods, onlyChanges: true, withPictures });
const begin = async () => {
  session = await openSession(uzel.url, login);
  await session.init();
  return session;
};
const sent = async (name: string, body: string | Buffer | readonly Buffer[]) =>
  expect((await session.file(name, body)).text).toBe('success');
const imported = async (name: string) => expect((await session.import(name)).last.text).toBe('success');
const product = async (n: number) =>
  (await rest.all<RestProduct>(`/products?active=all&externalId=${encodeURIComponent(goodsId(n))}`)).find(
    (one) => one.externalId === goodsId(n),
  );
const pictureOf = async (n: number) => {
  const id = (await product(n))?.pictures[0]?.id;
  return id === undefined ? undefined : Buffer.from(await (await rest.request('GET', `/files/${id}`)).arrayBuffer());
};

describe('pieces', () => {
  it('are cut by the file_limit of init and appended under one name', async () => {
    await begin();
    expect((await session.init()).text).toBe(`zip=yes\nfile_limit=${LIMIT}`);
    const pieces = cut(changes(range(100, 180)), LIMIT);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) await sent('import.xml', piece);
    await imported('import.xml');
    expect((await product(100))?.name).toBe('Матрац 100 «Сон»');
    expect((await product(180))?.name).toBe('Матрац 180 «Сон»');
  });

  it('of a second init begin a new feed', async () => {
    await begin();
    await sent('import.xml', changes([1]).slice(0, 300));
    await session.init();
    await sent('import.xml', changes([2]));
    await imported('import.xml');
    expect([await product(1), (await product(2))?.sku]).toEqual([undefined, 'M-2']);
  });

  it('of the next session begin the file anew: a broken one neither blocks it nor counts as its first piece', async () => {
    await begin();
    await sent('import.xml', changes([3]).slice(0, 300));
    await begin();
    await sent('import.xml', changes([4]));
    await imported('import.xml');
    expect([await product(3), (await product(4))?.sku]).toEqual([undefined, 'M-4']);
  });

  it('that come after the import was asked for begin a new feed', async () => {
    await begin();
    await sent('import.xml', changes([5]));
    await imported('import.xml');
    await sent('import.xml', changes([6]));
    await imported('import.xml');
    expect((await product(6))?.sku).toBe('M-6');
    await sent('import.xml', changes([7]).slice(0, 300));
    expect((await session.import('import.xml')).last.text).toMatch(/^failure\n.*import\.xml.*не полностью.*\[UZ1202]$/);
    await sent('import.xml', changes([7]));
    await imported('import.xml');
  });

  it('that come slowly, 200 ms apart, are not cut', async () => {
    await begin();
    const pieces = cut(changes([8]), 200);
    const answer = await session.file('import.xml', pieces, { pauseMs: 200 });
    expect(pieces.length).toBeGreaterThan(8);
    expect(answer.text).toBe('success');
    await imported('import.xml');
    expect((await product(8))?.sku).toBe('M-8');
  });

  it('that hang half-way in a connection that is dead block no later exchange', async () => {
    await begin();
    await sent('offers.xml', offersXml({ goods: [11], onlyChanges: true }));
    const head = `POST /1c_exchange?type=catalog&mode=file&filename=import.xml HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\nCookie: ${session.cookie}\r\n\r\n`;
    const hanging = overSocket(uzel.url, [head, changes([11]).slice(0, 500)], { endMs: 3000 });
    await begin();
    await sent('import.xml', changes([12]));
    await imported('import.xml');
    expect((await product(12))?.sku).toBe('M-12');
    expect(await hanging).toBe('');
  });

  it('of two exchanges of one node are kept apart', async () => {
    const [one, two] = [await openSession(uzel.url, login), await openSession(uzel.url, login)];
    const [first, second] = [cut(changes([9]), 700), cut(changes([10]), 700)];
    for (const i of range(0, Math.max(first.length, second.length) - 1)) {
      if (first[i]) await one.file('import.xml', first[i]);
      if (second[i]) await two.file('import.xml', second[i]);
    }
    expect((await one.import('import.xml')).last.text).toBe('success');
    expect((await two.import('import.xml')).last.text).toBe('success');
    expect([(await product(9))?.sku, (await product(10))?.sku]).toEqual(['M-9', 'M-10']);
  });
});

describe('a refused piece', () => {
  const refusals: readonly (readonly [string, string, () => Promise<string>])[] = [
    ['an empty body', 'UZ1102', async () => (await session.file('import.xml', '')).text],
    ['one over file_limit by its length', 'UZ1103', async () => (await session.file('import.xml', over())).text],
    ['one over file_limit in chunks', 'UZ1103', async () => (await session.file('import.xml', cut(over(), 5000))).text],
    [
      'one over file_limit in a form',
      'UZ1103',
      async () => (await session.file('import.xml', form('import.xml', over()).body, form('', '').asking)).text,
    ],
    ['one that leads outside', 'UZ1101', async () => (await session.file('../import.xml', 'x')).text],
    ['one that the connection broke off', '', async () => await brokenOff('import.xml')],
  ];

  it.each(refusals)('%s: failure with a sentence, and what was there before stays whole', async (_, code, refused) => {
    await begin();
    const [first = Buffer.alloc(0), ...others] = cut(changes([20]), 500);
    await sent('import.xml', first);
    const text = await refused();
    if (code) expect(text).toMatch(new RegExp(`^failure\n[А-Я«].*[.].* \\[${code}]$`));
    for (const piece of others) await sent('import.xml', piece);
    await imported('import.xml');
  });

  it('that would make a feed over FEED_LIMIT: failure, and the feed stays as it was', async () => {
    await begin();
    const end = '</КоммерческаяИнформация>';
    const filling = `<!--${'x'.repeat(200 * 1024 - Buffer.byteLength(changes([21])) - 107)}-->`;
    for (const piece of cut(changes([21]).replace(end, filling + end), LIMIT)) await sent('import.xml', piece);
    expect((await session.file('import.xml', Buffer.alloc(101, ' '))).text).toMatch(/^failure\n.*\[UZ1104]$/);
    await sent('import.xml', Buffer.alloc(100, '\n'));
    await imported('import.xml');
    expect((await product(21))?.sku).toBe('M-21');
  });

  it('leaves an unfinished beginning alone: a first piece that fails is no feed', async () => {
    await begin();
    expect((await session.file('first.xml', over())).lines[0]).toBe('failure');
    expect((await session.import('first.xml')).last.text).toMatch(/\[UZ1201]$/);
  });

  const over = () => Buffer.alloc(LIMIT + 1, ' ');
  const brokenOff = async (name: string) => {
    const head = `POST /1c_exchange?type=catalog&mode=file&filename=${name} HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\nCookie: ${session.cookie}\r\n\r\n`;
    return await overSocket(uzel.url, [head, Buffer.alloc(4000, 'x')], { pauseMs: 50, cut: true });
  };
});

describe('a form (multipart)', () => {
  it('is taken like a raw body, in pieces too, under the name of the address or else of the form', async () => {
    await begin();
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = cut(changes([30]), 900);
    expect(second.length).toBeGreaterThan(0);
    const { asking } = form('', '');
    expect((await session.file('import.xml', form('other.xml', first).body, asking)).text).toBe('success');
    const named = {
      method: 'POST',
      ...asking,
      body: form('import.xml', Buffer.from(changes([30])).subarray(900)).body,
    };
    expect((await session.ask('file', '', named)).text).toBe('success');
    await imported('import.xml');
    expect((await product(30))?.sku).toBe('M-30');
  });

  it('a Content-Type of curl or of anything else is no form', async () => {
    await begin();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await session.file('import.xml', changes([31]), { headers })).text).toBe('success');
    await imported('import.xml');
    expect((await product(31))?.sku).toBe('M-31');
  });
});

describe('names', () => {
  it.each([
    ['/tmp/v8_A1/import0_1.xml', 'import0_1.xml'],
    ['import0_1.xml', '/tmp/import0_1.xml'],
    ['upload/1c/webdata/import0_1.xml', 'import0_1.xml'],
    ['webdata\\000000003\\import0_1.xml', 'webdata/000000003/import0_1.xml'],
    ['C:\\Users\\1c\\Temp\\import0_1.xml', 'import0_1.xml'],
    ['import%5F%31.xml', 'import_1.xml'],
  ])('%s, asked for as %s', async (name, asked) => {
    await begin();
    await sent(name, changes([40]));
    await imported(asked);
  });

  it.each([
    ['import_files\\aa\\', 41],
    ['/tmp/v8_A1_3/import_files/aa/', 42],
    ['C:\\Temp\\v8\\import_files\\aa\\', 43],
    ['upload/1c/webdata/import_files/aa/', 44],
    ['./import_files//aa/', 45],
  ])('the picture %s is found under the path that the XML says', async (folder, n) => {
    await begin();
    const bytes = randomBytes(500);
    await sent(`${folder}${goodsId(n)}.png`, bytes);
    await sent('import.xml', changes([n], true));
    await imported('import.xml');
    expect((await pictureOf(n))?.equals(bytes)).toBe(true);
  });

  it.each([
    '../../uzel-evil.xml',
    '..\\..\\uzel-evil.xml',
    '/tmp/../../tmp/uzel-evil.xml',
    'import_files/../../../uzel-evil.xml',
    '%2e%2e/%2e%2e/uzel-evil.xml',
    'a/%2e%2e%5c..%2fuzel-evil.xml',
    'uzel-evil.xml%00.jpg',
    'uzel-evil.php',
    'uzel-evil.exe',
    '.htaccess',
    `${'long/'.repeat(300)}uzel-evil.xml`,
    '',
    '/',
    '..',
  ])('%p is refused by file and by import alike', async (name) => {
    await begin();
    for (const mode of ['file', 'import']) {
      const answer = await session.ask(mode, `&filename=${name}`, { method: 'POST', body: 'x' });
      expect([answer.status, answer.lines[0]]).toEqual([200, 'failure']);
      expect(answer.text).toMatch(/\[UZ1101]$/);
    }
  });

  it('nothing lies outside the folders of the server, and nothing under a name of the client', async () => {
    await begin();
    await sent('/tmp/uzel-evil.xml', '<a');
    await sent('/etc/uzel-evil.xml', '<a');
    const names = await readdir(uzel.dataDir, { recursive: true });
    expect(
      names.filter(
        (name) =>
          !/^(feeds|files)(\/[0-9a-f-]+)*$|^packed(\/(drafts(\/[0-9a-f-]+)?|[0-9a-f]{2}(\/[0-9a-f]{64}(-gz)?)?))?$|^server\.log$/.test(
            name,
          ),
      ),
    ).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
    for (const folder of ['/tmp', '/etc', process.cwd(), `${uzel.dataDir}/..`]) {
      expect(existsSync(`${folder}/uzel-evil.xml`)).toBe(false);
    }
  });
});

describe('pictures', () => {
  it('that came in an earlier exchange are found by an XML of a later one', async () => {
    const bytes = randomBytes(40_000);
    await begin();
    for (const piece of cut(bytes, LIMIT)) await sent(picturePath(50), piece);
    await begin();
    await sent('import.xml', changes([50], true));
    await imported('import.xml');
    expect((await pictureOf(50))?.equals(bytes)).toBe(true);
  });

  it('may come after their XML, without an import of their own', async () => {
    await begin();
    await sent('import.xml', changes([51], true));
    await imported('import.xml');
    expect(await pictureOf(51)).toBeUndefined();
    const bytes = randomBytes(700);
    await sent(picturePath(51), bytes);
    await sent('offers.xml', offersXml({ goods: [51], onlyChanges: true }));
    expect((await pictureOf(51))?.equals(bytes)).toBe(true);
  });

  it('are whole though another checkauth of the node comes between their pieces', async () => {
    const bytes = randomBytes(2.5 * LIMIT);
    await begin();
    const [one, two, three] = cut(bytes, LIMIT);
    await sent(picturePath(52), one ?? '');
    await openSession(uzel.url, login);
    await sent(picturePath(52), two ?? '');
    await openSession(uzel.url, login);
    await sent(picturePath(52), three ?? '');
    await sent('import.xml', changes([52], true));
    await imported('import.xml');
    expect((await pictureOf(52))?.equals(bytes)).toBe(true);
  });

  it('of an upload that broke off do not replace those that came later', async () => {
    const bytes = randomBytes(LIMIT + 1000);
    const broken = await begin();
    await sent(picturePath(53), cut(bytes, LIMIT)[0] ?? '');
    await begin();
    for (const piece of cut(bytes, LIMIT)) await sent(picturePath(53), piece);
    await sent('import.xml', changes([53], true));
    await imported('import.xml');
    expect((await pictureOf(53))?.equals(bytes)).toBe(true);
    expect((await broken.import('absent.xml')).last.lines[0]).toBe('failure');
    expect((await pictureOf(53))?.equals(bytes)).toBe(true);
  });

  it('the same again write nothing', async () => {
    const rows = () =>
      withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
        const found = await client.query('select xmin::text, * from files where path = $1', [picturePath(54)]);
        return found.rows;
      });
    const send = async () => {
      await begin();
      await sent(picturePath(54), Buffer.alloc(300, 7));
      await sent('import.xml', changes([54], true));
      await imported('import.xml');
      return await rows();
    };
    const first = await send();
    expect(first).toHaveLength(1);
    expect(await send()).toEqual(first);
  });
});

it('every mode=file of these tests left the server live', async () => {
  expect((await ask(uzel.url, '/live')).status).toBe(200);
});

/** A form with one file, as a browser sends it. */
function form(filename: string, content: string | Buffer) {
  const boundary = '----uzel-test';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/xml\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content as string),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, asking: { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } } };
}
