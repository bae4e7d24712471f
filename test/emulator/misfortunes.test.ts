import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type EmulatorOptions, type EmulatorProfile, openSession, runEmulator } from '../../src/emulator/index.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';

let site: FakeSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function run(options: Partial<EmulatorOptions>, responder?: Responder) {
  site = await openFakeSite(responder);
  const login = { url: site.url, login: 'l', password: 'p', profile: 'trade' as EmulatorProfile };
  return await runEmulator({ ...login, ...options });
}

/** A server that does with the `n`-th connection what it is told to; the others are answered `success`. */
async function rawServer(act: (socket: net.Socket, count: number) => boolean) {
  const heard: string[] = [];
  let count = 0;
  const server = net.createServer((socket) => {
    const index = count++;
    heard[index] = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      heard[index] += chunk.toString('latin1');
      if (heard[index]?.includes('\r\n\r\n') && !act(socket, index)) {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nsuccess');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/x`, heard, close: () => server.close() };
}

describe('1C is killed', () => {
  it('after so many requests, in the midst of the next one; nothing follows', async () => {
    const directory = path.join(process.cwd(), 'fixtures/trade-207');
    for (const interruptAfter of [0, 2, 7]) {
      const report = await run({ directory, orders: true, interruptAfter });
      expect(report.steps).toHaveLength(interruptAfter);
      expect(report).toMatchObject({ verdict: 'failure', killed: true });
      expect(report.message).toMatch(/1C was killed in the midst of catalog (checkauth|file|import)/);
      await site?.close();
      site = undefined;
    }
  });

  it('a file stays half sent', async () => {
    const server = await rawServer(() => false);
    let asked = 0;
    const options = {
      url: server.url,
      login: 'l',
      password: 'p',
      profile: 'trade' as const,
      dies: () => asked++ === 0,
    };
    const session = openSession(options, 'catalog');
    await expect(session.sendFile('a.xml', { content: Buffer.alloc(1000, 'a') }, 0)).rejects.toThrow(/killed/);
    await new Promise((resolve) => setTimeout(resolve, 30));
    server.close();
    expect(server.heard[0]).toMatch(/content-length: 1000/i);
    expect(server.heard[0]?.split('\r\n\r\n')[1]).toHaveLength(500);
  });
});

describe('an answer that breaks off', () => {
  const broken = (socket: net.Socket, count: number): boolean => {
    if (count > 0) return false;
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 700\r\n\r\nsucc', () => socket.destroy());
    return true;
  };

  it('УНФ makes the GET once more, BAS does not', async () => {
    for (const [profile, requests] of [
      ['unf', 2],
      ['trade', 1],
    ] as const) {
      const server = await rawServer(broken);
      const warnings: string[] = [];
      const options = { url: server.url, login: 'l', password: 'p', profile };
      const session = openSession(options, 'catalog', { onWarning: (text) => warnings.push(text) });
      const done = session.importOnce('a.xml').catch((error: unknown) => String(error));
      expect(await done).toEqual(profile === 'unf' ? true : expect.stringMatching(/broke off/));
      expect(server.heard).toHaveLength(requests);
      expect(warnings).toHaveLength(requests - 1);
      server.close();
    }
  });
});

describe('a fault is told in words', () => {
  const CASES: readonly (readonly [string, EmulatorProfile, string, string | Buffer, RegExp])[] = [
    ['an HTML page', 'trade', 'checkauth', '<!DOCTYPE html><html>success</html>', /checkauth: .*An HTML page came/],
    ['a refusal', 'trade', 'checkauth', 'failure\nno such login', /not accepted.*no such login/s],
    ['a BOM', 'trade', 'checkauth', '\ufeffsuccess\nN\nv', /A BOM stands before the first word/],
    ['a blank', 'utp', 'checkauth', ' success\nN\nv', /A blank stands before the first word/],
    ['CRLF', 'trade', 'checkauth', 'success\r\nN\r\nv', /must end with LF alone/],
    [
      'three lines',
      'trade',
      'init',
      'zip=no\nfile_limit=1\n',
      /init: 3 line\(s\) came where BAS.*exactly 2.*line feed/,
    ],
    ['JSON', 'unf', 'init', '{"zip":true}', /init: line 1 must be zip=yes or zip=no\. JSON came/],
    ['a PHP notice', 'trade', 'file', '<b>Notice</b>: undefined', /file: import.*An error message of PHP came/s],
    ['a BOM before XML', 'trade', 'query', '\ufeff<?xml version="1.0"?><a/>', /query: .*A BOM stands before/],
    ['an empty line before XML', 'trade', 'query', '\n<?xml version="1.0"?><a/>', /query: .*An empty line stands/],
    ['an archive', 'utp', 'query', Buffer.from('PK\u0003\u0004xx'), /query: .*A ZIP archive came/],
    ['nothing', 'trade', 'query', '', /query: an empty answer/],
  ];

  it.each(CASES)('%s to %s: %s', async (_case, profile, mode, body, message) => {
    const directory = path.join(process.cwd(), 'fixtures/trade-207-rests');
    const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
    const options =
      mode === 'query' ? {} : { directory: mode === 'file' ? path.join(directory, '../trade-207') : directory };
    const report = await run({ profile, orders: mode === 'query', ...options }, (request) =>
      request.mode === mode ? { headers, body } : undefined,
    );
    expect(report.verdict).toBe('failure');
    expect(report.findings.find(({ severity }) => severity === 'stop')?.text).toMatch(message);
  });

  it.each([
    [302, /a redirect to .*which no 1C follows/],
    [404, /nothing at this address/],
    [413, /file_limit must be smaller/],
  ])('status %d', async (status, message) => {
    const report = await run({ orders: true }, () => ({ status, headers: { Location: '/else' }, body: 'x' }));
    expect(report.warnings.join()).toMatch(message);
  });
});
