import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { type ConnectionOptions, openSession, type Step } from '../../src/emulator/index.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';

let site: FakeSite;
afterEach(() => site.close());

async function open(
  profile: ConnectionOptions['profile'],
  responder?: Responder,
  more: Partial<ConnectionOptions> = {},
  type: 'catalog' | 'sale' = 'catalog',
) {
  site = await openFakeSite(responder);
  const steps: Step[] = [];
  const warnings: string[] = [];
  const session = openSession({ url: site.url, login: 'l', password: 'pä', profile, ...more }, type, {
    onStep: (step) => steps.push(step),
    onWarning: (text) => warnings.push(text),
  });
  return { session, steps, warnings };
}

const answering = (mode: string, body: string | Buffer, headers: Record<string, string> = {}): Responder => {
  return (request) => (request.mode === mode ? { body, headers } : undefined);
};
const both = ['trade', 'utp'] as const;

describe('how a request is made', () => {
  it('each step has a connection of its own, Basic at once, and the hand-made cookie', async () => {
    const { session } = await open('trade');
    await session.checkauth();
    await session.init();
    expect(site.lines()).toEqual([
      'GET /1c_exchange?type=catalog&mode=checkauth',
      'GET /1c_exchange?type=catalog&mode=init',
    ]);
    const [first, second] = site.seen;
    expect(first?.connection).not.toBe(second?.connection);
    expect(first?.headers).toMatchObject({
      connection: 'close',
      authorization: `Basic ${Buffer.from('l:pä').toString('base64')}`,
      'user-agent': '1C+Enterprise/8.3',
    });
    expect(first?.headers.cookie).toBeUndefined();
    expect(second?.headers.cookie).toBe('SESSION=abc123');
    expect(second?.headers.authorization).toBe(first?.headers.authorization);
  });

  it('two exchanges at once keep their own cookies', async () => {
    const { session: goods } = await open('trade', (request, count) =>
      request.mode === 'checkauth' ? `success\nSESSION\nnumber${count}` : undefined,
    );
    const orders = openSession({ url: site.url, login: 'l', password: 'p', profile: 'trade' }, 'sale');
    await goods.checkauth();
    await orders.checkauth();
    await goods.init();
    await orders.query();
    expect(site.seen.map((one) => one.headers.cookie)).toEqual([
      undefined,
      undefined,
      'SESSION=number1',
      'SESSION=number2',
    ]);
  });

  it('a file is a POST of raw bytes with a length and without Content-Type', async () => {
    const { session } = await open('utp');
    await session.sendFile('import_files/ab/x.jpg', { content: Buffer.from([0, 255, 13, 10]) }, 0);
    const [post] = site.seen;
    expect(site.lines()).toEqual(['POST /1c_exchange?type=catalog&mode=file&filename=import_files/ab/x.jpg']);
    expect(post?.body).toEqual(Buffer.from([0, 255, 13, 10]));
    expect(post?.headers['content-length']).toBe('4');
    expect(post?.headers['content-type']).toBeUndefined();
    expect(post?.headers['transfer-encoding']).toBeUndefined();
    expect(post?.headers['user-agent']).toBe('1C+Enterprise/8.2');
  });

  it('pieces go one after another under the same name', async () => {
    const { session } = await open('trade');
    await session.sendFile('import.xml', { content: Buffer.from('abcdefgh') }, 3);
    expect(site.seen.map((one) => one.body.toString())).toEqual(['abc', 'def', 'gh']);
    expect(new Set(site.lines())).toEqual(new Set(['POST /1c_exchange?type=catalog&mode=file&filename=import.xml']));
  });

  it('after a 401 only, when the platform does so', async () => {
    const { session, warnings } = await open(
      'trade',
      (request) => (request.headers.authorization ? undefined : { status: 401, body: 'failure\nlogin' }),
      { authAfter401: true },
    );
    await session.checkauth();
    expect(site.seen.map((one) => one.headers.authorization !== undefined)).toEqual([false, true]);
    expect(warnings).toEqual([]);
  });

  it('follows no redirect: the body decides', async () => {
    const { session } = await open('trade', () => ({
      status: 302,
      headers: { Location: `${site.url}/other` },
      body: 'moved',
    }));
    await expect(session.checkauth()).rejects.toThrow(/not accepted/);
    expect(site.seen).toHaveLength(1);
  });

  it('a Russian name goes over the wire as raw bytes', async () => {
    // Node's own server refuses such a line: what came is looked at byte by byte.
    const lines: Buffer[] = [];
    const raw = net.createServer((socket) => {
      socket.once('data', (packet) => {
        lines.push(packet.subarray(0, packet.indexOf('\r\n')));
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsuccess');
      });
    });
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const { port } = raw.address() as AddressInfo;
    for (const profile of both) {
      const { session, steps } = await open(profile, undefined, { url: `http://127.0.0.1:${port}/x` });
      await session.importOnce('Стол.xml');
      expect(steps[0]?.url).toBe('/x?type=catalog&mode=import&filename=Стол.xml');
      if (profile === 'trade') await site.close();
    }
    raw.close();
    const line = 'GET /x?type=catalog&mode=import&filename=Стол.xml HTTP/1.1';
    expect(lines).toEqual([Buffer.from(line), iconv.encode(line, 'windows-1251')]);
  });

  it('tells its steps without secrets', async () => {
    const { session, steps } = await open('trade');
    await session.checkauth();
    await session.sendFile('t.jpg', { content: Buffer.from('abc') }, 0);
    expect(steps).toMatchObject([
      { mode: 'checkauth', method: 'GET', bytes: 0, status: 200, firstLine: 'success', receivedBytes: 55 },
      { mode: 'file', method: 'POST', bytes: 3, url: '/1c_exchange?type=catalog&mode=file&filename=t.jpg' },
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/abc123|Basic|pä/);
  });

  it('gives up after its time-out', async () => {
    const silent = net.createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { session } = await open('trade', undefined, { url: `http://127.0.0.1:${port}/x`, timeoutMs: 50 });
    await expect(session.checkauth()).rejects.toThrow(/time-out/);
    silent.close();
  });

  it('an answer that never came is no verdict', async () => {
    const { session } = await open('utp', undefined, { url: 'http://127.0.0.1:1/x' });
    await expect(session.checkauth()).rejects.toThrow(/not received/);
  });

  it('stops when it is told to', async () => {
    const stopper = new AbortController();
    const { session } = await open('trade', undefined, { signal: stopper.signal });
    stopper.abort();
    await expect(session.checkauth()).rejects.toThrow(/stopped/);
  });
});

describe('checkauth', () => {
  it.each(both)('%s: the cookie is made of lines 2 and 3 untrimmed', async (profile) => {
    const { session } = await open(profile, answering('checkauth', 'success\nNAME\n value \nsessid=1\ntimestamp=2'));
    const credentials = await session.checkauth();
    expect(credentials).toEqual({ cookie: 'NAME= value ', token: 'sessid=1', timestamp: '2' });
  });

  it.each([
    ['a CR after the word', 'success\r\nN\nv'],
    ['a blank before the word', ' success\nN\nv'],
    ['another case', 'Success\nN\nv'],
  ])('%s: УТП refuses it, BAS does not mind it', async (_case, body) => {
    const { session } = await open('utp', answering('checkauth', body));
    await expect(session.checkauth()).rejects.toThrow(/not accepted/);
    await site.close();
    const other = await open('trade', answering('checkauth', body));
    await expect(other.session.checkauth()).resolves.toMatchObject({ cookie: 'N=v' });
  });

  it('a CR in the cookie breaks both', async () => {
    const { session } = await open('trade', answering('checkauth', 'success\r\nN\r\nv\r\n'));
    await expect(session.checkauth()).rejects.toThrow(/hold a CR/);
  });

  it('a BOM: УТП decodes by it, BAS finds something before the word', async () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('success\nN\nv')]);
    const { session } = await open('utp', answering('checkauth', body));
    await expect(session.checkauth()).resolves.toMatchObject({ cookie: 'N=v' });
    await site.close();
    const other = await open('trade', answering('checkauth', body));
    await expect(other.session.checkauth()).rejects.toThrow(/not accepted/);
  });

  it.each(both)('%s: HTML, failure and an empty body are refusals', async (profile) => {
    for (const body of ['<html>success</html>', 'failure\nno', '']) {
      const { session } = await open(profile, answering('checkauth', body));
      await expect(session.checkauth()).rejects.toThrow(body === '' ? /empty answer/ : /not accepted/);
      if (body !== '') await site.close();
    }
  });
});

describe('init', () => {
  it('reads zip and file_limit', async () => {
    const { session } = await open('utp', answering('init', 'zip=yes\nfile_limit=10485760'));
    await expect(session.init()).resolves.toEqual({ zip: true, fileLimit: 10_485_760 });
  });

  it.each(both)('%s: a third line, even an empty one, stops the exchange', async (profile) => {
    for (const tail of ['\n', '\nsessid=1\nversion=3.1']) {
      const { session } = await open(profile, answering('init', `zip=no\nfile_limit=5${tail}`));
      await expect(session.init()).rejects.toThrow(/3 line\(s\) came where .* takes exactly 2|[45] line\(s\) came/);
      if (tail === '\n') await site.close();
    }
  });

  it.each(both)('%s: other names stop the exchange', async (profile) => {
    for (const body of ['zip=maybe\nfile_limit=5', 'file_limit=5\nzip=no', 'zip=no\nlimit=5']) {
      const { session } = await open(profile, answering('init', body));
      await expect(session.init()).rejects.toThrow(/init: line/);
      if (!body.includes('\nlimit')) await site.close();
    }
  });

  it.each(['10M', '-5', '', ' 5'])('an unreadable limit (%p) means no splitting', async (limit) => {
    const { session } = await open('utp', answering('init', `zip=no\nfile_limit=${limit}`));
    await expect(session.init()).resolves.toMatchObject({ fileLimit: -1 });
  });

  it('УТП stumbles over CR LF', async () => {
    const { session } = await open('utp', answering('init', 'zip=no\r\nfile_limit=5'));
    await expect(session.init()).rejects.toThrow(/init: line 1/);
  });
});

describe('file and import', () => {
  it.each(['failure\nNo room', '<b>Notice</b>', 'progress'])('file: %p aborts the upload', async (body) => {
    const { session } = await open('trade', answering('file', body));
    await expect(session.sendFile('a.xml', { content: Buffer.from('ab') }, 1)).rejects.toThrow(/was not sent/);
    expect(site.seen).toHaveLength(1);
  });

  it('a second line after success is shown as a warning', async () => {
    const { session, warnings } = await open('utp', answering('file', 'success\nmore'));
    await session.sendFile('a.xml', { content: Buffer.from('ab') }, 0);
    expect(warnings).toEqual(['file: an extended status of success was received: more']);
  });

  it.each(both)('%s: progress means the same request again at once, without end', async (profile) => {
    const { session } = await open(profile, (request, count) =>
      request.mode === 'import' && count < 30 ? 'progress\nstill at it' : undefined,
    );
    await session.importFile('import.xml');
    expect(site.seen).toHaveLength(30);
    expect(new Set(site.lines())).toEqual(new Set(['GET /1c_exchange?type=catalog&mode=import&filename=import.xml']));
  });

  it('a status other than 200 is only noted, of УТП as what it does not see', async () => {
    const responder: Responder = () => ({ status: 500, body: 'success' });
    const { session, warnings } = await open('trade', responder);
    await expect(session.importOnce('a.xml')).resolves.toBe(true);
    expect(warnings).toEqual(['import: HTTP status 500']);
    await site.close();
    const other = await open('utp', responder);
    await expect(other.session.importOnce('a.xml')).resolves.toBe(true);
    expect(other.warnings).toEqual(['import: HTTP status 500 (this 1C does not see the status)']);
  });

  it('an unknown word is a failure and its text is shown decoded', async () => {
    const body = iconv.encode('failure\nФайл не найден', 'windows-1251');
    const { session } = await open('utp', answering('import', body));
    await expect(session.importFile('a.xml')).rejects.toThrow(/Файл не найден/);
    await site.close();
    const named = answering('import', body, { 'Content-Type': 'text/plain; charset=windows-1251' });
    const other = await open('trade', named);
    await expect(other.session.importFile('a.xml')).rejects.toThrow(/Файл не найден/);
    await site.close();
    const unnamed = await open('trade', answering('import', body));
    await expect(unnamed.session.importFile('a.xml')).rejects.toThrow(/\ufffd/);
  });
});

describe('query and success', () => {
  it.each([
    ['a blank first', ' <?xml version="1.0"?><a/>'],
    ['a BOM', '\ufeff<?xml version="1.0"?><a/>'],
    ['a ZIP', 'PK\u0003\u0004'],
    ['no declaration', '<КоммерческаяИнформация/>'],
    ['a refusal', 'failure\nno session'],
  ])('query with %s is not read', async (_case, body) => {
    const { session } = await open('trade', answering('query', body), {}, 'sale');
    await expect(session.query()).rejects.toThrow(/no XML/);
  });

  it('an empty answer to success is an error in BAS and none in УТП', async () => {
    const { session } = await open('trade', answering('success', ''), {}, 'sale');
    await expect(session.success()).rejects.toThrow(/empty answer/);
    await site.close();
    const other = await open('utp', answering('success', ''), {}, 'sale');
    await other.session.success();
    expect(other.warnings).toHaveLength(1);
  });

  it('another word after success changes nothing but is noted', async () => {
    const { session, warnings } = await open('trade', answering('success', 'failure\nlate'), {}, 'sale');
    await session.success();
    expect(warnings).toEqual(['success: the server answered: failure\nlate']);
  });
});
